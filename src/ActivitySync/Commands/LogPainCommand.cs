using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary>Logs a pain.</summary>
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
            $"A sign seen, as often as needed: {string.Join(", ", MedicalSigns.All)}. Any other counts as one for a clinician.",
        HelpName = "SIGN",
    };

    private static readonly Option<string?> Date = new("--date")
    {
        Description = "Since when: YYYY-MM-DD, today (default) or yesterday.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "pain",
            "Logs a pain; said again on the same day it replaces what was said, but for its signs, which stay. 'log pain-gone' ends it.",
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
            "name the day it began, or leave it out for today."
        );
        var before = FindReplacedEntry(logbook, date, area);
        var kept = before?.Value.Signs.Except(signs, StringComparer.Ordinal).ToList() ?? [];
        var pain = new Pain
        {
            Date = date,
            Area = area,
            Severity = severity,
            Signs = [.. signs, .. kept],
        };
        var id = EntryId.Format(EntryId.Pain, PainRepository.Add(logbook.Connection, logbook.AthleteId, pain));
        var with = pain.Signs.Count == 0 ? "" : $", with {string.Join(", ", pain.Signs)}";
        context.Out.WriteLine(
            $"Kept {id}: pain, {area}, {severity.ToString(CultureInfo.InvariantCulture)} of {MaxSeverity}{with}, since {AthleteLogbook.FormatDay(date)}. "
                + logbook.FormatUndo($"log remove {id}")
        );
        if (before is not null)
        {
            context.Out.WriteLine(DescribeReplacement(EntryId.Format(EntryId.Pain, before.Id), kept, id, logbook));
        }

        foreach (var sign in signs.Except(MedicalSigns.All))
        {
            context.Error.WriteLine(
                $"--sign {sign}: not one of the signs we know, so it counts as one for a clinician; see 'activitysync log pain --help'."
            );
        }

        return ExitCode.Done;
    }

    /// <summary>What the runner's own word already says of the area on that day: the new one takes its place.</summary>
    private static StoredEntry<Pain>? FindReplacedEntry(AthleteLogbook logbook, DateOnly date, string area) =>
        PainRepository
            .GetAll(logbook.Connection, logbook.AthleteId)
            .FirstOrDefault(row => row.Title is null && row.Value.Date == date && row.Value.Area == area);

    /// <summary>A sign that was seen does not vanish because it is not said again: it may be one that silences all massage.</summary>
    private static string DescribeReplacement(
        string replacedId,
        List<string> keptSigns,
        string id,
        AthleteLogbook logbook
    )
    {
        var signs =
            keptSigns.Count == 0
                ? ""
                : $", and keeps its sign{(keptSigns.Count == 1 ? "" : "s")} {string.Join(", ", keptSigns)}; to take that back, '{logbook.FormatCommand($"log remove {id}")}' and log it anew";
        return $"It takes the place of {replacedId}, said of the same day{signs}.";
    }

    private static double ParseSeverity(string typed) =>
        double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var severity)
        && severity is >= 0 and <= MaxSeverity
            ? severity
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"SEVERITY: must be a number from 0 to {MaxSeverity}."
            );
}
