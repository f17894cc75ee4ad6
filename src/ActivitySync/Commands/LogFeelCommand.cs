using System.CommandLine;
using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>log feel</c>: logs whether the latest massage helped.</summary>
internal static class LogFeelCommand
{
    private static readonly Argument<string> Feeling = new("FEELING")
    {
        Description = $"Compared with before the massage. One of: {EnumText.ListChoices<MassageFeeling>()}.",
    };

    private static readonly Option<string?> Date = new("--date")
    {
        Description = $"The day you felt it: {DateArgument.PastForms} Default: today.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "feel",
            "Logs how your latest massage left you. It may be up to "
                + $"{MassageFeelingRepository.MaxDays} days old. Logged again for the same "
                + "massage, it replaces the earlier answer.",
            "log feel better"
        );
        command.Arguments.Add(Feeling);
        command.Options.Add(Date);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var feeling = ChoiceArgument.Parse<MassageFeeling>(context.GetValue(Feeling)!, "FEELING");
        using var logbook = context.OpenLogbook();
        var saidOn = DateArgument.ParsePast(context.GetValue(Date), "--date", logbook.Today);
        var saved = Save(context, logbook, feeling, saidOn);
        var instead = saved.Replaced is { } replaced ? $" instead of {EnumText.Format(replaced)}" : "";
        context.WriteSaved(
            saved,
            $"{EnumText.Format(feeling)}{instead}, after the massage on {LogbookText.FormatDay(saved.MassageDate)}",
            "log remove"
        );
        return ExitCode.Done;
    }

    private static SavedFeeling Save(
        CommandContext context,
        AthleteLogbook logbook,
        MassageFeeling feeling,
        DateOnly saidOn
    )
    {
        try
        {
            return LogbookText.WithDate(
                () => logbook.SaveFeeling(feeling, saidOn),
                "--date",
                "Use the day you felt it, or leave it out for today."
            );
        }
        catch (InvalidEntryException)
        {
            throw CreateNoMassageException(context, logbook, saidOn);
        }
    }

    private static OperationException CreateNoMassageException(
        CommandContext context,
        AthleteLogbook logbook,
        DateOnly saidOn
    )
    {
        var first = saidOn.AddDays(-MassageFeelingRepository.MaxDays);
        var booked = FindPastSlot(logbook.Connection, logbook.AthleteId, first, saidOn);
        var command = booked is { } slot
            ? $"log massage {slot.Date.ToColumn()} {EnumText.Format(slot.Kind)}"
            : "log massage DATE KIND";
        return new OperationException(
            ErrorKind.InvalidInput,
            $"log feel: no massage is logged from {first.ToColumn()} to {saidOn.ToColumn()}"
                + (booked is null ? ". " : ", only booked. ")
                + $"Run '{context.FormatCommand(command)}' first."
        );
    }

    /// <summary>Finds the latest booked massage of some days, both included. A booking is not a massage yet.</summary>
    private static Massage? FindPastSlot(DbConnection connection, long athleteId, DateOnly first, DateOnly last) =>
        SlotRepository
            .GetAll(connection, athleteId)
            .Select(row => row.Value)
            .LastOrDefault(slot => slot.Date >= first && slot.Date <= last);
}
