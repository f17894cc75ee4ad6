using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>Recordings as rows of the store and back.</summary>
internal static class RecordingRows
{
    public static RecordingRow ToRow(this SourceActivity recording, long athleteId, DateTimeOffset seenAt)
    {
        var activity = recording.Activity;
        return new(
            athleteId,
            recording.Source.ToColumn(),
            recording.SourceId,
            recording.Format.ToColumn(),
            activity.Start.ToColumn(),
            (long)activity.Start.Offset.TotalSeconds,
            activity.Sport,
            activity.Name,
            Finite(activity.DistanceMeters),
            Finite(activity.MovingSeconds),
            Finite(activity.ElapsedSeconds),
            Finite(activity.AverageHeartRate),
            Finite(activity.MaxHeartRate),
            Finite(activity.AscentMeters),
            Finite(activity.DescentMeters),
            Finite(activity.PerceivedExertion),
            activity.SourceTag?.ToColumn(),
            activity.DeviceRace ? 1 : 0,
            seenAt.ToColumn(),
            seenAt.ToColumn());
    }

    public static SourceActivity ToRecording(this RecordingRow row) => new(
        row.Source.ToEnum<SourceName>(),
        row.SourceId,
        row.Format.ToEnum<RecordingFormat>(),
        new Activity
        {
            Id = row.Key(),
            Start = row.StartedAt.ToInstant().ToOffset(TimeSpan.FromSeconds(row.UtcOffsetSeconds)),
            Sport = row.Sport,
            Name = row.Name,
            DistanceMeters = row.DistanceMeters,
            MovingSeconds = row.MovingSeconds,
            ElapsedSeconds = row.ElapsedSeconds,
            AverageHeartRate = row.AverageHeartRate,
            MaxHeartRate = row.MaxHeartRate,
            AscentMeters = row.AscentMeters,
            DescentMeters = row.DescentMeters,
            PerceivedExertion = row.PerceivedExertion,
            SourceTag = row.SourceTag?.ToEnum<SourceTag>(),
            DeviceRace = row.DeviceRace != 0,
        });

    /// <summary>What names a recording among all of a runner's; it does not depend on when it came in.</summary>
    public static string Key(this RecordingRow row) => KeyOf(row.Source, row.SourceId);

    public static string KeyOf(string source, string sourceId) => TitleOrigin.KeyOf(source, sourceId);

    /// <summary>The store keeps what is not a number as null; so do we, or it would look changed for ever.</summary>
    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? known : null;
}
