namespace ActivitySync.Sources.Files.Fit;

/// <summary>Makes a session out of laps and records, for a whole file whose writer left the session out.</summary>
internal static class FitRecords
{
    /// <summary>The session, or null if there are no records with a time.</summary>
    public static FitSession? Session(ReadOnlySpan<byte> data)
    {
        uint? start = null;
        uint end = 0;
        double? timer = null, distance = null, lapDistance = null, ascent = null, descent = null, maxHeartRate = null;
        double heartBeats = 0;
        var heartRates = 0;
        long? sport = null, subSport = null;

        var walk = new FitWalk(data, withRecords: true);
        while (walk.Next(out var message))
        {
            switch (message.Number)
            {
                case FitNumbers.RecordMessage when walk.Time > 0:
                    start ??= walk.Time;
                    end = Math.Max(end, walk.Time);
                    distance = Larger(distance, message.Scaled(FitNumbers.Record.Distance, FitNumbers.CentimetersToMeters));
                    if (message.Integer(FitNumbers.Record.HeartRate) is not ({ } rate and > 0)) break;
                    heartBeats += rate;
                    heartRates++;
                    maxHeartRate = Larger(maxHeartRate, rate);
                    break;
                case FitNumbers.LapMessage:
                    if (message.Integer(FitNumbers.Lap.StartTime) is { } lapStart) start = Math.Min(start ?? uint.MaxValue, (uint)lapStart);
                    timer = Sum(timer, message.Scaled(FitNumbers.Lap.TimerTime, FitNumbers.MillisecondsToSeconds));
                    lapDistance = Sum(lapDistance, message.Scaled(FitNumbers.Lap.Distance, FitNumbers.CentimetersToMeters));
                    ascent = Sum(ascent, message.Integer(FitNumbers.Lap.Ascent));
                    descent = Sum(descent, message.Integer(FitNumbers.Lap.Descent));
                    sport ??= message.Integer(FitNumbers.Lap.SportField);
                    subSport ??= message.Integer(FitNumbers.Lap.SubSport);
                    break;
            }
        }

        if (start is not { } from || end <= from) return null;
        return new FitSession
        {
            StartTime = from,
            Sport = sport,
            SubSport = subSport,
            ElapsedSeconds = end - from,
            TimerSeconds = timer,
            DistanceMeters = lapDistance ?? distance,
            AverageHeartRate = heartRates > 0 ? Math.Round(heartBeats / heartRates) : null,
            MaxHeartRate = maxHeartRate,
            AscentMeters = ascent,
            DescentMeters = descent,
        };
    }

    private static double? Sum(double? sum, double? value) => value is null ? sum : (sum ?? 0) + value;

    private static double? Larger(double? largest, double? value) => value is null || value < largest ? largest : value;
}
