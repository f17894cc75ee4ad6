namespace ActivitySync.Sources.Files.Fit;

/// <summary>The values of a session message as the file has them, scales undone; null is absent or marked invalid.</summary>
internal sealed record FitSession
{
    /// <summary>Seconds of the file's clock.</summary>
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

    public static FitSession Of(FitMessage message) => new()
    {
        StartTime = (uint?)message.Integer(FitNumbers.Session.StartTime),
        Sport = message.Integer(FitNumbers.Session.SportField),
        SubSport = message.Integer(FitNumbers.Session.SubSport),
        ElapsedSeconds = message.Scaled(FitNumbers.Session.ElapsedTime, FitNumbers.MillisecondsToSeconds),
        TimerSeconds = message.Scaled(FitNumbers.Session.TimerTime, FitNumbers.MillisecondsToSeconds),
        DistanceMeters = message.Scaled(FitNumbers.Session.Distance, FitNumbers.CentimetersToMeters),
        AverageHeartRate = message.Integer(FitNumbers.Session.AverageHeartRate),
        MaxHeartRate = message.Integer(FitNumbers.Session.MaxHeartRate),
        AscentMeters = message.Integer(FitNumbers.Session.Ascent),
        DescentMeters = message.Integer(FitNumbers.Session.Descent),
        PerceivedExertion = message.Scaled(FitNumbers.Session.WorkoutRpe, FitNumbers.ExertionScale),
    };
}
