using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The entries from the title of a recording, in all tables that have such entries.</summary>
internal static class TitleEntries
{
    /// <summary>Whether the title of a recording, stored or expired, made any entry.</summary>
    public static bool Exist(
        DbConnection connection,
        long athleteId,
        string source,
        string sourceId,
        DbTransaction? transaction = null
    ) =>
        connection.ExecuteScalar<long>(
            """
            SELECT EXISTS (
                    SELECT 1 FROM labels
                    WHERE athlete_id = @AthleteId AND source = @Source AND source_id = @SourceId AND origin = @Title)
                OR EXISTS (
                    SELECT 1 FROM massages WHERE athlete_id = @AthleteId AND origin_key = @Key AND origin = @Title)
                OR EXISTS (
                    SELECT 1 FROM pains WHERE athlete_id = @AthleteId AND origin_key = @Key AND origin = @Title)
                OR EXISTS (SELECT 1 FROM pain_ends WHERE athlete_id = @AthleteId AND origin_key = @Key)
                OR EXISTS (SELECT 1 FROM title_pauses WHERE athlete_id = @AthleteId AND origin_key = @Key)
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                SourceId = sourceId,
                Key = TitleOrigin.CreateKey(source, sourceId),
                Title = TitleOrigin.ColumnValue,
            },
            transaction
        ) != 0;
}
