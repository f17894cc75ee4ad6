using ActivitySync.Settings;
using ActivitySync.Store;
using Dapper;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Store;

public sealed class DatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private Database Database => new(
        new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = _directory } }, new FakeTimeProvider());

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_new_database_gets_every_table_once()
    {
        using (Database.Open())
        {
        }

        using var again = Database.Open();
        var scripts = typeof(Database).Assembly.GetManifestResourceNames().Count(name => name.StartsWith("Migrations/", StringComparison.Ordinal));
        Assert.Equal(scripts, again.ExecuteScalar<long>("SELECT count(*) FROM migrations"));
    }

    [Fact]
    public void Rows_can_be_seen_by_generated_code() =>
        Assert.DoesNotContain(
            typeof(Athletes).Assembly.GetTypes(),
            type => type.Namespace == typeof(Athletes).Namespace && type.IsNestedPrivate && type.Name.EndsWith("Row", StringComparison.Ordinal));

    [Fact]
    public void A_runner_keeps_the_number()
    {
        using var store = Database.Open();
        var first = Athletes.IdOf(store, "anna", TimeProvider.System);
        var second = Athletes.IdOf(store, "ben", TimeProvider.System);

        Assert.NotEqual(first, second);
        Assert.Equal(first, Athletes.IdOf(store, "anna", TimeProvider.System));
    }

    [Fact]
    public void A_damaged_file_is_named_with_the_mend()
    {
        File.WriteAllText(Path.Combine(_directory, "activitysync.db"), new string('x', 8192));

        var trouble = Assert.Throws<CannotProceedException>(() => Database.Open());

        Assert.Equal(ExitCode.Failed, trouble.ExitCode);
        Assert.Contains("activitysync.db", trouble.Message, StringComparison.Ordinal);
        Assert.Contains("restore", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_database_is_refused()
    {
        using (var store = Database.Open())
        {
            store.Execute("INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'later', 0)");
        }

        Assert.Contains("newer", Assert.Throws<CannotProceedException>(() => Database.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_that_start_at_once_on_an_older_database_one_brings_it_to_today_s_form_and_the_copy_is_of_what_was()
    {
        const int starters = 4;
        for (var round = 0; round < 5; round++)
        {
            using (var store = Database.Open()) store.Execute("DELETE FROM migrations WHERE number = 41; DROP TABLE notes"); // as an older version left it
            using var together = new Barrier(starters);

            var starts = Enumerable.Range(0, starters).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait(TestContext.Current.CancellationToken);
                    using var store = Database.Open();
                    Notes.Save(store, "here", DateTimeOffset.UnixEpoch);
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)).ToArray();

            await Task.WhenAll(starts);
            var copy = Assert.Single(Directory.GetFiles(Path.Combine(_directory, "backups")));
            Assert.Null(StoreCopy.TroubleWith(copy));
            using var before = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False");
            before.Open();
            Assert.Equal(0, before.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'notes'"));
            File.Delete(copy);
        }
    }

    [Fact]
    public void What_was_noted_among_the_jobs_is_a_note_and_no_job()
    {
        var told = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
        using (var store = Database.Open())
        {
            foreach (var job in new[] { "heartbeat-told", "missed-strava", "wake" }) JobRuns.Succeeded(store, job, told);
            store.Execute("DELETE FROM migrations WHERE number = 41; DROP TABLE notes"); // as an older version left it
        }

        using var later = Database.Open();
        Assert.Equal(["wake"], JobRuns.All(later).Select(run => run.Job));
        Assert.Equal(told, Notes.Find(later, "heartbeat-told"));
        Assert.Equal(told, Notes.Find(later, "missed-strava"));
        Assert.Null(Notes.Find(later, "missed-garmin"));
    }

    [Fact]
    public void A_sealed_secret_opens_again_and_is_not_readable()
    {
        var settings = new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = _directory } };
        var box = new SecretBox(settings).Seal("refresh-me");

        Assert.Equal("refresh-me", new SecretBox(settings).Open(box));
        Assert.DoesNotContain("refresh-me", System.Text.Encoding.Latin1.GetString(box), StringComparison.Ordinal);
    }
}
