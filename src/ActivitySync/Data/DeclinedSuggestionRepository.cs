using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>declined_suggestions</c>: suggested massages to which the athlete said "not this week".
/// </summary>
internal static class DeclinedSuggestionRepository
{
    /// <summary>An athlete's declined suggestions, in the order in which they were declined.</summary>
    public static IReadOnlyList<DeclinedSuggestion> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<DeclinedSuggestionRow>(
                """
                SELECT id AS Id, kind AS Kind, window_from AS WindowFrom, window_to AS WindowTo,
                       declined_on AS DeclinedOn
                FROM declined_suggestions WHERE athlete_id = @AthleteId ORDER BY id
                """,
                new { AthleteId = athleteId }
            )
            .ConvertReadable(
                connection,
                "declined_suggestions",
                row => row.Id,
                row => new DeclinedSuggestion(
                    new(EnumText.Parse<MassageKind>(row.Kind), row.WindowFrom.ToDate(), row.WindowTo.ToDate()),
                    row.DeclinedOn.ToDate()
                )
            );

    /// <summary>Adds a declined suggestion, unless the same one is stored.</summary>
    public static void Add(
        DbConnection connection,
        long athleteId,
        DeclinedSuggestion declined,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO declined_suggestions (athlete_id, kind, window_from, window_to, declined_on)
            SELECT @AthleteId, @Kind, @From, @To, @DeclinedOn
            WHERE NOT EXISTS (
                SELECT 1 FROM declined_suggestions
                WHERE athlete_id = @AthleteId AND kind = @Kind AND window_from = @From AND window_to = @To)
            """,
            new
            {
                AthleteId = athleteId,
                Kind = EnumText.Format(declined.Window.Kind),
                From = declined.Window.From.ToColumn(),
                To = declined.Window.To.ToColumn(),
                DeclinedOn = declined.DeclinedOn.ToColumn(),
            },
            transaction
        );
}

/// <summary>A suggestion to which the athlete said "not this week".</summary>
/// <param name="Window">The suggested days.</param>
/// <param name="DeclinedOn">The local date of the answer.</param>
internal sealed record DeclinedSuggestion(SuggestedWindow Window, DateOnly DeclinedOn)
{
    /// <summary>
    /// Whether another suggestion is declined with this one: it shares a day with it, and was made before its last day
    /// was over. One made later is a new suggestion.
    /// </summary>
    /// <param name="suggestedOn">The local date of the other suggestion.</param>
    /// <param name="from">Its first day.</param>
    /// <param name="to">Its last day, included.</param>
    public bool Covers(DateOnly suggestedOn, DateOnly from, DateOnly to) =>
        suggestedOn <= Window.To && from <= Window.To && to >= Window.From;
}

/// <summary>A row of <c>declined_suggestions</c>.</summary>
internal sealed record DeclinedSuggestionRow(
    long Id,
    string Kind,
    string WindowFrom,
    string WindowTo,
    string DeclinedOn
);
