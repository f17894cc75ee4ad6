namespace ActivitySync.Recovery.Tagging;

/// <summary>Finds the recording of each race in the calendar (tagging.md 5).</summary>
internal sealed class RaceCalendar
{
    private const double LeastMinutesWithoutDistance = 15;

    private readonly Dictionary<Recording, RaceMatch> _matches = [];
    private readonly List<CalendarRace> _unmatched = [];

    private RaceCalendar()
    {
    }

    /// <summary>Races without a recording, by date, then name.</summary>
    internal IReadOnlyList<CalendarRace> Unmatched => _unmatched;

    internal RaceMatch? Of(Recording recording) => _matches.Count == 0 ? null : _matches.GetValueOrDefault(recording);

    /// <summary>Each race, by date, then name, takes the unused recording that fits best.</summary>
    /// <param name="races">The runner's calendar.</param>
    /// <param name="recordings">Without copies, by start instant, then id.</param>
    internal static RaceCalendar Match(IReadOnlyList<CalendarRace> races, IReadOnlyList<Recording> recordings)
    {
        var calendar = new RaceCalendar();
        if (races.Count == 0)
        {
            return calendar;
        }

        var raceDays = races.Select(race => race.Date.DayNumber).ToHashSet();
        var byDay = recordings
            .Where(recording => recording.Counts && raceDays.Contains(recording.WrittenDay))
            .ToLookup(recording => recording.WrittenDay);
        foreach (var race in races.OrderBy(race => race.Date).ThenBy(race => race.Name, StringComparer.Ordinal))
        {
            calendar.Take(race, byDay[race.Date.DayNumber]);
        }

        return calendar;
    }

    private void Take(CalendarRace race, IEnumerable<Recording> sameDay)
    {
        Recording? best = null;
        RaceMatch? bestMatch = null;
        foreach (var recording in sameDay)
        {
            // They come by start, so the earlier of two equal ones is kept.
            if (!_matches.ContainsKey(recording)
                && Fit(race, recording) is { } match
                && (bestMatch is null || (match.Score, recording.Minutes).CompareTo((bestMatch.Score, best!.Minutes)) > 0))
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

    private static RaceMatch? Fit(CalendarRace race, Recording recording)
    {
        if (recording.Family == Family.Multi)
        {
            return new(race, 0.97, StoppedEarly: false);
        }

        if (!recording.IsRun)
        {
            return null;
        }

        if (!(race.DistanceMeters > 0))
        {
            return recording.Minutes >= LeastMinutesWithoutDistance ? new(race, 0.90, StoppedEarly: false) : null;
        }

        return (recording.Measured.Meters / race.DistanceMeters.Value) switch
        {
            >= 0.95 and <= 1.05 => new(race, 0.97, StoppedEarly: false),
            // A warm-up in the same file.
            > 1.05 and <= 1.30 => new(race, 0.90, StoppedEarly: false),
            >= 0.20 and < 0.95 => new(race, 0.80, StoppedEarly: true),
            _ => null,
        };
    }
}
