using System.CommandLine;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Logs fever or feeling ill.</summary>
internal static class LogIllnessCommand
{
    private static readonly Argument<string> s_kind = new("KIND") { Description = "In your words: fever, cold; any kind postpones massage." };
    private static readonly Option<string?> s_date = new("--date") { Description = "YYYY-MM-DD, today (default) or yesterday.", HelpName = "DATE" };

    public static Command Create()
    {
        var verb = Verb.Named("illness", "Logs fever or feeling ill.", "log illness fever --date yesterday");
        verb.Arguments.Add(s_kind);
        verb.Options.Add(s_date);
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var kind = TypedText.Read(call.Value(s_kind)!, "KIND");
        using var book = new RunnerBook(call);
        var date = book.PastDate(call.Value(s_date), "--date", "name the day it began, or leave it out for today.");
        var id = RowId.Of(RowId.Illness, Illnesses.Log(book.Store, book.AthleteId, new Illness(date, kind)));
        call.Out.WriteLine($"Kept {id}: {kind} on {RunnerBook.Day(date)}. {book.Undo($"log remove {id}")}");
        return ExitCode.Done;
    }
}
