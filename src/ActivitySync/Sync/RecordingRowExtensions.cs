using System.Data.Common;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>Converts recordings to database rows and back.</summary>
internal static class RecordingRowExtensions
{
    public static RecordingRow ToRow(this SourceRecording recording, long athleteId, DateTimeOffset seenAt)
    {
        var activity = recording.Activity;
        return new(
            athleteId,
            recording.Source.ToColumn(),
            recording.SourceId,
            recording.Format.ToColumn(),
            activity.Start.ToColumn(),
            (long)activity.Start.Offset.TotalSeconds,
            StoredText.Limit(activity.Sport),
            StoredText.Limit(activity.Name),
            FiniteOrNull(activity.DistanceMeters),
            FiniteOrNull(activity.MovingSeconds),
            FiniteOrNull(activity.ElapsedSeconds),
            FiniteOrNull(activity.AverageHeartRate),
            FiniteOrNull(activity.MaxHeartRate),
            FiniteOrNull(activity.AscentMeters),
            FiniteOrNull(activity.DescentMeters),
            FiniteOrNull(activity.PerceivedExertion),
            activity.SourceTag?.ToColumn(),
            activity.DeviceRace ? 1 : 0,
            seenAt.ToColumn(),
            seenAt.ToColumn(),
            recording.DeviceName is { } device ? StoredText.Limit(device) : null
        );
    }

    /// <exception cref="FormatException">The source, the format or the tag is unknown.</exception>
    public static SourceRecording ToRecording(this RecordingRow row) =>
        new(
            SourceDescriptors.ParseName(row.Source),
            row.SourceId,
            SourceDescriptors.ParseFormat(row.Format),
            new Activity
            {
                Id = row.GetKey(),
                Start = row.GetStart(),
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
            }
        )
        {
            DeviceName = row.DeviceName,
        };

    /// <summary>Converts rows; leaves out and reports those that cannot be read.</summary>
    public static List<(RecordingRow Row, SourceRecording Recording)> ToRecordings(
        this IEnumerable<RecordingRow> rows,
        DbConnection connection
    ) =>
        rows.ConvertReadable(connection, RecordingRepository.Table, RecordingRepository.GetKey, row =>
            (row, row.ToRecording())
        );

    /// <summary>The start with its local offset.</summary>
    public static DateTimeOffset GetStart(this RecordingRow row) =>
        row.StartedAt.ToInstant().ToOffset(TimeSpan.FromSeconds(row.UtcOffsetSeconds));

    /// <summary>Identifies a recording among all of an athlete's, independent of when it was added.</summary>
    public static string GetKey(this RecordingRow row) => CreateKey(row.Source, row.SourceId);

    public static string CreateKey(string source, string sourceId) => TitleOrigin.CreateKey(source, sourceId);

    /// <summary>
    /// Leaves out what no workout has. SQLite stores NaN as null, so a row with it would look changed at every sync.
    /// </summary>
    private static double? FiniteOrNull(double? value) =>
        value is { } known && ColumnConversions.IsMeasurement(known) ? known : null;
}
