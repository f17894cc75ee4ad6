using System.Runtime.InteropServices;

namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// The runs tagged so far, and what they say about a reference day (tagging.md 3, and 5 and 7 for speeds). Days are day
/// numbers of written dates.
/// </summary>
internal sealed class RunHistory
{
    private const int GapDays = 28;
    private const int BaseDays = 56;
    private const int MinRuns = 6;
    private const int MinHistoryDays = 21;
    private const int Blocks = 6;
    private const int DaysPerBlock = 7;
    private const int LongestDays = 30;
    private const int LongestInWeekDays = 6;
    private const int ComparedDays = 180;
    private const int MinComparedRuns = 8;
    private const double MinComparedRatio = 0.7;
    private const double MaxComparedRatio = 1.3;
    private const double MinNotFasterShare = 0.9;

    /// <summary>
    /// In order of their start instant, so written dates may step back by <see
    /// cref="Recording.MaxDateDifferenceDays"/>.
    /// </summary>
    private readonly List<PastRun> _runs = [];
    private int _latestDay = int.MinValue / 2;

    /// <summary>The index of the first run after the last gap.</summary>
    private int _historyStart;

    /// <summary>Adds the next run by start instant.</summary>
    internal void Add(int day, Measurements run, bool isRace)
    {
        if (day - _latestDay >= GapDays)
        {
            _historyStart = _runs.Count;
        }

        _latestDay = Math.Max(_latestDay, day);
        _runs.Add(new(day, run.Minutes, run.Meters, run.Speed, isRace));
    }

    /// <summary>What is usual on a reference day.</summary>
    internal Baseline ComputeBaseline(int day)
    {
        var baseMinutes = new List<double>(BaseDays);
        var oldest = int.MaxValue;
        var (blockRuns, blockMinutes, blockHasRun) = (0, 0.0, new bool[Blocks]);
        var (longestMeters, longestMinutes, longestMinutesInWeek) = (0.0, 0.0, 0.0);
        foreach (ref readonly var run in CollectionsMarshal.AsSpan(_runs)[FindHistoryStart(day)..])
        {
            if (!IsWithin(run, day, BaseDays))
            {
                continue;
            }

            var daysAgo = day - run.Day;
            if (daysAgo <= LongestDays)
            {
                longestMeters = Math.Max(longestMeters, run.Meters);
                longestMinutes = Math.Max(longestMinutes, run.Minutes);
            }

            if (daysAgo <= LongestInWeekDays)
            {
                longestMinutesInWeek = Math.Max(longestMinutesInWeek, run.Minutes);
            }

            if (run.IsRace)
            {
                continue;
            }

            baseMinutes.Add(run.Minutes);
            oldest = Math.Min(oldest, run.Day);
            if (daysAgo is >= 1 and <= Blocks * DaysPerBlock)
            {
                blockRuns++;
                blockMinutes += run.Minutes;
                blockHasRun[(daysAgo - 1) / DaysPerBlock] = true;
            }
        }

        var weeks = blockHasRun.Count(hasRun => hasRun);
        return new()
        {
            IsCold = baseMinutes.Count < MinRuns || day - oldest < MinHistoryDays,
            UsualMinutes = Median.ComputeAndSort(CollectionsMarshal.AsSpan(baseMinutes)),
            UsualWeekMinutes = weeks == 0 ? 0 : blockMinutes / weeks,
            RunsPerWeek = weeks == 0 ? 0 : (double)blockRuns / weeks,
            LongestMeters = longestMeters,
            LongestMinutes = longestMinutes,
            LongestMinutesInWeek = longestMinutesInWeek,
        };
    }

    /// <summary>The median moving speed of the base, m/s; 0 without a run that has a distance.</summary>
    internal double ComputeUsualSpeed(int day) =>
        Median.Compute(
            _runs
                .Skip(FindHistoryStart(day))
                .Where(run => IsWithin(run, day, BaseDays) && !run.IsRace && run.Speed > 0)
                .Select(run => run.Speed)
        );

    /// <summary>Whether at least 90 % of the runs of about this distance are not faster (own-best-pace).</summary>
    internal bool IsFastForDistance(int day, Measurements run) =>
        run.Meters > 0 && IsFast(day, run.Speed, byDistance: true, run.Meters);

