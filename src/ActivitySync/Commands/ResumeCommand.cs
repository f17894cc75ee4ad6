using System.CommandLine;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Ends a pause.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var verb = Verb.Named("resume", "Ends a pause: mails come again.", "resume");
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        using var book = new RunnerBook(call);
        call.Out.WriteLine(Pauses.End(book.Store, book.AthleteId, book.Today)
            ? $"Mails come again. {book.Undo("pause --until DATE")}"
            : "There was no pause; mails come as always.");
        return ExitCode.Done;
    }
}
