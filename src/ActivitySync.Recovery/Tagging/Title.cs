using System.Globalization;
using System.Text.RegularExpressions;

namespace ActivitySync.Recovery.Tagging;

/// <summary>A title, read once (tagging.md 4). What depends on the distance run is answered for a distance; 0 is unknown.</summary>
internal sealed partial class Title
{
    private const double MetersPerKilometre = 1000;
    private const double MetersPerMile = 1609.344;

    /// <summary>How far the distance run may be from the one in the title: 6 %.</summary>
    private const double Near = 0.06;

    private readonly TitleKind _kinds;
    private readonly bool _hasParkrun;
    private readonly double[] _namedMeters = [];

    private Title(string form)
    {
        Form = form;
        IsTelling = form.Length > 0 && !TitleTokens.IsDeviceDefault(form);
        if (!IsTelling)
        {
            return;
        }

        _kinds = TitleTokens.Kinds(form);
        _hasParkrun = TitleForm.HasWord(form, "parkrun");
        if (form.AsSpan().IndexOfAnyInRange('0', '9') >= 0)
        {
            Repetitions = RepetitionsPattern().IsMatch(form);
            _namedMeters = [.. DistancePattern().Matches(form).Select(Meters)];
        }

        if (TitleForm.HasWord(form, "half"))
        {
            _namedMeters = [.. _namedMeters, RaceDistance.HalfMarathon];
        }
    }

    internal string Form { get; }

    /// <summary>Neither empty nor written by a device.</summary>
    internal bool IsTelling { get; }

    internal bool Repetitions { get; }

    internal bool Long => Has(TitleKind.Long);

    internal bool Hard => Has(TitleKind.Hard) || Repetitions;

    internal bool Gentle => Has(TitleKind.Gentle);

    internal bool Warm => Has(TitleKind.Warm);

    /// <summary>Gentle, warm, training or around a race: not the race itself.</summary>
    internal bool NotTheRace => Has(TitleKind.Gentle | TitleKind.Warm | TitleKind.Training | TitleKind.AroundRace);

    internal bool IsParkrun => Has(TitleKind.RaceEvent) && _hasParkrun;

    internal static Title Read(string name) => new(TitleForm.Of(name));

    /// <summary>A race word counts at this distance.</summary>
    internal bool IsEvent(double meters) =>
        Has(TitleKind.RaceEvent)
        || (Has(TitleKind.HalfMarathon) && Within(meters, RaceDistance.HalfMarathon, RaceDistance.HalfMarathon))
        || (Has(TitleKind.Marathon) && Within(meters, RaceDistance.Marathon, RaceDistance.Marathon));

    /// <summary>A distance in the title is the one run.</summary>
    internal bool NamesDistance(double meters)
    {
        foreach (var named in _namedMeters)
        {
            if (Within(named, meters, meters))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The distance that the title itself announces; null if none.</summary>
    internal double? AnnouncedMeters =>
        _namedMeters.FirstOrDefault(meters => meters > 0) is > 0 and var named ? named
        : Has(TitleKind.HalfMarathon) ? RaceDistance.HalfMarathon
        : Has(TitleKind.Marathon) ? RaceDistance.Marathon
        : null;

    private bool Has(TitleKind kinds) => (_kinds & kinds) != 0;

    private static bool Within(double meters, double target, double whole) => whole > 0 && Math.Abs(meters - target) / whole <= Near;

    private static double Meters(Match match)
    {
        var unit = match.Groups[2].ValueSpan is "km" or "k" ? MetersPerKilometre : MetersPerMile;
        return double.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * unit
            : 0;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}.])[0-9]+ ?x ?[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex RepetitionsPattern();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}.])([0-9]+(?:\.[0-9]+)?) ?(km|k|miles|mile|miler|mi)(?![\p{L}\p{Nd}])", RegexOptions.CultureInvariant)]
    private static partial Regex DistancePattern();
}
