using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>log pain</c>: logs a pain.</summary>
internal static class LogPainCommand
{
    private const int MaxSeverity = 10;

    private static readonly Argument<string> Area = new("AREA")
    {
        Description = "Where, in your words: \"left calf\".",
    };
    private static readonly Argument<string> SeverityArgument = new("SEVERITY")
    {
        Description = $"0 to {MaxSeverity}.",
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
        Description = "The day it began: YYYY-MM-DD, today (default) or yesterday.",
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
        using var logbook = new AthleteLogbook(context);
        var date = logbook.ParsePastDate(
            context.GetValue(Date),
            "--date",
            "Use the day it began, or leave it out for today."
        );
        var replaced = FindReplacedEntry(logbook, date, area);
        var keptSigns = replaced?.Value.Signs.Except(signs, StringComparer.Ordinal).ToList() ?? [];
        var pain = new Pain
        {
            Date = date,
            Area = area,
            Severity = severity,
            Signs = [.. signs, .. keptSigns],
        };
        MedicalAnswer.WriteForPain(context, logbook, pain);
        var id = EntryId.Format(EntryId.Pain, PainRepository.Add(logbook.Connection, logbook.AthleteId, pain));
        var with = pain.Signs.Count == 0 ? "" : $", with {string.Join(", ", pain.Signs)}";
        context.Out.WriteLine(
            $"Added {id}: pain, {area}, {severity.ToString(CultureInfo.InvariantCulture)} of {MaxSeverity}{with}, "
                + $"since {AthleteLogbook.FormatDay(date)}. {logbook.FormatUndo($"log remove {id}")}"
        );
        if (replaced is not null)
        {
            context.Out.WriteLine(
                DescribeReplacement(EntryId.Format(EntryId.Pain, replaced.Id), keptSigns, id, logbook)
            );
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

    /// <summary>Finds the athlete's own entry for the same area and day, which the new one replaces.</summary>
    private static StoredEntry<Pain>? FindReplacedEntry(AthleteLogbook logbook, DateOnly date, string area) =>
        PainRepository
            .GetAll(logbook.Connection, logbook.AthleteId)
            .FirstOrDefault(row => row.Title is null && row.Value.Date == date && row.Value.Area == area);

    /// <summary>Describes what was replaced.</summary>
    /// <remarks>Signs of the replaced entry are kept: one of them may block all massage.</remarks>
    private static string DescribeReplacement(
        string replacedId,
        List<string> keptSigns,
        string id,
        AthleteLogbook logbook
    )
    {
        if (keptSigns.Count == 0)
        {
            return $"It replaces {replacedId} of the same day.";
        }

        var signs = $"sign{(keptSigns.Count == 1 ? "" : "s")} {string.Join(", ", keptSigns)}";
        return $"It replaces {replacedId} of the same day and keeps its {signs}. "
            + $"Run '{logbook.FormatCommand($"log remove {id}")}' and log the pain again to drop "
            + (keptSigns.Count == 1 ? "it." : "them.");
    }

    private static double ParseSeverity(string typed) =>
        double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var severity)
        && severity is >= 0 and <= MaxSeverity
            ? severity
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"SEVERITY: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; "
                    + $"expected a number from 0 to {MaxSeverity}."
            );
}
