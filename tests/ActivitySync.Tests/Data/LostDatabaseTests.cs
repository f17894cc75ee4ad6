using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Data;

/// <summary>A database file that is deleted while connections to it are open. Other tests would close them.</summary>
[SqliteOnly]
[RunsAlone]
public sealed class LostDatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-test-").FullName;

    private IEnumerable<string> Copies => Directory.GetFiles(_directory, "lost-*.db", SearchOption.AllDirectories);

    public void Dispose()
    {
        Database.ClearPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void The_content_is_saved_once_also_if_another_connection_missed_the_file_first()
    {
        var settings = new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = _directory } };
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        var database = new Database(settings, clock);
        using (var left = database.Open())
        {
            AthleteRepository.GetOrAddId(left, "anna", clock);
            foreach (var file in Directory.GetFiles(_directory, "activitysync.db*"))
            {
                File.Delete(file);
            }

            Assert.Throws<DatabaseException>(database.Open);
            Assert.Empty(Copies);
        }

        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.Throws<DatabaseException>(database.Open);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var copy = new SqliteConnection($"Data Source={Assert.Single(Copies)};Mode=ReadOnly;Pooling=False");
        copy.Open();
        Assert.Equal("anna", copy.ExecuteScalar<string>("SELECT name FROM athletes"));
    }
}
