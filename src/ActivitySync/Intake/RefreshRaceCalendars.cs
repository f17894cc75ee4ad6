using ActivitySync.Settings;
using ActivitySync.Sources.Calendars;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>
/// Keeps the races of a runner's calendars as the feeds tell them, once a day: what moved moves, what is gone goes. A feed
/// that is away keeps what it last said. What the runner entered by hand is nobody's business here.
/// </summary>
internal sealed partial class RefreshRaceCalendars(Database database, SecretBox box, CalendarDownload download, TimeProvider clock, ILogger<RefreshRaceCalendars> log)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromHours(1);

    /// <summary>Told of a calendar in whose reading the program ended.</summary>
    private const string BrokenOff = "reading it did not come to its end, and is tried again in a day; put a calendar of races alone there";

    /// <summary>Past races tell what a training was for; the rules look half a year back.</summary>
    private const int DaysBack = 200;

    /// <summary>Two seasons ahead.</summary>
    private const int DaysAhead = 550;

    /// <returns>A line for each calendar that could not be read.</returns>
    /// <param name="athlete">The runner.</param>
    /// <param name="now">True: read all of them; false: those that are due.</param>
    /// <param name="cancellationToken">Ends it between two of them.</param>
    public async Task<IReadOnlyList<string>> RefreshAsync(AthleteSettings athlete, bool now, CancellationToken cancellationToken)
    {
        var feeds = athlete.Sources.RaceCalendars.Select((place, index) => (Place: place, Number: index + 1, Feed: Fingerprint(place))).ToList();
        DropOthers(athlete, [.. feeds.Select(feed => feed.Feed)]);
        var lines = new List<string>();
        foreach (var (place, number, feed) in feeds)
        {
            if (!now && !IsDue(athlete, feed)) continue;
            if (await RefreshAsync(athlete, place, number, feed, cancellationToken) is { } line) lines.Add(line);
        }

        return lines;
    }

    /// <summary>Names a calendar in the store; its address is a secret.</summary>
    public string Fingerprint(string place) => box.WordFor($"calendar {place}");

    private async Task<string?> RefreshAsync(AthleteSettings athlete, string place, int number, string feed, CancellationToken cancellationToken)
    {
        var (text, trouble) = await download.GetAsync(place, cancellationToken);
        if (text is not null) NoteTry(athlete, number, feed);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), athlete.TimeZone).DateTime);
        var races = text is null ? null : RaceFeed.Read(text, athlete.TimeZone, today.AddDays(-DaysBack), today.AddDays(DaysAhead));
        trouble ??= races is null ? "it is no calendar (ICS), or holds more than any calendar of races" : null;

        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var line = trouble is null ? null : LineFor(athlete, number, trouble);
        using var transaction = store.BeginTransaction();
        var changes = races is null ? 0 : Races.Replace(store, athleteId, feed, [.. races.Select(race => (race.Key, race.Race))], transaction);
        RaceFeeds.Save(store, athleteId, feed, clock.GetUtcNow(), line, transaction);
        transaction.Commit();
        if (changes > 0) LogChanged(athlete.Name, number, changes);
        if (line is not null) LogAway(athlete.Name, number);
        return line;
    }

    /// <summary>Before it is read: a text that takes the program along is tried once a day, and not at each start.</summary>
    private void NoteTry(AthleteSettings athlete, int number, string feed)
    {
        using var store = database.Open();
        RaceFeeds.Save(store, Athletes.IdOf(store, athlete.Name, clock), feed, clock.GetUtcNow(), LineFor(athlete, number, BrokenOff));
    }

    private static string LineFor(AthleteSettings athlete, int number, string trouble) =>
        $"race calendar {number} of {athlete.Name}: {trouble}. It keeps what it last said.";

    private bool IsDue(AthleteSettings athlete, string feed)
    {
        using var store = database.Open();
        var row = RaceFeeds.Of(store, Athletes.IdOf(store, athlete.Name, clock)).FirstOrDefault(row => row.Feed == feed);
        var wait = row?.Line is null || row.Line.Contains(BrokenOff, StringComparison.Ordinal) ? ReadEvery : TryAgain;
        return row is null || (clock.GetUtcNow() - row.TriedAt.ToInstant()).Duration() >= wait;
    }

    /// <summary>A calendar that is no longer in the settings takes its races along.</summary>
    private void DropOthers(AthleteSettings athlete, HashSet<string> feeds)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        foreach (var gone in RaceFeeds.Of(store, athleteId).Where(row => !feeds.Contains(row.Feed)))
        {
            using var transaction = store.BeginTransaction();
            Races.Replace(store, athleteId, gone.Feed, [], transaction);
            RaceFeeds.Delete(store, athleteId, gone.Feed, transaction);
            transaction.Commit();
        }
    }

    [LoggerMessage(EventName = "race_calendar_changed", Level = LogLevel.Information, Message = "athlete={Athlete} calendar={Calendar} changes={Changes}")]
    private partial void LogChanged(string athlete, int calendar, int changes);

    [LoggerMessage(EventName = "race_calendar_away", Level = LogLevel.Warning, Message = "athlete={Athlete} calendar={Calendar}; 'activitysync status' says what to do")]
    private partial void LogAway(string athlete, int calendar);
}
