using System.Globalization;
using System.Text.RegularExpressions;

namespace ActivitySync.Recovery.Tagging;

/// <summary>What a title says (tagging.md 4). Distances are in meters; 0 is unknown.</summary>
internal sealed partial class ActivityTitle
{
    private const double MetersPerKilometer = 1000;
    private const double MetersPerMile = 1609.344;

    /// <summary>The distance run may differ from the one in the title by 6 %.</summary>
    private const double MaxDistanceDifference = 0.06;

    /// <summary>A watch stopped late: the finish time in the title may differ by 2 %, or by 20 s.</summary>
    private const double MaxTimeDifference = 0.02;
    private const double MaxTimeDifferenceSeconds = 20;

    private readonly TitleKeyword _keywords;
    private readonly bool _hasParkrun;
    private readonly double[] _namedMeters = [];
    private readonly double[] _namedSeconds = [];

    private ActivityTitle(string title)
    {
        var form = TitleNormalizer.Normalize(title);
        NormalizedText = form;
        IsInformative = form.Length > 0 && !TitleKeywordMatcher.IsDeviceDefault(form);
        if (!IsInformative)
        {
            return;
        }

        _keywords = TitleKeywordMatcher.FindKeywords(form);
        _hasParkrun = TitleNormalizer.ContainsWord(form, "parkrun");
        HasRepetitions = RepetitionsPattern().IsMatch(form);
        _namedMeters = [.. DistancePattern().Matches(form).Select(ParseMeters)];
        if (TitleNormalizer.ContainsWord(form, "half"))
        {
            _namedMeters = [.. _namedMeters, RaceDistance.HalfMarathon];
        }

        HasStrides = TitleNormalizer.ContainsWord(form, "strides");
        _namedSeconds = [.. TimePattern().Matches(TitleNormalizer.ToCompatibilityForm(title)).SelectMany(ParseSeconds)];
    }

    internal string NormalizedText { get; }

    /// <summary>A telling title: neither empty nor a device default.</summary>
    internal bool IsInformative { get; }

    internal bool HasRepetitions { get; }

    /// <summary>Short accelerations within an easy run.</summary>
    internal bool HasStrides { get; }

    internal bool IsLong => Has(TitleKeyword.Long);

    internal bool IsHard => Has(TitleKeyword.Hard) || HasRepetitions;

    internal bool IsGentle => Has(TitleKeyword.Gentle);

    internal bool IsWarmUp => Has(TitleKeyword.WarmUp);

    /// <summary>Gentle, warm, training or around a race.</summary>
    internal bool IsNotRace =>
        Has(TitleKeyword.Gentle | TitleKeyword.WarmUp | TitleKeyword.Training | TitleKeyword.AroundRace);

    internal bool IsParkrun => Has(TitleKeyword.RaceEvent) && _hasParkrun;

    internal static ActivityTitle Parse(string name) => new(name);

    /// <summary>Whether this is an event title: a race word counts at the distance run.</summary>
    internal bool NamesRace(double meters) =>
        Has(TitleKeyword.RaceEvent)
        || (Has(TitleKeyword.HalfMarathon) && IsWithin(meters, RaceDistance.HalfMarathon, RaceDistance.HalfMarathon))
        || (Has(TitleKeyword.Marathon) && IsWithin(meters, RaceDistance.Marathon, RaceDistance.Marathon));

    /// <summary>Whether a distance in the title is the one run.</summary>
    internal bool NamesDistance(double meters) => Array.Exists(_namedMeters, named => IsWithin(named, meters, meters));

    /// <summary>Whether a time in the title is about this one: 2 % of it off, or 20 s.</summary>
    internal bool NamesTime(double seconds) =>
        Array.Exists(_namedSeconds, named =>
            Math.Abs(named - seconds) is var difference
            && (difference <= MaxTimeDifference * seconds || difference <= MaxTimeDifferenceSeconds)
        );

    /// <summary>The distance in the title, whatever was run; null if it names none.</summary>
    internal double? AnnouncedMeters =>
        _namedMeters.FirstOrDefault(meters => meters > 0) is > 0 and var named ? named
        : Has(TitleKeyword.HalfMarathon) ? RaceDistance.HalfMarathon
        : Has(TitleKeyword.Marathon) ? RaceDistance.Marathon
        : null;

    private bool Has(TitleKeyword keywords) => (_keywords & keywords) != 0;

    private static bool IsWithin(double meters, double target, double reference) =>
        reference > 0 && Math.Abs(meters - target) / reference <= MaxDistanceDifference;

    private static double ParseMeters(Match match)
    {
        var unit = match.Groups[2].ValueSpan is "km" or "k" ? MetersPerKilometer : MetersPerMile;
        return double.TryParse(
            match.Groups[1].ValueSpan,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number * unit
            : 0;
    }

    /// <summary>h:mm:ss; or mm:ss, which may as well be hours and minutes.</summary>
    private static IEnumerable<double> ParseSeconds(Match match)
    {
        var (hours, first, second) = (Parse(1), Parse(2), Parse(3));
        if (match.Groups[1].Success)
        {
            return [(hours * 3600) + (first * 60) + second];
        }

        return [(first * 60) + second, (first * 3600) + (second * 60)];

        double Parse(int group) =>
            match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"(?<![\p{Nd}.])[0-9]+ ?x ?[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex RepetitionsPattern();

    /// <summary>Letters of other scripts may touch the number: "法特莱克10km".</summary>
    [GeneratedRegex(
        @"(?<![a-z\p{Nd}.])([0-9]+(?:\.[0-9]+)?) ?(km|k|miles|mile|miler|mi)(?![a-z\p{Nd}])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DistancePattern();

    [GeneratedRegex(@"(?<![\p{Nd}:])(?:([0-9]):)?([0-9]{1,2}):([0-9]{2})(?![\p{Nd}:])", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();
}

/// <summary>Parses the titles of one timeline. Most logs repeat a few titles, so each is parsed once.</summary>
internal sealed class TitleParser
{
    private readonly Dictionary<string, ActivityTitle> _titles = new(StringComparer.Ordinal);

    internal ActivityTitle Parse(string name) =>
        _titles.TryGetValue(name, out var title) ? title : _titles[name] = ActivityTitle.Parse(name);
}

/// <summary>Reads the name of a race in a calendar (tagging.md 4).</summary>
public static class RaceNameParser
{
    /// <summary>The max distance of a race; a longer one is a typing error.</summary>
    public const double MaxMeters = 10_000_000;

    /// <summary>
    /// Finds the distance in meters that the name contains: a number with its unit first, then half marathon, then
    /// marathon; null if there is none, or if no race is that long.
    /// </summary>
    public static double? FindDistanceMeters(string name) =>
        ActivityTitle.Parse(name).AnnouncedMeters is <= MaxMeters and var meters ? meters : null;
}
