using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>injuries</c>: days on which a source's calendar says that the athlete was injured. They are a question
/// and never a pain. Health data: only the planner and the athlete may see it.
/// </summary>
internal static class InjuryRepository
{
    private const string Table = "injuries";

    /// <summary>An athlete's injuries, by first day.</summary>
    public static IReadOnlyList<StoredInjury> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<InjuryRow>(
                """
                SELECT source AS Source, source_key AS Key, from_date AS FromDate, to_date AS ToDate FROM injuries
                WHERE athlete_id = @AthleteId ORDER BY from_date, source, source_key
                """,
                new { AthleteId = athleteId }
            )
            .ConvertReadable(
                connection,
                Table,
                row => row.Key,
                row => new StoredInjury(row.Source, row.FromDate.ToDate(), row.ToDate.ToDate())
            );

    /// <summary>Replaces the injuries of a source whose keys begin with a prefix.</summary>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="source">The source.</param>
    /// <param name="prefix">The prefix; empty for all injuries of the source.</param>
    /// <param name="injuries">The injuries, each with the rest of its key; both days are included.</param>
    /// <param name="transaction">The transaction of the change.</param>
    public static void Replace(
        DbConnection connection,
        long athleteId,
        string source,
        string prefix,
        IEnumerable<(string Key, DateOnly From, DateOnly To)> injuries,
        DbTransaction transaction
    )
    {
        connection.Execute(
            """
            DELETE FROM injuries WHERE athlete_id = @AthleteId AND source = @Source
                AND substr(source_key, 1, length(@Prefix)) = @Prefix
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                Prefix = prefix,
            },
            transaction
        );
        foreach (var (key, from, to) in injuries)
        {
            connection.Execute(
                """
                INSERT INTO injuries (athlete_id, source, source_key, from_date, to_date)
                VALUES (@AthleteId, @Source, @Key, @FromDate, @ToDate) ON CONFLICT DO NOTHING
                """,
                new
                {
                    AthleteId = athleteId,
                    Source = source,
                    Key = prefix + key,
                    FromDate = from.ToColumn(),
                    ToDate = to.ToColumn(),
                },
                transaction
            );
        }
    }
}

/// <summary>A row of <c>injuries</c>.</summary>
internal sealed record InjuryRow(string Source, string Key, string FromDate, string ToDate);

/// <summary>An injury as a source's calendar has it; both days are included.</summary>
/// <param name="Source">The name of the source.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
internal sealed record StoredInjury(string Source, DateOnly From, DateOnly To);
