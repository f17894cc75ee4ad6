using System.Runtime.InteropServices;

namespace ActivitySync.Recovery.Tagging;

/// <summary>Which runs make up the base as it was last asked for (tagging.md 3). From one day to the next few come and go.</summary>
/// <param name="minutes">The minutes of each run.</param>
internal sealed class BaselineRuns(double[] minutes)
{
    private readonly bool[] _included = new bool[minutes.Length];
    private readonly SortedNumbers _minutes = new();
    private int _first;

    internal int Count => _minutes.Count;

    internal double MedianMinutes => _minutes.Median;

    internal void SetIncluded(int run, bool belongs)
    {
        if (_included[run] == belongs)
        {
            return;
        }

        _included[run] = belongs;
        if (belongs)
        {
            _minutes.Add(minutes[run]);
        }
        else
        {
            _minutes.Remove(minutes[run]);
        }
    }

    /// <summary>Takes all runs before this one out.</summary>
    internal void RemoveBefore(int run)
    {
        for (; _first < run; _first++)
        {
            SetIncluded(_first, belongs: false);
        }

        _first = run;
    }
}

/// <summary>Numbers that come and go one by one and stay in order, so that their middle is at hand without sorting again.</summary>
internal sealed class SortedNumbers
{
    private readonly List<double> _numbers = [];

    internal int Count => _numbers.Count;

    /// <summary>The middle; of an even number the mean of the middle two, 0 without any.</summary>
    internal double Median
    {
        get
        {
            var middle = _numbers.Count / 2;
            return _numbers.Count == 0 ? 0
                : _numbers.Count % 2 == 1 ? _numbers[middle]
                : (_numbers[middle - 1] + _numbers[middle]) / 2;
        }
    }

    internal void Add(double number) => _numbers.Insert(FindPosition(number), number);

    /// <param name="number">One that was added.</param>
    internal void Remove(double number) => _numbers.RemoveAt(FindPosition(number));

    /// <summary>Where the first number stands that is not less.</summary>
    private int FindPosition(double number)
    {
        var numbers = CollectionsMarshal.AsSpan(_numbers);
        var (from, length) = (0, numbers.Length);
        while (length > 0)
        {
            // No branch: which half it is cannot be guessed.
            var half = (length + 1) / 2;
            from += numbers[from + half - 1] < number ? half : 0;
            length -= half;
        }

        return from;
    }
}
