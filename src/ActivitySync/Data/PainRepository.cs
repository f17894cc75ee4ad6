using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>pains</c>. Health data: only the planner and the athlete may see it.</summary>
internal static class PainRepository
{
    private const string ByAthlete = "";
    private const char SignSeparator = ' ';
    private const double MaxSeverity = 10;

    private const string SelectPains = """
        SELECT p.id AS Id, p.athlete_id AS AthleteId, p.date AS Date, p.area AS Area, p.severity AS Severity,
               p.signs AS Signs, p.resolved_on AS ResolvedOn, p.said_at AS SaidAt,
               CASE WHEN p.origin = @Title THEN p.origin_key END AS TitleKey, i.activity_id AS ActivityId
        FROM pains p
        LEFT JOIN identities i ON i.athlete_id = p.athlete_id AND p.origin = @Title
            AND i.source || ':' || i.source_id = p.origin_key

        """;

    private const string OrderPains = "ORDER BY p.date, p.id";

    private const string SelectPainEnds = """
        SELECT e.id AS Id, e.athlete_id AS AthleteId, e.date AS Date, e.area AS Area, e.said_at AS SaidAt,
               i.activity_id AS ActivityId
        FROM pain_ends e
        LEFT JOIN identities i ON i.athlete_id = e.athlete_id AND i.source || ':' || i.source_id = e.origin_key

        """;

    private const string OrderPainEnds = "ORDER BY e.date, e.id";

    /// <summary>
    /// An athlete's pains, by date, with the ends from titles. One in the titles of several recordings of an activity
    /// counts once.
    /// </summary>
    public static IReadOnlyList<StoredEntry<Pain>> GetAll(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    )
    {
        var ends = QueryPainEnds(connection, athleteId, transaction);
        return Combine(connection, QueryPains(connection, athleteId, transaction), ends);
    }

    /// <summary>
    /// The pains of all athletes, as <see cref="GetAll(DbConnection, long, DbTransaction)"/> reads them, by athlete.
    /// </summary>
    public static ILookup<long, Pain> GetAll(DbConnection connection)
    {
        var ends = connection
            .Query<PainEndRow>(SelectPainEnds + OrderPainEnds)
            .GroupBy(row => row.AthleteId)
            .ToDictionary(rows => rows.Key, rows => ReadPainEnds(connection, rows));
        return connection
            .Query<PainRow>(SelectPains + OrderPains, new { Title = TitleOrigin.ColumnValue })
            .GroupBy(row => row.AthleteId)
            .SelectMany(rows =>
                Combine(connection, rows, ends.GetValueOrDefault(rows.Key, []))
                    .Select(entry => (AthleteId: rows.Key, Pain: entry.Value))
            )
            .ToLookup(entry => entry.AthleteId, entry => entry.Pain);
    }

    private static List<StoredEntry<Pain>> Combine(
        DbConnection connection,
        IEnumerable<PainRow> pains,
        List<PainEnd> ends
    ) =>
        pains
            .ConvertReadable(connection, "pains", row => row.Id, row => (Row: row, Pain: ToPain(connection, row, ends)))
            // Prefers the copy that was resolved by hand, so that a later copy does not reopen the pain.
            .OrderBy(entry => entry.Row.ResolvedOn is null)
            .ThenBy(entry => entry.Pain.ResolvedOn is not null)
            .ThenBy(entry => entry.Row.Id)
            .DistinctBy(entry =>
                (
                    entry.Row.Date,
                    entry.Row.Area,
                    entry.Row.Severity,
                    ByHand: entry.Row.TitleKey is null ? entry.Row.Id : 0
                )
            )
            .DistinctBy(entry => (entry.Row.Area, entry.Row.Severity, Origin: entry.Row.ActivityId ?? -entry.Row.Id))
            .OrderBy(entry => entry.Pain.Date)
            .ThenBy(entry => entry.Row.Id)
            .Select(entry => new StoredEntry<Pain>(
                entry.Row.Id,
                entry.Pain,
                TitleOrigin.FromColumns(entry.Row.TitleKey, entry.Row.ActivityId)
            ))
            .ToList();

    /// <summary>Adds a pain logged by hand; it replaces one with the same date and area.</summary>
    /// <returns>The id.</returns>
    public static long Add(DbConnection connection, long athleteId, Pain pain)
    {
        using var transaction = connection.BeginFor(athleteId);
        var id = Add(connection, athleteId, pain, transaction);
        transaction.Commit();
        return id;
    }

