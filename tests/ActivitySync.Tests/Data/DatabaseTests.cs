using System.Data.Common;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Sources.Keys;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Data;

[SqliteOnly]
public sealed class DatabaseTests : IDisposable
{
    /// <summary>Takes the database back to the schema version before migration 41.</summary>
    private const string RevertToVersion40 = """
        DELETE FROM migrations WHERE number >= 41;
        DROP TABLE notes;
        DROP TABLE notifications;
        DROP TABLE preferences;
        DROP TABLE deletions;
        ALTER TABLE recordings DROP COLUMN device_name;
        ALTER TABLE mails DROP COLUMN handed_over;
        ALTER TABLE mails DROP COLUMN window_kind;
        ALTER TABLE mails DROP COLUMN window_from;
        ALTER TABLE mails DROP COLUMN window_to;
        ALTER TABLE mails ADD COLUMN message BLOB;
        DROP TABLE mail_messages;
        DROP INDEX mails_by_state;
        DROP INDEX massages_by_origin;
        DROP INDEX pains_by_origin;
        DROP INDEX pain_ends_by_origin;
        DROP TABLE key_properties;
        DROP TABLE injuries;
        DROP TABLE source_calendars;
        ALTER TABLE illnesses DROP COLUMN origin;
        ALTER TABLE illnesses DROP COLUMN origin_key;
        CREATE TABLE garmin_keys (athlete_id INTEGER NOT NULL PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE,
            fingerprint TEXT NOT NULL, expires_on TEXT) STRICT;
        DROP TABLE massage_feelings;
        DROP TABLE mail_answers;
        DROP TABLE undo_steps;
        DROP TABLE declined_suggestions;
        DROP TABLE confirmed_starts;
        DROP TABLE sessions;
        DROP TABLE sign_in_links;
        DROP TABLE source_keys;
        DROP TABLE feed_links;
        DROP TABLE calendar_feeds;
        DROP TABLE upload_files;
        DROP TABLE uploads;
        DROP TABLE roster;
        DROP TABLE leases;
        DROP TABLE nodes;
        ALTER TABLE job_runs RENAME TO later_job_runs;
        CREATE TABLE job_runs (job TEXT NOT NULL PRIMARY KEY, tried_at INTEGER NOT NULL, succeeded_at INTEGER,
            failures INTEGER NOT NULL, line TEXT) STRICT;
        INSERT INTO job_runs SELECT job, tried_at, succeeded_at, failures, line FROM later_job_runs;
        DROP TABLE later_job_runs;
        CREATE TABLE advice (athlete_id INTEGER NOT NULL, as_of TEXT NOT NULL, made_at INTEGER NOT NULL,
            plan TEXT NOT NULL);
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private AppSettings Settings => new() { ActivitySync = new DaemonSettings { DataDirectory = _directory } };

    private Database Database => new(Settings, new FakeTimeProvider());

    private string DatabaseFile => Path.Combine(_directory, "activitysync.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("Foreign Keys=False;Cache=Shared")]
    public void A_connection_of_the_pool_waits_for_the_disk_again_after_one_that_did_not(string options)
    {
        var store = new StoreSettings { ConnectionString = $"Data Source={DatabaseFile};{options}" };
        var database = new Database(Settings with { Store = store }, new FakeTimeProvider());
        using (var relaxed = database.Open())
        {
            Database.UseRelaxedDurability(relaxed);
            Assert.Equal((1, 1, 1, 200), Read(relaxed));
        }

        for (var use = 0; use < 2; use++)
        {
            using var next = database.Open();
            Assert.Equal((2, 1, 1, 200), Read(next));
        }

        static (long Synchronous, long SecureDelete, long ForeignKeys, long BusyTimeout) Read(
            DbConnection connection
        ) =>
            (
                connection.ExecuteScalar<long>("PRAGMA synchronous"),
                connection.ExecuteScalar<long>("PRAGMA secure_delete"),
                connection.ExecuteScalar<long>("PRAGMA foreign_keys"),
                connection.ExecuteScalar<long>("PRAGMA busy_timeout")
            );
    }

    [Fact]
    public void A_new_database_gets_every_migration_once()
    {
        using (Database.Open()) { }

        using var again = Database.Open();
        var scripts = typeof(Database)
            .Assembly.GetManifestResourceNames()
            .Count(name => name.StartsWith("Migrations/", StringComparison.Ordinal));
        Assert.Equal(scripts, again.ExecuteScalar<long>("SELECT count(*) FROM migrations"));
    }

    [Fact]
    public void Generated_code_can_access_every_row_record() =>
        Assert.DoesNotContain(typeof(AthleteRepository).Assembly.GetTypes(), type =>
            type.Namespace == typeof(AthleteRepository).Namespace
            && type.IsNestedPrivate
            && type.Name.EndsWith("Row", StringComparison.Ordinal)
        );

    [Fact]
    public void An_athlete_keeps_the_id()
    {
        using var connection = Database.Open();
        var first = AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
        var second = AthleteRepository.GetOrAddId(connection, "ben", TimeProvider.System);

        Assert.NotEqual(first, second);
        Assert.Equal(first, AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System));
        Assert.Equal(first, AthleteRepository.GetIdForReading(connection, "anna"));
    }

    [Fact]
    public void The_id_of_an_unknown_athlete_finds_no_rows_and_adds_none()
    {
        using var connection = Database.Open();
        var anna = AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);

        var unknown = AthleteRepository.GetIdForReading(connection, "ben");

        Assert.NotEqual(anna, unknown);
        Assert.Null(AthleteRepository.FindCreatedAt(connection, unknown));
        Assert.Equal([anna], AthleteRepository.GetAllIds(connection));
    }

    [Fact]
    public void A_file_that_is_not_a_database_is_reported_with_the_fix()
    {
        File.WriteAllText(DatabaseFile, new string('x', 8192));

        var exception = Assert.Throws<DatabaseException>(() => Database.Open());

        Assert.Equal((ErrorKind.Failed, DatabaseErrorKind.Damaged), (exception.Kind, exception.DatabaseErrorKind));
        Assert.Contains("activitysync.db", exception.Message, StringComparison.Ordinal);
        Assert.Contains("restore", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_meets_a_damaged_page_throws_a_database_exception()
    {
        var database = Database;
        using (var connection = database.Open())
        {
            connection.Execute(
                """
                INSERT INTO notes (name, at) WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 9999) 
                """ + "SELECT 'note ' || i, i FROM n"
            );
            Database.TruncateLog(connection);
        }

        SqliteConnection.ClearAllPools();
        using (var file = new FileStream(DatabaseFile, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write(Encoding.ASCII.GetBytes(new string('x', (int)(file.Length / 2))));
        }

        using var damaged = database.Open();
        var exception = Assert.Throws<DatabaseException>(() =>
            damaged.Query<string>("SELECT name || at FROM notes ORDER BY rowid").AsList()
        );

        Assert.Equal(DatabaseErrorKind.Damaged, exception.DatabaseErrorKind);
    }

    [Fact]
    public void A_write_lock_that_is_not_released_throws_a_database_exception()
    {
        using var connection = Database.Open();
        using var other = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        other.Open();
        other.Execute("BEGIN IMMEDIATE");

        var exception = Assert.Throws<DatabaseException>(() =>
            connection.Execute("INSERT INTO notes (name, at) VALUES ('a', 1)", commandTimeout: 1)
        );

        Assert.Equal(DatabaseErrorKind.Busy, exception.DatabaseErrorKind);
    }

    [Fact]
    public void A_violated_constraint_is_not_a_failure_of_the_database()
    {
        using var connection = Database.Open();
        connection.Execute("INSERT INTO notes (name, at) VALUES ('a', 1)");

        Assert.Throws<SqliteException>(() => connection.Execute("INSERT INTO notes (name, at) VALUES ('a', 2)"));
    }

    [Fact]
    public void A_database_that_disappeared_is_not_replaced_by_a_new_one()
    {
        var database = Database;
        using (database.Open()) { }
        SqliteConnection.ClearAllPools();
        File.Delete(DatabaseFile);

        var exception = Assert.Throws<DatabaseException>(() => database.Open());

        Assert.Equal(DatabaseErrorKind.Missing, exception.DatabaseErrorKind);
        Assert.False(File.Exists(DatabaseFile));
    }

    [Fact]
    public void A_newer_database_is_refused()
    {
        using (var connection = Database.Open())
        {
            connection.Execute("INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'later', 0)");
        }

        var exception = Assert.Throws<OperationException>(() => Database.Open());

        Assert.Contains("newer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_several_starts_migrates_and_the_copy_is_from_before()
    {
        const int starters = 4;
        for (var round = 0; round < 5; round++)
        {
            using (var connection = Database.Open())
            {
                connection.Execute(RevertToVersion40);
            }

            using var together = new Barrier(starters);

            var starts = Enumerable
                .Range(0, starters)
                .Select(_ =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            together.SignalAndWait(TestContext.Current.CancellationToken);
                            using var connection = Database.Open();
                            TimestampRepository.Save(connection, "here", DateTimeOffset.UnixEpoch);
                        },
                        TestContext.Current.CancellationToken,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
                .ToArray();

            await Task.WhenAll(starts);
            var copy = Assert.Single(Directory.GetFiles(Path.Combine(_directory, "backups")));
            Assert.Null(DatabaseCopy.FindProblem(copy));
            using var before = new SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False");
            before.Open();
            Assert.Equal(0, before.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'notes'"));
            File.Delete(copy);
        }
    }

    [Fact]
    public void Stored_plans_are_dropped_and_are_not_in_the_copy_from_before()
    {
        using (var connection = Database.Open())
        {
            connection.Execute(RevertToVersion40);
            connection.Execute("INSERT INTO advice VALUES (1, '2026-11-23', 0, '{\"reasons\":[\"Zebra marathon\"]}')");
        }

        using (var connection = Database.Open())
        {
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'advice'"));
            Database.TruncateLog(connection);
        }

        SqliteConnection.ClearAllPools();
        var copy = Assert.Single(Directory.GetFiles(Path.Combine(_directory, "backups")));
        Assert.All([DatabaseFile, copy], file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("Zebra"u8)));
    }

    [Fact]
    public void The_bytes_of_mails_that_wait_move_to_a_table_of_their_own()
    {
        using (var connection = Database.Open())
        {
            AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
            connection.Execute(RevertToVersion40);
            connection.Execute(
                """
                INSERT INTO mails (athlete_id, kind, period, state, due_at, message, attempts, uncertain, quotes_strava,
                                   changed_at)
                VALUES (1, 'digest', '2026-W46', 'sent', 0, NULL, 1, 0, 0, 0),
                       (1, 'digest', '2026-W47', 'rendered', 0, x'010203', 0, 0, 0, 0)
                """
            );
        }

        using var later = Database.Open();
        Assert.Equal([2], later.Query<long>("SELECT mail_id FROM mail_messages"));
        Assert.Equal([1, 2, 3], MailRepository.FindMessage(later, 2));
        Assert.True(MailRepository.Claim(later, 2, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void What_is_known_of_a_key_moves_to_the_table_of_all_sources()
    {
        using (var connection = Database.Open())
        {
            AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
            connection.Execute(RevertToVersion40);
            connection.Execute("INSERT INTO garmin_keys VALUES (1, 'print', '2027-03-01')");
        }

        using var later = Database.Open();
        var moved = KeyPropertiesRepository.Find(later, 1, "garmin");
        Assert.Equal(new KeyPropertiesRow("print", "2027-03-01", null), moved);
        Assert.Null(KeyPropertiesRepository.Find(later, 1, "intervals"));
    }

    [Fact]
    public void Timestamps_stored_among_the_jobs_move_to_their_own_table()
    {
        var sentAt = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
        using (var connection = Database.Open())
        {
            foreach (var job in new[] { "heartbeat-told", "missed-strava", "wake" })
            {
                JobRunRepository.SaveSuccess(connection, "", job, sentAt);
            }

            connection.Execute(RevertToVersion40);
        }

        using var later = Database.Open();
        Assert.Equal(["wake"], JobRunRepository.GetAll(later).Select(run => run.Job));
        Assert.Equal(sentAt, TimestampRepository.Find(later, "heartbeat-told"));
        Assert.Equal(sentAt, TimestampRepository.Find(later, "missed-strava"));
        Assert.Null(TimestampRepository.Find(later, "missed-garmin"));
    }

    [Fact]
    public void An_encrypted_secret_can_be_decrypted_and_is_not_readable()
    {
        var encrypted = new SecretProtector(Settings, TimeProvider.System).Protect("refresh-me");

        Assert.Equal("refresh-me", new SecretProtector(Settings, TimeProvider.System).Unprotect(encrypted));
        Assert.DoesNotContain("refresh-me", Encoding.Latin1.GetString(encrypted), StringComparison.Ordinal);
    }
}
