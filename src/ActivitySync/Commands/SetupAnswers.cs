using System.Globalization;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary>What <c>setup</c> was told: the settings, and what goes into the logbook.</summary>
internal sealed record SetupAnswers(SettingsDraft Settings)
{
    public CalendarRace? Race { get; init; }

    public Massage? Massage { get; init; }

    /// <summary>Whether a first digest is sent at the end.</summary>
    public bool SendsDigest { get; init; }
}

/// <summary>Parses answers of <c>setup</c> that have several parts. Each method returns null and an error if the answer
/// is invalid.</summary>
internal static partial class SetupAnswerParser
{
    public const string Yes = "yes";
    public const string No = "no";

    private const string ExpectedMoment = "expected a day and a time, like Sunday 19:00.";

    private const int NoonHour = 12;

    private static readonly string[] FillWords = ["at", "um", "uhr", "h"];

    /// <summary>Parses a weekday and a time in any order: "Sunday 19:00", "friday 7pm", "18 Uhr". A part that is left
    /// out is null.</summary>
    public static (DigestMoment? Value, string? Error) ParseDigestMoment(string answer)
    {
        var moment = new DigestMoment(null, null);
        foreach (
            var word in answer
                .ToLowerInvariant()
                .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Except(FillWords)
        )
        {
            if (DateWords.FindWeekday(word) is { } day && moment.Day is null)
            {
                moment = moment with { Day = day.ToString() };
            }
            else if (FindTime(word) is { } time && moment.Time is null)
            {
                moment = moment with { Time = time };
            }
            else
            {
                return (null, $"\"{TerminalText.Sanitize(word, 40)}\" is invalid; {ExpectedMoment}");
            }
        }

        return moment is (null, null) ? (null, ExpectedMoment) : (moment, null);
    }

    /// <summary>Converts a weekday as people write it to that of the settings; other text stays unchanged.</summary>
    public static string NormalizeDay(string typed) => DateWords.FindWeekday(typed)?.ToString() ?? typed;

    /// <summary>Converts a time as people write it to that of the settings; returns any other text unchanged.</summary>
    public static string NormalizeTime(string typed) =>
        ParseDigestMoment(typed).Value is { Day: null, Time: { } time } ? time : typed;

    /// <summary>Parses a date and a name, and a distance at the end: "18.04.2027 City Marathon 42.2 km".</summary>
    public static (CalendarRace? Value, string? Error) ParseRace(string answer, DateOnly today)
    {
        var (typed, rest) = SplitFirst(answer);
        if (EntryParser.FindDate(typed, today, DateDirection.Future) is not { } date)
        {
            return (null, DescribeDate(typed, DateArgument.FutureForms));
        }

        if (date < today)
        {
            return (null, $"{date.ToColumn()} has passed. Use the date of a race to come.");
        }

        double? meters = null;
        if (
            Distance().Match(rest) is { Success: true } match
            && EntryParser.FindNumber(match.Groups[1].Value) is { } kilometers
            && EntryParser.IsRaceDistance(kilometers * EntryParser.MetersPerKilometer)
        )
        {
            meters = kilometers * EntryParser.MetersPerKilometer;
            rest = rest[..match.Index].TrimEnd();
        }

        try
        {
            var name = EntryParser.ParseText(rest, EntryField.Name);
            return (
                new CalendarRace
                {
                    Date = date,
                    Name = name,
                    DistanceMeters = meters,
                    Importance = null,
                },
                null
            );
        }
        catch (InvalidEntryException invalid)
        {
            return (
                null,
                invalid.Problem == EntryProblem.Empty
                    ? "the name is missing; expected a date and a name, like 18.04.2027 City Marathon 42.2 km."
                    : invalid.Message
            );
        }
    }

    /// <summary>Parses a date and a kind, which may be left out: "friday", "20.11.2026 deep".</summary>
    public static (Massage? Value, string? Error) ParseMassage(string answer, DateOnly today)
    {
        var (typed, rest) = SplitFirst(answer);
        if (EntryParser.FindDate(typed, today, DateDirection.Past) is not { } date)
        {
            return (null, DescribeDate(typed, DateArgument.PastForms));
        }

        if (date > today)
        {
            return (null, $"{date.ToColumn()} is in the future. Use the date of the last massage you had.");
        }

        if (rest.Length == 0)
        {
            return (new Massage(date, MassageKind.Other), null);
        }

        return EntryParser.TryParseChoice<MassageKind>(rest, out var kind)
            ? (new Massage(date, kind), null)
            : (null, ChoiceArgument.DescribeProblem<MassageKind>(rest, EnumText.ListChoices<MassageKind>()));
    }

    /// <summary>Parses yes or no.</summary>
    public static (string? Value, string? Error) ParseYesNo(string answer) =>
        answer.ToLowerInvariant() switch
        {
            "y" or Yes or "j" or "ja" or "true" => (Yes, null),
            "n" or No or "nein" or "false" => (No, null),
            _ => (null, $"\"{TerminalText.Sanitize(answer, 40)}\" is invalid; expected yes or no."),
        };

    private static string DescribeDate(string typed, string forms) =>
        $"\"{TerminalText.Sanitize(typed, 40)}\" is no date; "
        + (DateWords.FindSimilar(typed) is { } similar ? $"did you mean {similar}?" : $"expected {forms}");

    private static (string First, string Remaining) SplitFirst(string answer)
    {
        var end = answer.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? (answer, "") : (answer[..end], answer[end..].Trim());
    }

    private static string? FindTime(string word)
    {
        if (Time().Match(word) is not { Success: true } match)
        {
            return null;
        }

        var hour = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : 0;
        if (match.Groups[3].Success)
        {
            if (hour is 0 or > NoonHour)
            {
                return null;
            }

            hour = (hour % NoonHour) + (match.Groups[3].Value == "pm" ? NoonHour : 0);
        }

        return hour < 24 && minute < 60 ? string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}") : null;
    }

    [GeneratedRegex(@"^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"\s(\d+(?:[.,]\d+)?)\s?km$", RegexOptions.IgnoreCase)]
    private static partial Regex Distance();
}

/// <summary>When the digest comes, as the settings write it; null is the default.</summary>
internal sealed record DigestMoment(string? Day, string? Time);
