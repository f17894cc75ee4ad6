namespace ActivitySync.FileFormats.Fit;

/// <summary>The values of a session message in plain units; null is missing or marked invalid.</summary>
internal sealed record FitSession
{
    /// <summary>Seconds since <see cref="FitProfile.EpochUnixSeconds"/>.</summary>
    public uint? StartTime { get; init; }

    public long? Sport { get; init; }

    public long? SubSport { get; init; }

    public double? ElapsedSeconds { get; init; }

    public double? TimerSeconds { get; init; }

    public double? DistanceMeters { get; init; }

    public double? AverageHeartRate { get; init; }

    public double? MaxHeartRate { get; init; }

    public double? AscentMeters { get; init; }

    public double? DescentMeters { get; init; }

    /// <summary>0 to 10.</summary>
    public double? PerceivedExertion { get; init; }

    public static FitSession FromMessage(FitMessage message) =>
        new()
        {
            StartTime = (uint?)message.GetInteger(FitProfile.Session.StartTime),
            Sport = message.GetInteger(FitProfile.Session.SportField),
            SubSport = message.GetInteger(FitProfile.Session.SubSport),
            ElapsedSeconds = message.GetScaled(FitProfile.Session.ElapsedTime, FitProfile.MillisecondsPerSecond),
            TimerSeconds = message.GetScaled(FitProfile.Session.TimerTime, FitProfile.MillisecondsPerSecond),
            DistanceMeters = message.GetScaled(FitProfile.Session.Distance, FitProfile.CentimetersPerMeter),
            AverageHeartRate = message.GetInteger(FitProfile.Session.AverageHeartRate),
            MaxHeartRate = message.GetInteger(FitProfile.Session.MaxHeartRate),
            AscentMeters = message.GetInteger(FitProfile.Session.Ascent),
            DescentMeters = message.GetInteger(FitProfile.Session.Descent),
            PerceivedExertion = message.GetScaled(FitProfile.Session.WorkoutRpe, FitProfile.ExertionScale),
        };
}

/// <summary>Derives a session from laps and records, for a complete file without one.</summary>
internal static class FitSessionDeriver
{
    /// <summary>Derives the session; null if there are no records with a time.</summary>
    public static FitSession? DeriveSession(ReadOnlySpan<byte> data)
    {
        uint? start = null;
        uint end = 0;
        double? timer = null,
            distance = null,
            lapDistance = null,
            ascent = null,
            descent = null,
            maxHeartRate = null;
        double heartBeats = 0;
        var heartRates = 0;
        long? sport = null,
            subSport = null;

        var reader = new FitMessageReader(data, withRecords: true);
        while (reader.TryReadNext(out var message))
        {
            switch (message.Number)
            {
                case FitProfile.RecordMessage when reader.Time > 0:
                    start ??= reader.Time;
                    end = Math.Max(end, reader.Time);
                    distance = Max(
                        distance,
                        message.GetScaled(FitProfile.Record.Distance, FitProfile.CentimetersPerMeter)
                    );
                    if (message.GetInteger(FitProfile.Record.HeartRate) is not ({ } rate and > 0))
                    {
                        break;
                    }

                    heartBeats += rate;
                    heartRates++;
                    maxHeartRate = Max(maxHeartRate, rate);
                    break;
                case FitProfile.LapMessage:
                    if (message.GetInteger(FitProfile.Lap.StartTime) is { } lapStart)
                    {
                        start = Math.Min(start ?? uint.MaxValue, (uint)lapStart);
                    }

                    timer = Sum(timer, message.GetScaled(FitProfile.Lap.TimerTime, FitProfile.MillisecondsPerSecond));
                    lapDistance = Sum(
                        lapDistance,
                        message.GetScaled(FitProfile.Lap.Distance, FitProfile.CentimetersPerMeter)
                    );
                    ascent = Sum(ascent, message.GetInteger(FitProfile.Lap.Ascent));
                    descent = Sum(descent, message.GetInteger(FitProfile.Lap.Descent));
                    sport ??= message.GetInteger(FitProfile.Lap.SportField);
                    subSport ??= message.GetInteger(FitProfile.Lap.SubSport);
                    break;
            }
        }

        if (start is not { } from || end <= from)
        {
            return null;
        }

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

    private static double? Max(double? largest, double? value) => value is null || value < largest ? largest : value;
}
