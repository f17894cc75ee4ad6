using System.CommandLine;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Logs a massage had.</summary>
internal static class LogMassageCommand
{
    private static readonly Argument<string> s_date = new("DATE") { Description = "YYYY-MM-DD, today or yesterday." };
    private static readonly Argument<string> s_kind = new("KIND") { Description = $"One of: {EnumWord.Choices<MassageKind>()}." };

    public static Command Create()
    {
        var verb = Verb.Named("massage", "Logs a massage you had.", "log massage 2026-11-25 swedish");
        verb.Arguments.Add(s_date);
        verb.Arguments.Add(s_kind);
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var kind = TypedWord.Read<MassageKind>(call.Value(s_kind)!, "KIND");
        using var book = new RunnerBook(call);
        var date = book.PastDate(call.Value(s_date), "DATE", "a massage booked is kept with 'activitysync slot add'.");
        var id = RowId.Of(RowId.Massage, Massages.Log(book.Store, book.AthleteId, new Massage(date, kind)));
        call.Out.WriteLine($"Kept {id}: massage ({EnumWord.Of(kind)}) on {RunnerBook.Day(date)}. {book.Undo($"log remove {id}")}");
        return ExitCode.Done;
    }
}
