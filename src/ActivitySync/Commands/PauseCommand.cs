using System.CommandLine;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Stops mails until a date.</summary>
internal static class PauseCommand
{
    private static readonly Option<string> s_until = new("--until")
    {
        Description = "The last day without mails: YYYY-MM-DD or today.",
        HelpName = "DATE",
        Required = true,
    };

    public static Command Create()
    {
        var verb = Verb.Named("pause", "No mails until a date.", "pause --until 2026-12-31");
        verb.Options.Add(s_until);
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        using var book = new RunnerBook(call);
        var until = book.Date(call.Value(s_until), "--until", isAhead: true);
        if (until < book.Today)
            throw new CannotProceedException(ExitCode.WrongInput, $"--until: {until.ToColumn()} has passed; name today or a day to come.");
        Pauses.Set(book.Store, book.AthleteId, until);
        call.Out.WriteLine($"No mails up to and with {RunnerBook.Day(until)}. {book.Undo("resume")}");
        return ExitCode.Done;
    }
}
