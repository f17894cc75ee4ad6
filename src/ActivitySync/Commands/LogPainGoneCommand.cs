using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>log pain-gone</c>: resolves a pain.</summary>
internal static class LogPainGoneCommand
{
    private static readonly Argument<string> Area = new("AREA") { Description = "The area as it was logged." };

    private static readonly Argument<string?> Date = new("DATE")
    {
        Description = $"The first day without it: {DateArgument.PastForms} Default: today.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("pain-gone", "Logs that a pain is gone.", "log pain-gone \"left calf\"");
        command.Arguments.Add(Area);
        command.Arguments.Add(Date);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var area = TextArgument.Parse(context.GetValue(Area)!, "AREA");
        using var logbook = context.OpenLogbook();
        var date = DateArgument.ParsePast(context.GetValue(Date), "DATE", logbook.Today);
        SavedChange saved;
        try
        {
            saved = LogbookText.WithDate(
                () => logbook.ResolvePain(area, date),
                "DATE",
                "Use the first day without it, or leave it out for today."
            );
        }
        catch (InvalidEntryException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                "AREA: no unresolved pain of that area on that day. "
                    + "Run 'activitysync log list' to see the areas as you logged them."
            );
        }

        context.Out.WriteLine(
            $"Resolved: {area} is free of pain from {LogbookText.FormatDay(date)}. {context.FormatUndo(saved)}"
        );
        return ExitCode.Done;
    }
}
