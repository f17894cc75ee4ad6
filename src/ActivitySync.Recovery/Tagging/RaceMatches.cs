namespace ActivitySync.Recovery.Tagging;

/// <summary>Matches the races of the calendar with recordings (tagging.md 5, Matching).</summary>
internal sealed class RaceMatches
{
    private const double MinMinutesWithoutDistance = 15;

    private readonly Dictionary<Recording, RaceMatch> _matches = [];
    private readonly List<CalendarRace> _unmatched = [];

    private RaceMatches() { }

    /// <summary>Races without a recording, by date, then name.</summary>
    internal IReadOnlyList<CalendarRace> Unmatched => _unmatched;

    internal RaceMatch? FindMatch(Recording recording) =>
        _matches.Count == 0 ? null : _matches.GetValueOrDefault(recording);

    /// <summary>Gives each race, by date, then name, the unused recording that fits best.</summary>
    /// <param name="races">The athlete's calendar.</param>
    /// <param name="recordings">Without copies, by start instant, then id.</param>
    internal static RaceMatches From(IReadOnlyList<CalendarRace> races, IReadOnlyList<Recording> recordings)
    {
        var calendar = new RaceMatches();
        if (races.Count == 0)
        {
            return calendar;
        }

        var raceDays = races.Select(race => race.Date.DayNumber).ToHashSet();
        var byDay = recordings
            .Where(recording => recording.IsCounted && raceDays.Contains(recording.WrittenDay))
            .ToLookup(recording => recording.WrittenDay);
        foreach (var race in races.OrderBy(race => race.Date).ThenBy(race => race.Name, StringComparer.Ordinal))
        {
            calendar.Assign(race, byDay[race.Date.DayNumber]);
        }

        return calendar;
    }

    private void Assign(CalendarRace race, IEnumerable<Recording> sameDay)
    {
        Recording? best = null;
        RaceMatch? bestMatch = null;
        foreach (var recording in sameDay)
        {
            // Recordings are ordered by start, so the earlier of two equal ones stays.
            if (
                !_matches.ContainsKey(recording)
                && FindFit(race, recording) is { } match
                && (
                    bestMatch is null
                    || (match.Score, recording.Minutes).CompareTo((bestMatch.Score, best!.Minutes)) > 0
                )
            )
            {
                (best, bestMatch) = (recording, match);
            }
        }

        if (best is null)
        {
            _unmatched.Add(race);
        }
        else
        {
            _matches.Add(best, bestMatch!);
        }
    }

    private static RaceMatch? FindFit(CalendarRace race, Recording recording)
    {
        if (recording.Family == SportFamily.Multi)
        {
            return new(race, 0.97, StoppedEarly: false);
        }

        if (!recording.IsRun)
        {
            return null;
        }

        if (!(race.DistanceMeters > 0))
        {
            return recording.Minutes >= MinMinutesWithoutDistance ? new(race, 0.90, StoppedEarly: false) : null;
        }

        return (recording.Measurements.Meters / race.DistanceMeters.Value) switch
        {
            >= 0.95 and <= 1.05 => new(race, 0.97, StoppedEarly: false),
            // A warm-up in the same file.
            > 1.05 and <= 1.30 => new(race, 0.90, StoppedEarly: false),
            >= 0.20 and < 0.95 => new(race, 0.80, StoppedEarly: true),
            _ => null,
        };
    }
}

/// <summary>A recording matched with a race of the calendar.</summary>
/// <param name="Race">The race of the calendar.</param>
/// <param name="Score">The race score of this match.</param>
/// <param name="StoppedEarly">Less than 95 % of the distance was run.</param>
internal sealed record RaceMatch(CalendarRace Race, double Score, bool StoppedEarly);
