namespace ActivitySync.Digest.Rendering;

/// <summary>The vertical scale of the chart: bars start at 0 and end at the longest day.</summary>
/// <param name="MaxMinutes">The minutes of a bar of full height.</param>
/// <param name="StepMinutes">The distance of the grid lines.</param>
internal sealed record ChartScale(int MaxMinutes, int StepMinutes)
{
    private const int MinutesPerHour = 60;

    /// <summary>The minimum of <see cref="MaxMinutes"/>, so that easy weeks don't look like hard ones.</summary>
    private const int MinMaxMinutes = 60;

    /// <summary>The axis counts hours if the longest day is above.</summary>
    private const int MaxMinutesInMinutes = 120;

    private const int StepInMinutes = 30;
    private const int MaxSteps = 4;

    /// <summary>The axis counts hours.</summary>
    public bool IsInHours => MaxMinutes > MaxMinutesInMinutes;

    public IEnumerable<int> Ticks => Enumerable.Range(1, MaxMinutes / StepMinutes).Select(step => step * StepMinutes);

    public static ChartScale Create(int longestMinutes)
    {
        var max = Math.Max(MinMaxMinutes, longestMinutes);
        if (max <= MaxMinutesInMinutes)
        {
            return new ChartScale(max, StepInMinutes);
        }

        var step = MinutesPerHour;
        while (max / step > MaxSteps)
        {
            step *= 2;
        }

        return new ChartScale(max, step);
    }
}
