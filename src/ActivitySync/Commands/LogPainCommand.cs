using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>log pain</c>: logs a pain.</summary>
internal static class LogPainCommand
{
    private static readonly Argument<string> Area = new("AREA")
    {
        Description = "Where, in your words: \"left calf\".",
    };
    private static readonly Argument<string> SeverityArgument = new("SEVERITY")
    {
        Description = $"0 to {EntryParser.MaxSeverity}.",
    };

    private static readonly Option<string[]> Signs = new("--sign")
    {
        Description =
            $"A sign you see; may be repeated: {string.Join(", ", MedicalSigns.All)}. "
            + "Any other sign counts as one for a clinician.",
        HelpName = "SIGN",
    };

    private static readonly Option<string?> Date = new("--date")
    {
        Description = $"The day it began: {DateArgument.PastForms} Default: today.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "pain",
            "Logs a pain. Logged again for the same day, it replaces the earlier entry but keeps its signs. "
                + "'log pain-gone' resolves it.",
            "log pain \"left calf\" 4 --sign bruise"
        );
        command.Arguments.Add(Area);
        command.Arguments.Add(SeverityArgument);
        command.Options.Add(Signs);
        command.Options.Add(Date);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var severity = ParseSeverity(context.GetValue(SeverityArgument)!);
        var area = TextArgument.Parse(context.GetValue(Area)!, "AREA");
        var signs = (context.GetValue(Signs) ?? [])
            .SelectMany(TextArgument.ParseSigns)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        using var logbook = context.OpenLogbook();
        var date = DateArgument.ParsePast(context.GetValue(Date), "--date", logbook.Today);
        var level = LogbookText.WithDate(
            () => logbook.PreviewPain(area, severity, signs, date),
            "--date",
            "Use the day it began, or leave it out for today."
        );
        MedicalAnswer.Write(context, logbook, level);
        var saved = logbook.AddPain(area, severity, signs, date);
        var with = saved.Pain.Signs.Count == 0 ? "" : $", with {string.Join(", ", saved.Pain.Signs)}";
        context.Out.WriteLine(
            $"Added {saved.EntryId}: pain, {area}, {severity.ToString(CultureInfo.InvariantCulture)} of "
                + $"{EntryParser.MaxSeverity}{with}, since {LogbookText.FormatDay(date)}. "
                + (
                    saved.ReplacedEntryId is null
                        ? context.FormatUndo($"log remove {saved.EntryId}")
                        : context.FormatUndo(saved)
                )
        );
        if (saved.ReplacedEntryId is not null)
        {
            context.Out.WriteLine(DescribeReplacement(context, saved));
        }

        foreach (var sign in signs.Except(MedicalSigns.All))
        {
            context.Error.WriteLine(
                $"--sign {sign}: unknown sign; it counts as one for a clinician. "
                    + "Run 'activitysync log pain --help' to see the known signs."
            );
        }

        return ExitCode.Done;
    }

    /// <summary>Describes what was replaced.</summary>
    private static string DescribeReplacement(CommandContext context, SavedPain saved)
    {
        var keptSigns = saved.KeptSigns;
        if (keptSigns.Count == 0)
        {
            return $"It replaces {saved.ReplacedEntryId} of the same day.";
        }

        var signs = $"sign{(keptSigns.Count == 1 ? "" : "s")} {string.Join(", ", keptSigns)}";
        return $"It replaces {saved.ReplacedEntryId} of the same day and keeps its {signs}. "
            + $"Run '{context.FormatCommand($"log remove {saved.EntryId}")}' and log the pain again to drop "
            + (keptSigns.Count == 1 ? "it." : "them.");
    }

    private static double ParseSeverity(string typed)
    {
        try
        {
            return EntryParser.ParseSeverity(typed);
        }
        catch (InvalidEntryException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"SEVERITY: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; "
                    + $"expected a number from 0 to {EntryParser.MaxSeverity}."
            );
        }
    }
}
