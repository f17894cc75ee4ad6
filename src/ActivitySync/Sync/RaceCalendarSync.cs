using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
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

    /// <summary>The max number of left-out events that a message names.</summary>
    private const int MaxNamedEvents = 10;

    private const int MaxEventNameLength = 60;

    /// <summary>Past races show what the training was for; the rules look half a year back.</summary>
    private const int DaysBack = 200;

    /// <summary>Two seasons ahead.</summary>
    private const int DaysAhead = 550;

    /// <returns>A report for each calendar that could not be read or has events that were left out.</returns>
    /// <param name="athlete">The athlete.</param>
    /// <param name="isForced">True: read all of them; false: those that are due.</param>
    /// <param name="cancellationToken">Stops between two calendars.</param>
    public async Task<IReadOnlyList<RaceCalendarReport>> SyncAsync(
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
        var reports = new List<RaceCalendarReport>();
        foreach (var (place, number, feed) in feeds)
        {
            if (!isForced && !IsDue(athlete, feed))
            {
                continue;
            }

            if (await SyncCalendarAsync(athlete, place, number, feed, cancellationToken) is { } report)
            {
                reports.Add(report);
            }
        }

        return reports;
    }

    /// <summary>Names a calendar in the store; its address is a secret.</summary>
    public string ComputeFingerprint(string address) => protector.DeriveToken($"calendar {address}");

    private async Task<RaceCalendarReport?> SyncCalendarAsync(
        AthleteSettings athlete,
        string address,
        int number,
        string feed,
        CancellationToken cancellationToken
    )
    {
        var before = SaveAttempt(athlete, number, feed);
        CalendarContent? content;
        string? problem;
        try
        {
            (content, problem) = await download.FetchAsync(address, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            UndoAttempt(athlete, feed, before); // the daemon was stopped; the calendar didn't end it
            throw;
        }

        var today = athlete.GetDate(clock.GetUtcNow());
        var parsed = content is null
            ? null
            : RaceCalendarParser.Parse(content, athlete.TimeZone, today.AddDays(-DaysBack), today.AddDays(DaysAhead));
        problem ??= parsed is null ? "it is not an ICS calendar, or it is too large" : null;

        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var line = problem is null ? DescribeLeftOut(athlete, number, parsed!) : LineFor(athlete, number, problem);
        using var transaction = connection.BeginFor(athleteId);
        var changes = parsed is null
            ? 0
            : RaceRepository.ReplaceFeedRaces(
                connection,
                athleteId,
                feed,
                [.. parsed.Races.Select(race => (race.Key, race.Race))],
                transaction,
                key => !parsed.IsComplete || parsed.LeftOut.Any(entry => entry.Includes(key))
            );
        RaceFeedRepository.Save(
            connection,
            athleteId,
            feed,
            clock.GetUtcNow(),
            line,
            transaction,
            wasRead: parsed is not null
        );
        transaction.Commit();
        if (changes > 0)
        {
            LogChanged(athlete.Name, number, changes);
        }

        if (parsed is null)
        {
            LogUnavailable(athlete.Name, number);
        }
        else if (parsed.LeftOut.Count > 0)
        {
            LogLeftOut(athlete.Name, number, parsed.LeftOut.Count);
        }

        return line is null ? null : new RaceCalendarReport(line, WasRead: parsed is not null);
    }

    /// <summary>
    /// Saves the attempt before reading, so that a calendar that crashes the program is tried once a day only.
    /// </summary>
    /// <returns>The last attempt before; null if this is the first.</returns>
    private RaceFeedRow? SaveAttempt(AthleteSettings athlete, int number, string feed)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var before = RaceFeedRepository.GetAll(connection, athleteId).FirstOrDefault(row => row.Feed == feed);
        RaceFeedRepository.Save(
            connection,
            athleteId,
            feed,
            clock.GetUtcNow(),
            LineFor(athlete, number, InterruptedReason)
        );
        return before;
    }

    private void UndoAttempt(AthleteSettings athlete, string feed, RaceFeedRow? before)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        using var transaction = connection.BeginFor(athleteId);
        if (before is null)
        {
            RaceFeedRepository.Delete(connection, athleteId, feed, transaction);
        }
        else
        {
            RaceFeedRepository.Save(
                connection,
                athleteId,
                feed,
                before.TriedAt.ToInstant(),
                before.Line,
                transaction,
                wasRead: !before.HasFailed
            );
        }

        transaction.Commit();
    }

    private static string LineFor(AthleteSettings athlete, int number, string problem) =>
        $"race calendar {number} of {athlete.Name}: {problem}. It keeps what it last said.";

    /// <summary>Names the events that gave no race; null if there are none and the calendar is complete.</summary>
    private static string? DescribeLeftOut(AthleteSettings athlete, int number, ParsedCalendar calendar)
    {
        var name = $"race calendar {number} of {athlete.Name}";
        if (calendar.LeftOut.Count == 0)
        {
            return calendar.IsComplete
                ? null
                : $"{name}: its text ends early, so races that it no longer lists stay. Check the calendar.";
        }

        var named = calendar.LeftOut.Take(MaxNamedEvents).Select(DescribeEvent).ToList();
        if (calendar.LeftOut.Count > MaxNamedEvents)
        {
            named.Add($"and {calendar.LeftOut.Count - MaxNamedEvents} more");
        }

        var count = calendar.LeftOut.Count == 1 ? "1 event is" : $"{calendar.LeftOut.Count} events are";
        return $"{name}: {count} left out: {string.Join(", ", named)}. "
            + "Check them in the calendar; all others are read.";
    }

    private static string DescribeEvent(LeftOutEvent entry)
    {
        var name = SingleLineText.From(entry.Name.Length > 0 ? entry.Name : entry.Id, MaxEventNameLength);
        return $"{(name.Length > 0 ? $"'{name}'" : "one without a title")} ({DescribeError(entry.Error)})";
    }

    private static string DescribeError(EventError error) =>
        error switch
        {
            EventError.Start => "its start is missing or unreadable",
            EventError.Rule => "its recurrence is unreadable or not supported",
            EventError.TooFrequent => "it recurs too often for a race",
            EventError.CutOff => "it is cut off",
            _ => throw new ArgumentOutOfRangeException(nameof(error), error, null),
        };

    private bool IsDue(AthleteSettings athlete, string feed)
    {
        using var connection = database.Open();
        var row = RaceFeedRepository
            .GetAll(connection, AthleteRepository.GetIdForReading(connection, athlete.Name))
            .FirstOrDefault(row => row.Feed == feed);
        var wait =
            row is not { HasFailed: true, Line: { } line } || line.Contains(InterruptedReason, StringComparison.Ordinal)
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
            using var transaction = connection.BeginFor(athleteId);
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
        EventName = "race_calendar_events_left_out",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} calendar={Calendar} events={Events}; 'activitysync status' names them"
    )]
    private partial void LogLeftOut(string athlete, int calendar, int events);

    [LoggerMessage(
        EventName = "race_calendar_away",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} calendar={Calendar}; 'activitysync status' says what to do"
    )]
    private partial void LogUnavailable(string athlete, int calendar);
}

/// <summary>What is wrong with a race calendar.</summary>
/// <param name="Line">One line for the user.</param>
/// <param name="WasRead">True if only some events were left out.</param>
internal sealed record RaceCalendarReport(string Line, bool WasRead);
