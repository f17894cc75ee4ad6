using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Maintenance;

/// <summary>Writes the README of an export.</summary>
internal static class ExportReadme
{
    /// <summary>The content of each table.</summary>
    private static readonly SortedDictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["activity_ids"] = "the ids of your activities",
        ["authorisations"] = "when you were last asked to authorize a service",
        ["calendar_feeds"] = "when your calendar file last changed",
        ["confirmed_starts"] = "days of races without a recording that you ran",
        ["declined_suggestions"] = "suggested massages you declined",
        ["feed_links"] = "that you have an address for a calendar or a home dashboard",
        ["files"] = "imported files, by their content",
        ["identities"] = "which activity each recording belongs to, expired recordings included",
        ["illnesses"] = "illnesses you logged, or entered in a service's calendar",
        ["inbox_files"] = "files in your inbox, with their paths and results",
        ["inboxes"] = "when your inbox was last scanned",
        ["injuries"] = "days on which a service's calendar says you were injured",
        ["key_properties"] = "for each service with a key: a fingerprint of it, when it expires, and your account's id",
        ["labels"] = "labels you gave activities, by command or in titles",
        ["mail_answers"] = "which links of emails you used to answer, of the last two weeks",
        ["mails"] = "every email: what it was about and its state",
        ["massage_feelings"] = "whether massages helped, each answer by command or in a title",
        ["massages"] = "massages you had, each log entry",
        ["notifications"] = "short messages about your digests and alerts, where Notify:Url is set",
        ["pain_ends"] = "titles that say a pain is gone",
        ["pains"] = "pains you logged, each log entry",
        ["pauses"] = "until when your emails are paused",
        ["planned_sessions"] = "training you plan",
        ["preferences"] = "settings you changed on the page or by command",
        ["race_feeds"] = "race calendars you subscribed to, by a fingerprint of their address, and when they were read",
        ["races"] = "races and where they come from",
        ["recordings"] = "every source's copy of an activity",
        ["roster"] = "when the operator last changed your settings, if they are in the database",
        ["sessions"] = "browsers that are signed in on the page",
        ["sign_in_links"] = "when sign-in links expired or were used",
        ["slots"] = "massages you booked",
        ["source_calendars"] = "when a service's calendar was read, and your heart rates there",
        ["source_keys"] = "the services whose key you entered on the page, and when",
        ["sync_hints"] = "when a service last announced new data",
        ["syncs"] = "when each source was synced, and the result",
        ["title_pauses"] = "titles that pause your emails",
        ["tokens"] = "your account at each service, what you authorized, and until when",
        ["undo_steps"] = "when you made the changes of the last 24 hours, and answers to emails, for 14 days",
        ["upload_files"] = "files you uploaded on the page, with their results, for 30 days",
        ["uploads"] = "when you uploaded files on the page, for 30 days",
    };

    public static string GetTablePath(string table) => $"tables/{table}.csv";

    public static string Create(AthleteSettings athlete, DateTimeOffset knownSince, DateTimeOffset now) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            All data that ActivitySync stores about {athlete.Name}, added {knownSince:yyyy-MM-dd HH:mm} UTC,
            exported {now:yyyy-MM-dd HH:mm} UTC.

            activities.json   activities with their labels and why, copies merged
            plan.json         today's advice with its reasons
            log.json          massages, how they left you, pains and illnesses, logged by command or in titles
            races.json        the race calendar
            recordings.csv    every source's copy of an activity
            massages.csv, feelings.csv, pains.csv, races.csv   the same as the documents, as tables
            mails.csv         which emails were sent, and their state
            mails/            the emails themselves, by their id in tables/mails.csv, as long as they are stored
            files.csv         imported files, by their content
            settings.json     your settings, if they are in the database, without the addresses of calendars
            massage.ics       your calendar file, once there was an email with a massage in it

            Times contain their offset from UTC. Distances are in meters, durations in seconds, heart rates in beats per
            minute. Under Strava's terms, data from Strava is yours; don't show it to anyone else.

            held.json         every row of yours as stored in the database, by table; the same as tables:
            {string.Join('\n', Tables.Select(table => $"{GetTablePath(table.Key), -28}  {table.Value}"))}

            In these, instants are seconds since 1970 in UTC, except inbox_files.modified_at, which comes from the file
            system. Not included:
            {string.Join('\n', AthleteTableReader.ExcludedColumns.Select(left => $"{left.Key, -28}  {left.Value}"))}
            Settings in the settings file are not included either.

            """
        );
}
