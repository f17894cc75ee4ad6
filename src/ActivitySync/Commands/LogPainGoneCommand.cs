using System.CommandLine;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Ends a pain.</summary>
internal static class LogPainGoneCommand
{
    private static readonly Argument<string> s_area = new("AREA") { Description = "The area as it was logged." };

    private static readonly Argument<string?> s_date = new("DATE")
    {
        Description = "The first day without it: YYYY-MM-DD, today (default) or yesterday.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var verb = Verb.Named("pain-gone", "Says that a pain is gone.", "log pain-gone \"left calf\"");
        verb.Arguments.Add(s_area);
        verb.Arguments.Add(s_date);
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var area = TypedText.Read(call.Value(s_area)!, "AREA");
        using var book = new RunnerBook(call);
        var date = book.Date(call.Value(s_date), "DATE");
        if (Pains.Resolve(book.Store, book.AthleteId, area, date) == 0)
        {
            throw new CannotProceedException(
                ExitCode.WrongInput, "AREA: no pain of that area is open on that day; 'activitysync log list' shows them as they were logged.");
        }

        call.Out.WriteLine($"Kept: {area} is free of pain from {RunnerBook.Day(date)}. Undo: log the pain again with 'activitysync log pain'.");
        return ExitCode.Done;
    }
}
