using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The entries from the titles of recordings, in all tables that have such entries.</summary>
internal static class TitleEntries
{
    /// <summary>
    /// Those of the given recordings, stored or not, whose titles have made entries, as keys of
    /// <see cref="TitleOrigin.CreateKey"/>.
    /// </summary>
    public static HashSet<string> FindKeys(
        DbConnection connection,
        long athleteId,
        IEnumerable<RecordingRow> recordings,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<string>(
                """
                WITH due AS (
                    SELECT value ->> 0 AS source, value ->> 1 AS source_id,
                        (value ->> 0) || ':' || (value ->> 1) AS origin_key
                    FROM json_each(@Recordings))
                SELECT d.origin_key FROM due d CROSS JOIN labels l WHERE l.athlete_id = @AthleteId
                    AND l.source = d.source AND l.source_id = d.source_id AND l.origin = @Title
                UNION
                SELECT d.origin_key FROM due d CROSS JOIN massages m WHERE m.athlete_id = @AthleteId
                    AND m.origin_key = d.origin_key AND m.origin = @Title
                UNION
                SELECT d.origin_key FROM due d CROSS JOIN massage_feelings f WHERE f.athlete_id = @AthleteId
                    AND f.origin_key = d.origin_key AND f.origin = @Title
                UNION
                SELECT d.origin_key FROM due d CROSS JOIN pains p WHERE p.athlete_id = @AthleteId
                    AND p.origin_key = d.origin_key AND p.origin = @Title
                UNION
                SELECT d.origin_key FROM due d CROSS JOIN pain_ends e WHERE e.athlete_id = @AthleteId
                    AND e.origin_key = d.origin_key
                UNION
                SELECT d.origin_key FROM due d CROSS JOIN title_pauses t WHERE t.athlete_id = @AthleteId
                    AND t.origin_key = d.origin_key
                """,
                new
                {
                    AthleteId = athleteId,
                    Recordings = RecordingRepository.ToJson(recordings),
                    Title = TitleOrigin.ColumnValue,
                },
                transaction
            )
            .ToHashSet(StringComparer.Ordinal);
}
