namespace ActivitySync.FileFormats.Fit;

/// <summary>The values of a session message in plain units; null is missing or marked invalid.</summary>
internal sealed record FitSession
{
    /// <summary>Seconds since <see cref="FitProfile.EpochUnixSeconds"/>.</summary>
    public uint? StartTime { get; init; }

    /// <summary>When the summary was written, in the same unit.</summary>
    public uint? EndTime { get; init; }

    /// <summary>Of the start, or of the first record that has one.</summary>
    public GeoPosition? Position { get; init; }

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
            EndTime = (uint?)message.GetInteger(FitProfile.Timestamp),
            Position = message.GetPosition(FitProfile.Session.StartLatitude, FitProfile.Session.StartLongitude),
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
