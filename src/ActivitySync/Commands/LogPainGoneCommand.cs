using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary><c>log pain-gone</c>: resolves a pain.</summary>
internal static class LogPainGoneCommand
{
    private static readonly Argument<string> Area = new("AREA") { Description = "The area as it was logged." };

    private static readonly Argument<string?> Date = new("DATE")
    {
        Description = "The first day without it: YYYY-MM-DD, today (default) or yesterday.",
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
        using var logbook = new AthleteLogbook(context);
        var date = logbook.ParseDate(context.GetValue(Date), "DATE");
        if (PainRepository.Resolve(logbook.Connection, logbook.AthleteId, area, date) == 0)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                "AREA: no unresolved pain of that area on that day. "
                    + "Run 'activitysync log list' to see the areas as you logged them."
            );
        }

        context.Out.WriteLine(
            $"Resolved: {area} is free of pain from {AthleteLogbook.FormatDay(date)}. "
                + "Undo: log the pain again with 'activitysync log pain'."
        );
        return ExitCode.Done;
    }
}
