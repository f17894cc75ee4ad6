using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;

namespace ActivitySync.Maintenance;

/// <summary>The page of an export that says what is in it.</summary>
internal static class ExportReadme
{
    /// <summary>What a table holds.</summary>
    private static readonly SortedDictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["activity_ids"] = "the numbers that your activities were given",
        ["authorisations"] = "when you were last asked to let a service in",
        ["files"] = "files that were read, by their content",
        ["garmin_keys"] = "how long your key of Garmin works, and what tells it from another",
        ["identities"] = "which activity each recording belongs to, those that expired too",
        ["illnesses"] = "illness you told of",
        ["inbox_files"] = "files of your inbox, with their paths, and what became of them",
        ["inboxes"] = "when your inbox was last looked into",
        ["labels"] = "what you called activities, by hand or in titles",
        ["mails"] = "every mail: what it was about, what became of it",
        ["massages"] = "massages you had, each telling of it",
        ["pain_ends"] = "titles that say a pain is gone",
        ["pains"] = "pains you told of, each telling of it",
        ["pauses"] = "until when you want no mails",
        ["planned_sessions"] = "training you plan",
        ["race_feeds"] = "race calendars you subscribed to, by a fingerprint of their address, and when they were read",
        ["races"] = "races, with where they are from",
        ["recordings"] = "every source's own copy of an activity",
        ["slots"] = "massages you booked",
        ["sync_hints"] = "when a service last hinted at news of you",
        ["syncs"] = "when each source was asked, and how it went",
        ["title_pauses"] = "titles that ask for no mails",
        ["tokens"] = "your account at each service, what you let it show, and until when",
    };

    public static string GetTablePath(string table) => $"tables/{table}.csv";

    public static string Create(AthleteSettings athlete, DateTimeOffset knownSince, DateTimeOffset now) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            All that ActivitySync holds on {athlete.Name}, known since {knownSince:yyyy-MM-dd HH:mm} UTC, written {now:yyyy-MM-dd HH:mm} UTC.

            activities.json   activities as they are counted, copies made one, with tags and why
            plan.json         today's advice with its reasons, from all of it
            log.json          massages, pains and illness as they were told, by hand or in titles
            races.json        the race calendar
            recordings.csv    every source's own copy of an activity
            massages.csv, pains.csv, races.csv   the same as the documents, as tables
            mails.csv         which mails were sent, and what became of them
            mails/            mails as they were written, by their id in tables/mails.csv, as long as they are kept
            files.csv         files that were read, by their content
            massage.ics       your calendar file, once there was a mail with a massage in it

            Times carry their distance from UTC; distances are metres, times seconds, heart rates beats a minute. Rows from Strava
            are yours under its terms: show them to nobody else.

            held.json         every row of yours as the database has it, by table; the same as tables:
            {string.Join('\n', Tables.Select(table => $"{GetTablePath(table.Key), -28}  {table.Value}"))}

            In these an instant is in seconds since 1970 in UTC, but for inbox_files.modified_at, which is the file system's.
            Not in them:
            {string.Join('\n', AthleteTableReader.ExcludedColumns.Select(left => $"{left.Key, -28}  {left.Value}"))}
            Nor are your settings, which stand in the settings file.

            """
        );
}