    /// <summary>Like <see cref="Add(DbConnection, long, Pain)"/>, in the caller's transaction.</summary>
    public static long Add(DbConnection connection, long athleteId, Pain pain, DbTransaction transaction)
    {
        connection.Execute(
            "DELETE FROM pains WHERE athlete_id = @AthleteId AND date = @Date AND area = @Area AND origin = @Origin",
            new
            {
                AthleteId = athleteId,
                Date = pain.Date.ToColumn(),
                pain.Area,
                Origin = ByAthlete,
            },
            transaction
        );
        return connection.ExecuteScalar<long>(
            """
            INSERT INTO pains (athlete_id, date, area, severity, signs, resolved_on, origin, origin_key)
            VALUES (@AthleteId, @Date, @Area, @Severity, @Signs, @ResolvedOn, @Origin, '')
            RETURNING id
            """,
            new
            {
                AthleteId = athleteId,
                Date = pain.Date.ToColumn(),
                pain.Area,
                pain.Severity,
                Signs = string.Join(SignSeparator, pain.Signs),
                ResolvedOn = pain.ResolvedOn?.ToColumn(),
                Origin = ByAthlete,
            },
            transaction
        );
    }

    /// <summary>
    /// Resolves the pains of an area that began up to a day and are not resolved by then, from titles too.
    /// </summary>
    /// <returns>How many were resolved.</returns>
    public static int Resolve(
        DbConnection connection,
        long athleteId,
        string area,
        DateOnly resolvedOn,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            UPDATE pains SET resolved_on = @On
            WHERE athlete_id = @AthleteId AND lower(area) = lower(@Area) AND date <= @On
                AND (resolved_on IS NULL OR resolved_on > @On)
            """,
            new
            {
                AthleteId = athleteId,
                Area = area,
                On = resolvedOn.ToColumn(),
            },
            transaction
        );

    /// <summary>
    /// False if the athlete has no pain with this id, or if it comes from a title that is edited at its source.
    /// </summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            DELETE FROM pains WHERE athlete_id = @AthleteId AND id = @Id
                AND (origin <> @Title OR origin_key LIKE @FileKeys)
            """,
            new
            {
                AthleteId = athleteId,
                Id = id,
                Title = TitleOrigin.ColumnValue,
                FileKeys = TitleOrigin.FileKeyPattern,
            },
            transaction
        ) > 0;

    /// <summary>
    /// Replaces the pains from a title; those that stay keep their id and the day they were resolved.
    /// </summary>
    public static void SaveFromTitle(
        DbConnection connection,
        long athleteId,
        string titleKey,
        DateTimeOffset saidAt,
        IReadOnlyList<Pain> pains,
        DbTransaction? transaction = null
    )
    {
        var stored = QueryPains(connection, athleteId, transaction).Where(row => row.TitleKey == titleKey).ToList();
        var expected = pains.DistinctBy(pain => (pain.Date, pain.Area, pain.Severity)).ToList();
        foreach (var row in stored.Where(row => !expected.Exists(pain => Matches(row, pain))))
        {
            connection.Execute("DELETE FROM pains WHERE id = @Id", new { row.Id }, transaction);
        }

        connection.Execute(
            """
            UPDATE pains SET said_at = @SaidAt WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key
            """,
            new
            {
                AthleteId = athleteId,
                SaidAt = saidAt.ToColumn(),
                Origin = TitleOrigin.ColumnValue,
                Key = titleKey,
            },
            transaction
        );
        foreach (var pain in expected.Where(pain => !stored.Exists(row => Matches(row, pain))))
        {
            connection.Execute(
                """
                INSERT INTO pains (athlete_id, date, area, severity, signs, resolved_on, said_at, origin, origin_key)
                VALUES (@AthleteId, @Date, @Area, @Severity, '', NULL, @SaidAt, @Origin, @Key)
                """,
                new
                {
                    AthleteId = athleteId,
                    Date = pain.Date.ToColumn(),
                    pain.Area,
                    pain.Severity,
                    SaidAt = saidAt.ToColumn(),
                    Origin = TitleOrigin.ColumnValue,
                    Key = titleKey,
                },
                transaction
            );
        }
    }

    /// <summary>Replaces the areas that a title declares free of pain; an empty area means all areas.</summary>
    public static void SaveResolvedFromTitle(
        DbConnection connection,
        long athleteId,
        string titleKey,
        DateTimeOffset saidAt,
        DateOnly resolvedOn,
        IReadOnlyList<string> areas,
        DbTransaction? transaction = null
    )
    {
        connection.Execute(
            "DELETE FROM pain_ends WHERE athlete_id = @AthleteId AND origin_key = @Key",
            new { AthleteId = athleteId, Key = titleKey },
            transaction
        );
        foreach (var area in areas.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            connection.Execute(
                """
                INSERT INTO pain_ends (athlete_id, date, area, said_at, origin_key)
                VALUES (@AthleteId, @Date, @Area, @SaidAt, @Key)
                """,
                new
                {
                    AthleteId = athleteId,
                    Date = resolvedOn.ToColumn(),
                    Area = area,
                    SaidAt = saidAt.ToColumn(),
                    Key = titleKey,
                },
                transaction
            );
        }
    }

