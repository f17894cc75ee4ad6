namespace ActivitySync.Recovery.Tagging;

/// <summary>Which runs make up the base as it was last asked for (tagging.md 3). From one day to the next few come and go.</summary>
/// <param name="minutes">The minutes of each run.</param>
internal sealed class RunBase(double[] minutes)
{
    private readonly bool[] _belongs = new bool[minutes.Length];
    private readonly SortedNumbers _minutes = new();
    private int _first;

    internal int Count => _minutes.Count;

    internal double MedianMinutes => _minutes.Median;

    internal void Put(int run, bool belongs)
    {
        if (_belongs[run] == belongs)
        {
            return;
        }

        _belongs[run] = belongs;
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
    internal void StartAt(int run)
    {
        for (; _first < run; _first++)
        {
            Put(_first, belongs: false);
        }

        _first = run;
    }
}
