using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Data;

public sealed class DatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private Database Database =>
        new(
            new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = _directory } },
            new FakeTimeProvider()
        );

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_new_database_gets_every_table_once()
    {
        using (Database.Open()) { }

        using var again = Database.Open();
        var scripts = typeof(Database)
            .Assembly.GetManifestResourceNames()
            .Count(name => name.StartsWith("Migrations/", StringComparison.Ordinal));
        Assert.Equal(scripts, again.ExecuteScalar<long>("SELECT count(*) FROM migrations"));
    }

    [Fact]
    public void Rows_can_be_seen_by_generated_code() =>
        Assert.DoesNotContain(typeof(AthleteRepository).Assembly.GetTypes(), type =>
            type.Namespace == typeof(AthleteRepository).Namespace
            && type.IsNestedPrivate
            && type.Name.EndsWith("Row", StringComparison.Ordinal)
        );

    [Fact]
    public void A_runner_keeps_the_number()
    {
        using var connection = Database.Open();
        var first = AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
        var second = AthleteRepository.GetOrAddId(connection, "ben", TimeProvider.System);

        Assert.NotEqual(first, second);
        Assert.Equal(first, AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System));
    }

    [Fact]
    public void A_damaged_file_is_named_with_the_mend()
    {
        File.WriteAllText(Path.Combine(_directory, "activitysync.db"), new string('x', 8192));

        var exception = Assert.Throws<OperationException>(() => Database.Open());

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Contains("activitysync.db", exception.Message, StringComparison.Ordinal);
        Assert.Contains("restore", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_database_is_refused()
    {
        using (var connection = Database.Open())
        {
            connection.Execute("INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'later', 0)");
        }

        Assert.Contains(
            "newer",
            Assert.Throws<OperationException>(() => Database.Open()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_several_that_start_at_once_on_an_older_database_one_brings_it_to_today_s_form_and_the_copy_is_of_what_was()
    {
        const int starters = 4;
        for (var round = 0; round < 5; round++)
        {
            using (var connection = Database.Open())
            {
                connection.Execute("DELETE FROM migrations WHERE number = 41; DROP TABLE notes"); // as an older version left it
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
            using var before = new Microsoft.Data.Sqlite.SqliteConnection(
                $"Data Source={copy};Mode=ReadOnly;Pooling=False"
            );
            before.Open();
            Assert.Equal(0, before.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'notes'"));
            File.Delete(copy);
        }
    }

    [Fact]
    public void What_was_noted_among_the_jobs_is_a_note_and_no_job()
    {
        var told = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
        using (var connection = Database.Open())
        {
            foreach (var job in new[] { "heartbeat-told", "missed-strava", "wake" })
            {
                JobRunRepository.SaveSuccess(connection, job, told);
            }

            connection.Execute("DELETE FROM migrations WHERE number = 41; DROP TABLE notes"); // as an older version left it
        }

        using var later = Database.Open();
        Assert.Equal(["wake"], JobRunRepository.GetAll(later).Select(run => run.Job));
        Assert.Equal(told, TimestampRepository.Find(later, "heartbeat-told"));
        Assert.Equal(told, TimestampRepository.Find(later, "missed-strava"));
        Assert.Null(TimestampRepository.Find(later, "missed-garmin"));
    }

    [Fact]
    public void A_sealed_secret_opens_again_and_is_not_readable()
    {
        var settings = new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = _directory } };
        var box = new SecretProtector(settings).Protect("refresh-me");

        Assert.Equal("refresh-me", new SecretProtector(settings).Unprotect(box));
        Assert.DoesNotContain("refresh-me", System.Text.Encoding.Latin1.GetString(box), StringComparison.Ordinal);
    }
}
