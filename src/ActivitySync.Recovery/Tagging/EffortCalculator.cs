namespace ActivitySync.Recovery.Tagging;

/// <summary>Effort minutes: minutes weighted by how hard they were (rules.md 5).</summary>
internal static class EffortCalculator
{
    internal static double ComputeMinutes(
        Recording recording,
        AthleteProfile athlete,
        ActivityTitle title,
        LabelSet labels
    )
    {
        var factor =
            recording.Measurements.PerceivedExertion > 0 ? recording.Measurements.PerceivedExertion
            : FindHeartRateFactor(
                recording.Measurements.AverageHeartRate,
                Measurements.GetPlausibleHeartRate(athlete.RestingHeartRate),
                Measurements.GetPlausibleHeartRate(athlete.MaxHeartRate)
            )
                is { } known
                ? known
            : labels.HasFlag(LabelSet.Race) ? 10
            : labels.HasFlag(LabelSet.Hard) ? 7
            : labels.HasFlag(LabelSet.LongRun) ? 5
            : title.IsWarmUp ? 2
            : recording.Family == SportFamily.Foot ? 3
            : 4;
        return recording.Minutes * factor;
    }

    /// <summary>By heart rate reserve, if all three rates are known.</summary>
    private static double? FindHeartRateFactor(double average, double resting, double max)
    {
        if (average == 0 || resting == 0 || max <= resting)
        {
            return null;
        }

        return ((average - resting) / (max - resting)) switch
        {
            < 0.50 => 2,
            < 0.60 => 3,
            < 0.70 => 4,
            < 0.80 => 6,
            < 0.88 => 7,
            _ => 9,
        };
    }
}
