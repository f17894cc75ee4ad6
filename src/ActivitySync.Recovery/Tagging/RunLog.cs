namespace ActivitySync.Recovery.Tagging;

/// <summary>The runs that came before, as columns, and what is asked of them (tagging.md 3, 5 and 7). Days are written days.</summary>
internal sealed class RunLog
{
    private const int GapDays = 28;
    private const int BaseDays = 56;
    private const int ColdRuns = 6;
    private const int ColdDays = 21;
    private const int Blocks = 6;
    private const int DaysOfBlock = 7;
    private const int LongestDays = 30;
    private const int LongestOfWeekDays = 6;
    private const int ComparedDays = 180;
    private const int ComparedRuns = 8;
    private const double ComparedFrom = 0.7;
    private const double ComparedTo = 1.3;
    private const double NotFasterShare = 0.9;

    /// <summary>Runs come by instant; their written days can step back by two when the runner flies west.</summary>
    private const int DayDisorder = 2;

    private readonly int[] _days;
    private readonly double[] _minutes;
    private readonly double[] _meters;
    private readonly double[] _speeds;
    private readonly bool[] _races;
    private readonly double[] _scratch;
    private int _count;
    private int _latestDay = int.MinValue / 2;
    private int _historyFrom;
    private int _comparedFrom;

    /// <param name="capacity">The most runs that will be added.</param>
    internal RunLog(int capacity)
    {
        _days = new int[capacity];
        _minutes = new double[capacity];
        _meters = new double[capacity];
        _speeds = new double[capacity];
        _races = new bool[capacity];
        _scratch = new double[capacity];
    }

    internal void Add(int day, Measured run, bool isRace)
    {
        if (day - _latestDay >= GapDays)
        {
            _historyFrom = _count;
        }

        _latestDay = Math.Max(_latestDay, day);
        (_days[_count], _minutes[_count], _meters[_count], _speeds[_count], _races[_count]) = (day, run.Minutes, run.Meters, run.Speed, isRace);
        _count++;
    }

    /// <summary>What is usual on this day, back to the first gap of 28 days.</summary>
    internal Baseline BaselineOn(int day)
    {
        var from = HistoryFrom(day);
        var (runs, blockRuns) = (0, 0);
        var (blockMinutes, blocks, oldest) = (0.0, 0u, int.MaxValue);
        var (longestMeters, longestMinutes, longestOfWeek) = (0.0, 0.0, 0.0);
        for (var i = _count - 1; i >= from && _days[i] >= day - BaseDays - DayDisorder; i--)
        {
            var ago = day - _days[i];
            if (ago is < 0 or > BaseDays)
            {
                continue;
            }

            if (ago <= LongestDays)
            {
                longestMeters = Math.Max(longestMeters, _meters[i]);
                longestMinutes = Math.Max(longestMinutes, _minutes[i]);
            }

            if (ago <= LongestOfWeekDays)
            {
                longestOfWeek = Math.Max(longestOfWeek, _minutes[i]);
            }

            if (_races[i])
            {
                continue;
            }

            _scratch[runs++] = _minutes[i];
            oldest = Math.Min(oldest, _days[i]);
            if (ago is >= 1 and <= Blocks * DaysOfBlock)
            {
                blockRuns++;
                blockMinutes += _minutes[i];
                blocks |= 1u << ((ago - 1) / DaysOfBlock);
            }
        }

        var weeks = System.Numerics.BitOperations.PopCount(blocks);
        return new(
            Cold: runs < ColdRuns || day - oldest < ColdDays,
            UsualMinutes: runs == 0 ? 0 : Median.Of(_scratch.AsSpan(0, runs)),
            WeekMinutes: weeks == 0 ? 0 : blockMinutes / weeks,
            RunsAWeek: weeks == 0 ? 0 : (double)blockRuns / weeks,
            longestMeters,
            longestMinutes,
            longestOfWeek);
    }

    /// <summary>Median speed of the base, m/s; 0 without a run with a distance.</summary>
    internal double UsualSpeedOn(int day)
    {
        var runs = 0;
        for (var i = _count - 1; i >= HistoryFrom(day) && _days[i] >= day - BaseDays - DayDisorder; i--)
        {
            if (!_races[i] && _speeds[i] > 0 && day - _days[i] is >= 0 and <= BaseDays)
            {
                _scratch[runs++] = _speeds[i];
            }
        }

        return runs == 0 ? 0 : Median.Of(_scratch.AsSpan(0, runs));
    }

    /// <summary>Of at least 8 runs of the last 180 days of about this distance, 90 % were not faster.</summary>
    internal bool IsFastForDistance(int day, Measured run) => run.Meters > 0 && IsFast(day, run.Speed, _meters, run.Meters);

    /// <summary>Of at least 8 runs of the last 180 days of about these minutes, 90 % were not faster.</summary>
    internal bool IsFastForMinutes(int day, Measured run) => run.Speed > 0 && IsFast(day, run.Speed, _minutes, run.Minutes);

    /// <summary>The first run after the last gap of 28 days.</summary>
    private int HistoryFrom(int day) => day - _latestDay >= GapDays ? _count : _historyFrom;

    private bool IsFast(int day, double speed, double[] column, double value)
    {
        while (_comparedFrom < _count && _days[_comparedFrom] < day - ComparedDays - DayDisorder)
        {
            _comparedFrom++;
        }

        var (low, high) = (ComparedFrom * value, ComparedTo * value);
        var (compared, faster) = (0, 0);
        // Once more were faster than a tenth of all there are, the answer is known.
        var mostFaster = (_count - _comparedFrom) / 10;
        for (var i = _count - 1; i >= _comparedFrom && faster <= mostFaster; i--)
        {
            if (column[i] >= low && column[i] <= high && _speeds[i] > 0 && day - _days[i] is >= 0 and <= ComparedDays)
            {
                compared++;
                faster += _speeds[i] > speed ? 1 : 0;
            }
        }

        return faster <= mostFaster && compared >= ComparedRuns && (double)(compared - faster) / compared >= NotFasterShare;
    }
}