    /// <summary>The recordings with a pain or its end in their titles.</summary>
    public static IReadOnlyList<TitleKeyRow> GetTitleKeys(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<TitleKeyRow>(
                """
                SELECT origin_key AS Key, date AS Date FROM pains WHERE athlete_id = @AthleteId AND origin = @Origin
                UNION
                SELECT origin_key AS Key, date AS Date FROM pain_ends WHERE athlete_id = @AthleteId
                """,
                new { AthleteId = athleteId, Origin = TitleOrigin.ColumnValue },
                transaction
            )
            .AsList();

    private static List<PainRow> QueryPains(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<PainRow>(
                SelectPains + "WHERE p.athlete_id = @AthleteId " + OrderPains,
                new { AthleteId = athleteId, Title = TitleOrigin.ColumnValue },
                transaction
            )
            .AsList();

    private static List<PainEnd> QueryPainEnds(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        ReadPainEnds(
            connection,
            connection.Query<PainEndRow>(
                SelectPainEnds + "WHERE e.athlete_id = @AthleteId " + OrderPainEnds,
                new { AthleteId = athleteId },
                transaction
            )
        );

    private static List<PainEnd> ReadPainEnds(DbConnection connection, IEnumerable<PainEndRow> rows) =>
        rows.ConvertReadable(
            connection,
            "pain_ends",
            row => row.Id,
            row => new PainEnd(row.Date.ToDate(), row.Area, row.SaidAt, row.ActivityId)
        );

    private static bool Matches(PainRow row, Pain pain) =>
        row.Date == pain.Date.ToColumn() && row.Area == pain.Area && row.Severity.Equals(pain.Severity);

    private static Pain ToPain(DbConnection connection, PainRow row, List<PainEnd> ends)
    {
        var date = row.Date.ToDate();
        var resolvedOn = ends.Find(end => end.Resolves(row, date))?.Date;
        if (resolvedOn < date)
        {
            resolvedOn = date; // the title's date is in another time zone
        }

        var byHand = FindResolvedOn(connection, row);
        return new Pain
        {
            Date = date,
            Area = StoredText.Limit(row.Area),
            Severity = FindSeverity(connection, row),
            Signs = StoredText.Limit(row.Signs).Split(SignSeparator, StringSplitOptions.RemoveEmptyEntries),
            ResolvedOn = byHand is null || resolvedOn < byHand ? resolvedOn : byHand,
        };
    }

    /// <summary>A pain whose end cannot be read stays.</summary>
    private static DateOnly? FindResolvedOn(DbConnection connection, PainRow row)
    {
        if (row.ResolvedOn is null)
        {
            return null;
        }

        if (ColumnConversions.FindDate(row.ResolvedOn) is { } date)
        {
            return date;
        }

        connection.ReportUnreadable("pains", row.Id);
        return null;
    }

    /// <summary>A pain whose severity cannot be read counts as severe.</summary>
    private static double FindSeverity(DbConnection connection, PainRow row)
    {
        if (row.Severity is >= 0 and <= MaxSeverity)
        {
            return row.Severity;
        }

        connection.ReportUnreadable("pains", row.Id);
        return MaxSeverity;
    }
}

/// <summary>A row of <c>pains</c>; key, time and activity are null if it was logged by hand.</summary>
internal sealed record PainRow(
    long Id,
    long AthleteId,
    string Date,
    string Area,
    double Severity,
    string Signs,
    string? ResolvedOn,
    long? SaidAt,
    string? TitleKey,
    long? ActivityId
);

/// <summary>A row of <c>pain_ends</c> with the activity it comes from.</summary>
internal sealed record PainEndRow(long Id, long AthleteId, string Date, string Area, long SaidAt, long? ActivityId);

/// <summary>The end of pains, from the title of an activity.</summary>
internal sealed record PainEnd(DateOnly Date, string Area, long SaidAt, long? ActivityId)
{
    /// <summary>
    /// Whether this end resolves a pain that began on a date. When in doubt, the pain stays: one from the same title
    /// and one logged by hand on the same day are not resolved. "calf" resolves the left and the right calf, and an
    /// empty area resolves all.
    /// </summary>
    public bool Resolves(PainRow pain, DateOnly began)
    {
        var later = pain.SaidAt is { } saidAt
            ? SaidAt > saidAt && (ActivityId is null || ActivityId != pain.ActivityId)
            : Date > began;
        return later && CoversArea(pain.Area);
    }

    private bool CoversArea(string area) =>
        Area.Length == 0
        || PainSide
            .All.Append("")
            .Any(side => area.Equals($"{side} {Area}".Trim(), StringComparison.OrdinalIgnoreCase));
}
