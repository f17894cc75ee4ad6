using System.CommandLine;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Commands;

/// <summary><c>log skip</c>: declines the suggested massage.</summary>
internal static class LogSkipCommand
{
    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "skip",
            "Not this week: declines the suggested massage. The next digest then doesn't ask whether you had it.",
            "log skip"
        );
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        using var logbook = context.OpenLogbook();
        var window = FindSentSuggestion(logbook)
            ?? FindPlannedSuggestion(context, logbook)
            ?? throw new OperationException(
                ErrorKind.InvalidInput,
                "log skip: no massage is suggested. Run 'activitysync plan' to see today's advice."
            );
        var saved = logbook.DeclineSuggestion(window);
        var undo = saved.UndoId is { } id ? $" {context.FormatUndo($"log undo {id}")}" : "";
        context.Out.WriteLine(
            $"Declined: massage ({EnumText.Format(window.Kind)}) from {LogbookText.FormatDay(window.From)} to "
                + $"{LogbookText.FormatDay(window.To)}.{undo}"
        );
        return ExitCode.Done;
    }

    /// <summary>Finds the suggestion of the latest email, unless its days have passed.</summary>
    private static SuggestedWindow? FindSentSuggestion(AthleteLogbook logbook) =>
        MailRepository.GetSuggestedWindows(logbook.Connection, logbook.AthleteId) is [{ Window: { } window }, ..]
        && window.To >= logbook.Today
            ? window
            : null;

    /// <summary>Finds what today's plan suggests. A booked massage is not a suggestion.</summary>
    private static SuggestedWindow? FindPlannedSuggestion(CommandContext context, AthleteLogbook logbook) =>
        context.GetService<AdviceService>().Plan(context.Athlete, logbook.Today).Plan
            is { Massage: { } massage, Reasons: var reasons }
        && !reasons.Contains(ReasonCode.KeepSlot)
            ? new SuggestedWindow(massage.Kind, massage.From, massage.To)
            : null;
}
