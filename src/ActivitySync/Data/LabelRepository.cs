using System.Data.Common;
using System.Globalization;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>labels</c>: the athlete's labels of activities. A label refers to the source and the source's id of a
/// recording, so that it outlives the recording; the table <c>identities</c> maps these to the current activity.
/// </summary>
internal static class LabelRepository
{
    private const string ByAthlete = "runner";

    /// <summary>
    /// An athlete's labels, oldest first. The same label on several recordings of an activity counts once, with the
    /// oldest time.
    /// </summary>
    public static IReadOnlyList<AthleteLabel> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<LabelRow>(
                """
                SELECT min(l.id) AS Id, i.activity_id AS ActivityId, l.word AS Word, l.importance AS Importance
                FROM labels l
                JOIN identities i ON i.athlete_id = l.athlete_id AND i.source = l.source AND i.source_id = l.source_id
                WHERE l.athlete_id = @AthleteId
                GROUP BY i.activity_id, l.word, l.importance, l.origin,
                    CASE WHEN l.origin = @Title THEN 0 ELSE l.said_at END
                ORDER BY min(l.said_at), min(l.id)
                """,
                new { AthleteId = athleteId, Title = TitleOrigin.ColumnValue }
            )
            .ConvertReadable(
                connection,
                "labels",
                row => row.Id,
                row => new AthleteLabel(
                    row.ActivityId.ToString(CultureInfo.InvariantCulture),
                    EnumText.Parse<AthleteLabelKind>(row.Word),
                    row.Importance is { } importance ? EnumText.Parse<Importance>(importance) : null
                )
            );

    /// <summary>Labels every recording of an activity, including expired ones.</summary>
    public static void AddToActivity(
        DbConnection connection,
        long athleteId,
        long activityId,
        AthleteLabelKind kind,
        Importance? importance,
        DateTimeOffset saidAt,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO labels (athlete_id, source, source_id, word, importance, origin, said_at)
            SELECT athlete_id, source, source_id, @Word, @Importance, @Origin, @SaidAt
            FROM identities WHERE athlete_id = @AthleteId AND activity_id = @ActivityId
            ORDER BY source, source_id
            """,
            new
            {
                AthleteId = athleteId,
                ActivityId = activityId,
                Word = EnumText.Format(kind),
                Importance = importance is { } known ? EnumText.Format(known) : null,
                Origin = ByAthlete,
                SaidAt = saidAt.ToColumn(),
            },
            transaction
        );

    /// <summary>Removes the labels that the athlete gave to an activity; labels from its title stay.</summary>
    public static void RemoveFromActivity(
        DbConnection connection,
        long athleteId,
        long activityId,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            DELETE FROM labels
            WHERE athlete_id = @AthleteId AND origin = @Origin AND EXISTS (
                SELECT 1 FROM identities i
                WHERE i.athlete_id = labels.athlete_id AND i.source = labels.source AND i.source_id = labels.source_id
                  AND i.activity_id = @ActivityId)
            """,
            new
            {
                AthleteId = athleteId,
                ActivityId = activityId,
                Origin = ByAthlete,
            },
            transaction
        );

    /// <summary>
    /// Replaces the labels from a title, in their order. If they are the same as before, nothing changes, including the
    /// time.
    /// </summary>
    public static void SaveFromTitle(
        DbConnection connection,
        long athleteId,
        string source,
        string sourceId,
        IReadOnlyList<(AthleteLabelKind Word, Importance? Importance)> labels,
        DateTimeOffset saidAt,
        DbTransaction? transaction = null
    )
    {
        var stored = connection.Query<LabelRow>(
            """
            SELECT 0 AS Id, 0 AS ActivityId, word AS Word, importance AS Importance FROM labels
            WHERE athlete_id = @AthleteId AND source = @Source AND source_id = @SourceId AND origin = @Origin
            ORDER BY id
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                SourceId = sourceId,
                Origin = TitleOrigin.ColumnValue,
            },
            transaction
        );
        var expected = labels
            .Select(label => new LabelRow(
                0,
                0,
                EnumText.Format(label.Word),
                label.Importance is { } known ? EnumText.Format(known) : null
            ))
            .ToList();
        if (stored.SequenceEqual(expected))
        {
            return;
        }

        connection.Execute(
            """
            DELETE FROM labels WHERE athlete_id = @AthleteId AND source = @Source AND source_id = @SourceId
                AND origin = @Origin
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                SourceId = sourceId,
                Origin = TitleOrigin.ColumnValue,
            },
            transaction
        );
        foreach (var label in expected)
        {
            connection.Execute(
                """
                INSERT INTO labels (athlete_id, source, source_id, word, importance, origin, said_at)
                VALUES (@AthleteId, @Source, @SourceId, @Word, @Importance, @Origin, @SaidAt)
                """,
                new
                {
                    AthleteId = athleteId,
                    Source = source,
                    SourceId = sourceId,
                    label.Word,
                    label.Importance,
                    Origin = TitleOrigin.ColumnValue,
                    SaidAt = saidAt.ToColumn(),
                },
                transaction
            );
        }
    }

    /// <summary>The recordings with labels from their titles, as keys of <see cref="TitleOrigin.CreateKey"/>.</summary>
    public static IReadOnlyList<string> GetTitleKeys(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<string>(
                """
                SELECT DISTINCT source || ':' || source_id FROM labels WHERE athlete_id = @AthleteId
                    AND origin = @Origin
                """,
                new { AthleteId = athleteId, Origin = TitleOrigin.ColumnValue },
                transaction
            )
            .AsList();
}

/// <summary>A label with the activity it currently belongs to.</summary>
internal sealed record LabelRow(long Id, long ActivityId, string Word, string? Importance);
