using System.Numerics;

namespace ActivitySync.Recovery.Tagging;

/// <summary>The runs that came before, as columns, and what is asked of them (tagging.md 3, 5 and 7). Days are written days.</summary>
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

    /// <summary>Runs come by instant; their written days can step back by two when the runner flies west.</summary>
    private const int MaxDayDisorder = 2;

    private readonly int[] _days;

    /// <summary>The days once more, as numbers that are compared side by side with the others.</summary>
    private readonly double[] _dates;
    private readonly double[] _minutes;
    private readonly double[] _meters;
    private readonly double[] _speeds;
    private readonly bool[] _races;
    private readonly double[] _scratch;
    private readonly BaselineRuns _baselineRuns;
    private int _count;
    private int _latestDay = int.MinValue / 2;
    private int _historyFrom;
    private int _comparedFrom;

    /// <param name="capacity">The most runs that will be added.</param>
    internal RunHistory(int capacity)
    {
        // The columns that are compared are read several rows at once; rows beyond the last have no speed, so they never count.
        var rows = capacity + Vector<double>.Count;
        _days = new int[capacity];
        _dates = new double[rows];
        _minutes = new double[rows];
        _meters = new double[rows];
        _speeds = new double[rows];
        _races = new bool[capacity];
        _scratch = new double[capacity];
        _baselineRuns = new(_minutes);
    }

    internal void Add(int day, Measurements run, bool isRace)
    {
        if (day - _latestDay >= GapDays)
        {
            _historyFrom = _count;
        }

        _latestDay = Math.Max(_latestDay, day);
        (_days[_count], _dates[_count], _races[_count]) = (day, day, isRace);
        (_minutes[_count], _meters[_count], _speeds[_count]) = (run.Minutes, run.Meters, run.Speed);
        _count++;
    }

    /// <summary>What is usual on this day, back to the first gap of 28 days.</summary>
    internal Baseline ComputeBaseline(int day)
    {
        var from = FindHistoryStart(day);
        var blockRuns = 0;
        var (blockMinutes, blocks, oldest) = (0.0, 0u, int.MaxValue);
        var (longestMeters, longestMinutes, longestOfWeek) = (0.0, 0.0, 0.0);
        var i = _count - 1;
        for (; i >= from && _days[i] >= day - BaseDays - MaxDayDisorder; i--)
        {
            var ago = day - _days[i];
            _baselineRuns.SetIncluded(i, !_races[i] && ago is >= 0 and <= BaseDays);
            if (ago is < 0 or > BaseDays)
            {
                continue;
            }

            if (ago <= LongestDays)
            {
                longestMeters = Math.Max(longestMeters, _meters[i]);
                longestMinutes = Math.Max(longestMinutes, _minutes[i]);
            }

            if (ago <= LongestInWeekDays)
            {
                longestOfWeek = Math.Max(longestOfWeek, _minutes[i]);
            }

            if (_races[i])
            {
                continue;
            }

            oldest = Math.Min(oldest, _days[i]);
            if (ago is >= 1 and <= Blocks * DaysPerBlock)
            {
                blockRuns++;
                blockMinutes += _minutes[i];
                blocks |= 1u << ((ago - 1) / DaysPerBlock);
            }
        }

        _baselineRuns.RemoveBefore(i + 1);
        var weeks = BitOperations.PopCount(blocks);
        return new(
            IsCold: _baselineRuns.Count < MinRuns || day - oldest < MinHistoryDays,
            UsualMinutes: _baselineRuns.MedianMinutes,
            UsualWeekMinutes: weeks == 0 ? 0 : blockMinutes / weeks,
            RunsPerWeek: weeks == 0 ? 0 : (double)blockRuns / weeks,
            longestMeters,
            longestMinutes,
            longestOfWeek
        );
    }

    /// <summary>Median speed of the base, m/s; 0 without a run with a distance.</summary>
    internal double ComputeUsualSpeed(int day)
    {
        var runs = 0;
        for (var i = _count - 1; i >= FindHistoryStart(day) && _days[i] >= day - BaseDays - MaxDayDisorder; i--)
        {
            if (!_races[i] && _speeds[i] > 0 && day - _days[i] is >= 0 and <= BaseDays)
            {
                _scratch[runs++] = _speeds[i];
            }
        }

        return runs == 0 ? 0 : Median.Compute(_scratch.AsSpan(0, runs));
    }

    /// <summary>Of at least 8 runs of the last 180 days of about this distance, 90 % were not faster.</summary>
    internal bool IsFastForDistance(int day, Measurements run) =>
        run.Meters > 0 && IsFast(day, run.Speed, _meters, run.Meters);

    /// <summary>Of at least 8 runs of the last 180 days of about these minutes, 90 % were not faster.</summary>
    internal bool IsFastForMinutes(int day, Measurements run) =>
        run.Speed > 0 && IsFast(day, run.Speed, _minutes, run.Minutes);

    /// <summary>The first run after the last gap of 28 days.</summary>
    private int FindHistoryStart(int day) => day - _latestDay >= GapDays ? _count : _historyFrom;

    private bool IsFast(int day, double speed, double[] column, double value)
    {
        while (_comparedFrom < _count && _days[_comparedFrom] < day - ComparedDays - MaxDayDisorder)
        {
            _comparedFrom++;
        }

        var (compared, faster) = CountCompared(day, speed, column, MinComparedRatio * value, MaxComparedRatio * value);
        return compared >= MinComparedRuns && (double)(compared - faster) / compared >= MinNotFasterShare;
    }

    /// <summary>The runs of the last 180 days with a value between the two, and how many of them were faster. No branches: which run counts is hard to guess.</summary>
    private (int Compared, int Faster) CountCompared(int day, double speed, double[] column, double low, double high)
    {
        var (compared, faster) = (Vector<long>.Zero, Vector<long>.Zero);
        for (var i = _comparedFrom; i < _count; i += Vector<double>.Count)
        {
            var values = new Vector<double>(column, i);
            var speeds = new Vector<double>(_speeds, i);
            var dates = new Vector<double>(_dates, i);
            var counts =
                Vector.GreaterThanOrEqual(values, new Vector<double>(low))
                & Vector.LessThanOrEqual(values, new Vector<double>(high))
                & Vector.GreaterThan(speeds, Vector<double>.Zero)
                & Vector.GreaterThanOrEqual(dates, new Vector<double>(day - ComparedDays))
                & Vector.LessThanOrEqual(dates, new Vector<double>(day));
            // A comparison that holds is all ones, which is -1.
            compared -= counts;
            faster -= counts & Vector.GreaterThan(speeds, new Vector<double>(speed));
        }

        return ((int)Vector.Sum(compared), (int)Vector.Sum(faster));
    }
}