    /// <summary>Whether at least 90 % of the runs of about these minutes are not faster (fast-for-duration).</summary>
    internal bool IsFastForMinutes(int day, Measurements run) =>
        run.Speed > 0 && IsFast(day, run.Speed, byDistance: false, run.Minutes);

    private bool IsFast(int day, double speed, bool byDistance, double amount)
    {
        var (min, max) = (MinComparedRatio * amount, MaxComparedRatio * amount);
        var (compared, faster) = (0, 0);
        foreach (ref readonly var past in CollectionsMarshal.AsSpan(_runs)[FindFirst(day, ComparedDays)..])
        {
            var pastAmount = byDistance ? past.Meters : past.Minutes;
            if (pastAmount >= min && pastAmount <= max && past.Speed > 0 && IsWithin(past, day, ComparedDays))
            {
                compared++;
                faster += past.Speed > speed ? 1 : 0;
            }
        }

        return compared >= MinComparedRuns && (double)(compared - faster) / compared >= MinNotFasterShare;
    }

    /// <summary>The index from which on runs are after the last gap of 28 days and about 56 days old.</summary>
    private int FindHistoryStart(int day) =>
        day - _latestDay >= GapDays ? _runs.Count : Math.Max(_historyStart, FindFirst(day, BaseDays));

    /// <summary>The index before which no run is dated this many days before the day or later.</summary>
    private int FindFirst(int day, int days)
    {
        var minDay = day - days - Recording.MaxDateDifferenceDays;
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _runs[middle].Day < minDay ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Dated 0 to this many days before the day.</summary>
    private static bool IsWithin(in PastRun run, int day, int days) => day - run.Day >= 0 && day - run.Day <= days;

    private readonly record struct PastRun(int Day, double Minutes, double Meters, double Speed, bool IsRace);
}

/// <summary>What is usual for an athlete on a reference day (tagging.md 3). 0 is unknown.</summary>
internal sealed record Baseline
{
    /// <summary>A shorter run never has the spike flag.</summary>
    internal const double MinSpikeMinutes = 45;

    private const double SpikeRatio = 1.10;

    /// <summary>Fewer than 6 runs in the base, or the oldest less than 21 days before.</summary>
    internal bool IsCold { get; init; }

    /// <summary>M: the median minutes of the base.</summary>
    internal double UsualMinutes { get; init; }

    /// <summary>W: the mean minutes of a block that holds a run.</summary>
    internal double UsualWeekMinutes { get; init; }

    /// <summary>The mean number of runs of a block that holds a run.</summary>
    internal double RunsPerWeek { get; init; }

    /// <summary>L30: the longest distance in 30 days, races too.</summary>
    internal double LongestMeters { get; init; }

    /// <summary>L30: the most minutes in 30 days, races too.</summary>
    internal double LongestMinutes { get; init; }

    /// <summary>The week's longest: the most minutes in seven days, races too.</summary>
    internal double LongestMinutesInWeek { get; init; }

    /// <summary>
    /// The spike flag: more than a tenth above the longest in 30 days. Frandsen 2025 found more overuse injuries after
    /// such a run.
    /// </summary>
    internal bool IsSpike(Measurements run) =>
        !IsCold
        && run.Minutes >= MinSpikeMinutes
        && (
            run.Meters > 0 && LongestMeters > 0
                ? run.Meters > SpikeRatio * LongestMeters
                : LongestMinutes > 0 && run.Minutes > SpikeRatio * LongestMinutes
        );

    /// <summary>Whether a run is longer than the week's longest.</summary>
    internal bool IsLongestInWeek(Measurements run) => LongestMinutesInWeek > 0 && run.Minutes > LongestMinutesInWeek;
}

internal static class Median
{
    /// <summary>The middle of the values; of an even number the mean of the middle two; 0 without any.</summary>
    internal static double Compute(IEnumerable<double> values) => ComputeAndSort(values.ToArray());

    /// <summary>The same, without a copy: the values are sorted in place.</summary>
    internal static double ComputeAndSort(Span<double> values)
    {
        values.Sort();
        var middle = values.Length / 2;
        return values.Length == 0 ? 0
            : values.Length % 2 == 1 ? values[middle]
            : (values[middle - 1] + values[middle]) / 2;
    }
}
