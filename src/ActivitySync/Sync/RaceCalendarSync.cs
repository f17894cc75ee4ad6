using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Calendars;

namespace ActivitySync.Sync;

/// <summary>
/// Updates the races of an athlete's calendars from their feeds once a day: moves races that moved and deletes races
/// that are gone. The races of a feed that can't be read stay. Races that the athlete entered by hand are never
/// changed.
/// </summary>
internal sealed partial class RaceCalendarSync(
    Database database,
    SecretProtector protector,
    CalendarDownloader download,
    TimeProvider clock,
    ILogger<RaceCalendarSync> log
)
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromHours(1);

    /// <summary>Told of a calendar in whose reading the program ended.</summary>
    private const string InterruptedReason =
        "reading it did not come to its end, and is tried again in a day; put a calendar of races alone there";

    /// <summary>Past races tell what a training was for; the rules look half a year back.</summary>
    private const int DaysBack = 200;

    /// <summary>Two seasons ahead.</summary>
    private const int DaysAhead = 550;

    /// <returns>A line for each calendar that could not be read.</returns>
    /// <param name="athlete">The athlete.</param>
    /// <param name="isForced">True: read all of them; false: those that are due.</param>
    /// <param name="cancellationToken">Stops between two calendars.</param>
    public async Task<IReadOnlyList<string>> SyncAsync(
        AthleteSettings athlete,
        bool isForced,
        CancellationToken cancellationToken
    )
    {
        var feeds = athlete
            .Sources.RaceCalendars.Select(
                (place, index) => (Place: place, Number: index + 1, Feed: ComputeFingerprint(place))
            )
            .ToList();
        DeleteRemovedCalendars(athlete, [.. feeds.Select(feed => feed.Feed)]);
        var lines = new List<string>();
        foreach (var (place, number, feed) in feeds)
        {
            if (!isForced && !IsDue(athlete, feed))
            {
                continue;
            }

            if (await SyncCalendarAsync(athlete, place, number, feed, cancellationToken) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    /// <summary>Names a calendar in the store; its address is a secret.</summary>
    public string ComputeFingerprint(string address) => protector.DeriveToken($"calendar {address}");

    private async Task<string?> SyncCalendarAsync(
        AthleteSettings athlete,
        string address,
        int number,
        string feed,
        CancellationToken cancellationToken
    )
    {
        var (text, problem) = await download.FetchAsync(address, cancellationToken);
        if (text is not null)
        {
            SaveAttempt(athlete, number, feed);
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), athlete.TimeZone).DateTime);
        var races = text is null
            ? null
            : RaceCalendarParser.Parse(text, athlete.TimeZone, today.AddDays(-DaysBack), today.AddDays(DaysAhead));
        problem ??= races is null ? "it is not an ICS calendar, or it is too large" : null;

        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var line = problem is null ? null : LineFor(athlete, number, problem);
        using var transaction = connection.BeginTransaction();
        var changes = races is null
            ? 0
            : RaceRepository.ReplaceFeedRaces(
                connection,
                athleteId,
                feed,
                [.. races.Select(race => (race.Key, race.Race))],
                transaction
            );
        RaceFeedRepository.Save(connection, athleteId, feed, clock.GetUtcNow(), line, transaction);
        transaction.Commit();
        if (changes > 0)
        {
            LogChanged(athlete.Name, number, changes);
        }

        if (line is not null)
        {
            LogUnavailable(athlete.Name, number);
        }

        return line;
    }

    /// <summary>
    /// Saves the attempt before parsing, so that a text that crashes the program is tried once a day only.
    /// </summary>
    private void SaveAttempt(AthleteSettings athlete, int number, string feed)
    {
        using var connection = database.Open();
        RaceFeedRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            feed,
            clock.GetUtcNow(),
            LineFor(athlete, number, InterruptedReason)
        );
    }

    private static string LineFor(AthleteSettings athlete, int number, string problem) =>
        $"race calendar {number} of {athlete.Name}: {problem}. It keeps what it last said.";

    private bool IsDue(AthleteSettings athlete, string feed)
    {
        using var connection = database.Open();
        var row = RaceFeedRepository
            .GetAll(connection, AthleteRepository.GetIdForReading(connection, athlete.Name))
            .FirstOrDefault(row => row.Feed == feed);
        var wait =
            row?.Line is null || row.Line.Contains(InterruptedReason, StringComparison.Ordinal)
                ? ReadInterval
                : RetryDelay;
        return row is null || (clock.GetUtcNow() - row.TriedAt.ToInstant()).Duration() >= wait;
    }

    /// <summary>A calendar that is no longer in the settings takes its races along.</summary>
    private void DeleteRemovedCalendars(AthleteSettings athlete, HashSet<string> feeds)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        foreach (var gone in RaceFeedRepository.GetAll(connection, athleteId).Where(row => !feeds.Contains(row.Feed)))
        {
            using var transaction = connection.BeginTransaction();
            RaceRepository.ReplaceFeedRaces(connection, athleteId, gone.Feed, [], transaction);
            RaceFeedRepository.Delete(connection, athleteId, gone.Feed, transaction);
            transaction.Commit();
        }
    }

    [LoggerMessage(
        EventName = "race_calendar_changed",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} calendar={Calendar} changes={Changes}"
    )]
    private partial void LogChanged(string athlete, int calendar, int changes);

    [LoggerMessage(
        EventName = "race_calendar_away",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} calendar={Calendar}; 'activitysync status' says what to do"
    )]
    private partial void LogUnavailable(string athlete, int calendar);
}
