using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>slots</c>: booked massages.</summary>
internal static class SlotRepository
{
    /// <summary>An athlete's bookings, by date.</summary>
    public static IReadOnlyList<StoredEntry<Massage>> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<DatedRow>(
                """
                SELECT id AS Id, date AS Date, kind AS Kind FROM slots WHERE athlete_id = @AthleteId ORDER BY date, id
                """,
                new { AthleteId = athleteId }
            )
            .ConvertReadable(
                connection,
                "slots",
                row => row.Id,
                row => new StoredEntry<Massage>(row.Id, new(row.Date.ToDate(), EnumText.Parse<MassageKind>(row.Kind)))
            );

    /// <summary>Adds a booking, unless one with the same date and kind is stored.</summary>
    /// <returns>The id.</returns>
    public static long Add(DbConnection connection, long athleteId, Massage slot, DbTransaction? transaction = null)
    {
        var row = new
        {
            AthleteId = athleteId,
            Date = slot.Date.ToColumn(),
            Kind = EnumText.Format(slot.Kind),
        };
        connection.Execute(
            """
            INSERT INTO slots (athlete_id, date, kind)
            SELECT @AthleteId, @Date, @Kind
            WHERE NOT EXISTS (SELECT 1 FROM slots WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind)
            """,
            row,
            transaction
        );
        return connection.ExecuteScalar<long>(
            "SELECT min(id) FROM slots WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind",
            row,
            transaction
        );
    }

    /// <summary>False if the athlete has no booking with this id.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            "DELETE FROM slots WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id },
            transaction
        ) > 0;
}
