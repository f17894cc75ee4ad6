using System.CommandLine;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>log massage</c>: logs a massage.</summary>
internal static class LogMassageCommand
{
    private static readonly Argument<string> Date = new("DATE") { Description = DateArgument.PastForms };
    private static readonly Argument<string> Kind = new("KIND")
    {
        Description = $"One of: {EnumText.ListChoices<MassageKind>()}.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("massage", "Logs a massage you had.", "log massage 2026-11-25 swedish");
        command.Arguments.Add(Date);
        command.Arguments.Add(Kind);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var kind = ChoiceArgument.Parse<MassageKind>(context.GetValue(Kind)!, "KIND");
        using var logbook = context.OpenLogbook();
        var date = DateArgument.Parse(context.GetValue(Date)!, "DATE", logbook.Today, DateDirection.Past);
        var saved = LogbookText.WithDate(
            () => logbook.AddMassage(date, kind),
            "DATE",
            "Use 'activitysync slot add' for a booked massage."
        );
        context.WriteSaved(saved, $"massage ({EnumText.Format(kind)}) on {LogbookText.FormatDay(date)}", "log remove");
        return ExitCode.Done;
    }
}
