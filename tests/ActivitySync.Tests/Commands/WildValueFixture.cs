using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Commands;

/// <summary>A small database with rows in every table, into which a test writes one wild value.</summary>
internal sealed class WildValueFixture : IDisposable
{
    private const string Seed = """
        INSERT INTO labels (athlete_id, source, source_id, word, importance, origin, said_at)
            SELECT athlete_id, source, source_id, 'race', 'A', '', 1795000000 FROM recordings;
        INSERT INTO massages (athlete_id, date, kind, origin, origin_key)
            VALUES (1, '2026-11-01', 'swedish', '', ''), (1, '2026-11-02', 'deep-tissue', '', '');
        INSERT INTO massage_feelings (athlete_id, massage_date, feeling, said_on, said_at, origin, origin_key)
            VALUES (1, '2026-11-01', 'better', '2026-11-01', 1793600000, '', ''),
                   (1, NULL, 'worse', '2026-11-03', 1793800000, 'title', 'file:one');
        INSERT INTO slots (athlete_id, date, kind)
            VALUES (1, '2026-12-01', 'swedish'), (1, '2026-12-08', 'swedish');
        INSERT INTO pains (athlete_id, date, area, severity, signs, resolved_on, said_at, origin, origin_key)
            VALUES (1, '2026-10-01', 'calf', 3, 'swelling', '2026-10-05', NULL, '', ''),
                   (1, '2026-10-10', 'knee', 2, '', NULL, 1791600000, 'title', 'file:one');
        INSERT INTO pain_ends (athlete_id, date, area, said_at, origin_key)
            VALUES (1, '2026-10-12', 'knee', 1791800000, 'file:two'), (1, '2026-10-13', '', 1791900000, 'file:two');
        INSERT INTO illnesses (athlete_id, date, kind) VALUES (1, '2026-09-01', 'cold'), (1, '2026-09-09', 'fever');
        INSERT INTO races (athlete_id, date, name, distance_meters, importance, origin, origin_key)
            VALUES (1, '2026-12-20', 'First Race', 10000, 'A', '', ''),
                   (1, '2026-12-27', 'Second Race', 21097, 'B', 'calendar', 'feed:1');
        INSERT INTO planned_sessions (athlete_id, date, kind)
            VALUES (1, '2026-11-25', 'hard'), (1, '2026-11-29', 'easy');
        INSERT INTO preferences (athlete_id, key, value, changed_at)
            VALUES (1, 'Budget', 'occasional', 1795416000), (1, 'Digest:Time', '20:00', 1795416000);
        INSERT INTO roster (athlete_id, settings, changed_at)
            VALUES (1, '{"Email":"anna@example.org","TimeZone":"Europe/Berlin"}', 1795416000);
        INSERT INTO pauses (athlete_id, until) VALUES (1, '2026-11-10');
        INSERT INTO title_pauses (athlete_id, origin_key, from_date, until)
            VALUES (1, 'file:one', '2026-11-03', '2026-11-05');
        INSERT INTO undo_steps (athlete_id, created_at, payload)
            VALUES (1, 1795416000, '{"removed":[],"added":[]}'), (1, 1795416000, '');
        INSERT INTO declined_suggestions (athlete_id, kind, window_from, window_to, declined_on)
            VALUES (1, 'swedish', '2026-11-24', '2026-11-26', '2026-11-23');
        INSERT INTO deletions (name, due_at, started_at, erased_at)
            VALUES ('cleo', 1795416000, NULL, NULL), ('dora', 1795416000, 1795416000, 1795416000);
        INSERT INTO confirmed_starts (athlete_id, date) VALUES (1, '2026-11-15'), (1, '2026-11-22');
        INSERT INTO sessions (athlete_id, token_hash, created_at, seen_at, browser)
            VALUES (1, 'a', 1795416000, 1795416000, 'x'), (1, 'b', 1795416000, 1795416000, 'y');
        INSERT INTO sign_in_links (token_hash, athlete_id, expires_at, used_at)
            VALUES ('a', 1, 1795416000, NULL), ('b', 1, 1795416000, 1795416000);
        INSERT INTO mail_answers (athlete_id, mail_id, action, argument, detail, undo_id, answered_at)
            VALUES (1, 1, 2, 189425682, 739945, 1, 1795416000), (1, 0, 16, 0, 0, NULL, 1795416000);
        INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, message_id, attempts, uncertain,
                next_try_at, quotes_strava, empty, bytes_until, changed_at, expires_at, written_at, tells, handed_over)
            VALUES (1, 'digest', '2026-W46', 'sent', NULL, 1794800000, 'a', 1, 0, 1794800000, 1, 0,
                    1800000000, 1794800000, 1795000000, 1794800000, '2026-12-13.eve', 0),
                   (1, 'digest', '2026-W47', 'sent', NULL, 1795400000, 'b', 1, 0, NULL, 0, 0, NULL,
                    1795400000, NULL, NULL, NULL, 0);
        INSERT INTO mail_messages (mail_id, message) SELECT id, @Message FROM mails;
        INSERT INTO notifications (athlete_id, kind, period, title, body, state, reason, attempts, uncertain,
                next_try_at, due_at, changed_at)
            VALUES (1, 'digest', '2026-W46', 'a', 'b', 'sent', NULL, 1, 0, 1794800000, 1794800000, 1794800000),
                   (1, 'digest', '2026-W47', 'a', 'b', 'sent', NULL, 1, 0, NULL, 1795400000, 1795400000);
        INSERT INTO job_runs (job, tried_at, succeeded_at, failures, line)
            VALUES ('wake', 1795416000, 1795416000, 0, NULL), ('sync', 1795416000, 1795416000, 0, NULL);
        INSERT INTO syncs (athlete_id, source, tried_at, outcome, line, succeeded_at, full_at, retry_at, failures)
            VALUES (1, 'strava', 1795416000, 'complete', NULL, 1795416000, 1795416000, 1795416000, 0),
                   (1, 'garmin', 1795416000, 'complete', NULL, 1795416000, 1795416000, NULL, 0);
        INSERT INTO sync_hints (athlete_id, source, hinted_at) VALUES (1, 'strava', 1795416000);
        INSERT INTO subscriptions (source, subscription_id, public_url, line, checked_at)
            VALUES ('strava', '1', 'https://example.org', NULL, 1795416000);
        INSERT INTO inbox_files (athlete_id, path, bytes, modified_at, result, reason, settled, read_at)
            VALUES (1, '/in/a.fit', 1, 1, 'imported', NULL, 1, 1795416000),
                   (1, '/in/b.fit', 1, 1, 'quarantined', 'no file', 1, 1795416000);
        INSERT INTO inboxes (athlete_id, looked_at, seen_at, line) VALUES (1, 1795416000, 1795416000, NULL);
        INSERT INTO injuries (athlete_id, source, source_key, from_date, to_date)
            VALUES (1, 'intervals', 'event:1', '2026-11-20', '2026-11-21'),
                   (1, 'intervals', 'wellness:2026-11-22', '2026-11-22', '2026-11-22');
        INSERT INTO source_calendars (athlete_id, source, events_read_at, wellness_read_at, resting_heart_rate,
                max_heart_rate)
            VALUES (1, 'intervals', 1795416000, 1795416000, 48, 189);
        INSERT INTO key_properties (athlete_id, source, fingerprint, expires_on)
            VALUES (1, 'garmin', 'print', '2027-01-01');
        INSERT INTO race_feeds (athlete_id, feed, tried_at, succeeded_at, line)
            VALUES (1, 'feed', 1795416000, 1795416000, NULL);
        INSERT INTO notes (name, at) VALUES ('heartbeat-told', 1795416000);
        INSERT INTO files (athlete_id, content_hash, file_name, result, reason, seen_at)
            VALUES (1, 'hash', 'a.fit', 'imported', NULL, 1795416000);
        INSERT INTO authorisations (athlete_id, source, state, asked_at) VALUES (1, 'strava', 's', 1795416000);
        INSERT INTO feed_links (athlete_id, kind, number) VALUES (1, 'calendar', 7);
        INSERT INTO calendar_feeds (athlete_id, content, updated_at) VALUES (1, '', 1795416000);
        INSERT INTO uploads (athlete_id, created_at, finished_at) VALUES (1, 1795416000, 1795416000);
        INSERT INTO upload_files (athlete_id, upload_id, archive_id, name, stored_name, attempts, result, reason,
                imported, duplicates, skipped, refused)
            VALUES (1, 1, NULL, 'a.fit', 'a/file.fit', 0, 'imported', NULL, 1, 0, 0, 0);
        INSERT INTO rate_limits (source, short_limit, short_used, short_ends_at, day_ends_at, observed_at)
            VALUES ('strava', 100, 1, 1795416000, 1795416000, 1795416000);
        """;

    /// <summary>SQLite's file as it was; null with a server, whose rows are written again.</summary>
    private readonly string? _seeded;

    public WildValueFixture()
    {
        AddRows();
        if (Commands.Database.FilePath is { } file)
        {
            Database.ClearPools();
            _seeded = file + ".seeded";
            File.Copy(file, _seeded);
        }
    }

    public CommandFixture Commands { get; } =
        new CommandFixture().With(settings =>
            settings with
            {
                FileAthletes =
                [
                    settings.FileAthletes[0] with
                    {
                        Sources = new AthleteSources
                        {
                            Enabled = [SourceNames.Strava, SourceNames.Garmin],
                            Inbox = Path.GetTempPath(),
                            RaceCalendars = ["https://example.org/races.ics"],
                        },
                    },
                ],
            }
        );

    public void Dispose()
    {
        Database.ClearPools();
        Commands.Dispose();
    }

    /// <summary>Writes a value, as SQL, into the first row; false if the schema doesn't allow it.</summary>
    public bool TryWrite(string table, string column, string value)
    {
        using var connection = Commands.Database.Open();
        return connection.TryWrite(table, column, value);
    }

    /// <summary>Undoes all changes.</summary>
    public void Restore()
    {
        if (_seeded is null)
        {
            PostgresServer.Clear(Commands.Settings.Store);
            AddRows();
            return;
        }

        Database.ClearPools();
        foreach (var suffix in new[] { "-wal", "-shm" })
        {
            File.Delete(Commands.Database.FilePath! + suffix);
        }

        File.Copy(_seeded, Commands.Database.FilePath!, overwrite: true);
    }

    private void AddRows()
    {
        Commands.AddRecording(
            CommandFixture.CreateRecording(SourceName.File, "one", "2026-11-20T08:00:00+01:00", 10, 50, "Run One")
        );
        Commands.AddRecording(
            CommandFixture.CreateRecording(SourceName.File, "two", "2026-11-21T08:00:00+01:00", 12, 60, "Run Two")
        );
        using var connection = Commands.Database.Open();
        connection.Execute(Seed, new { Message = "A"u8.ToArray() });
        Database.TruncateLog(connection);
    }
}
