using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Postgres;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sync;
using Dapper;
using Npgsql;

namespace ActivitySync.Tests.Data.Postgres;

[Trait("Category", "System")]
public sealed class PostgresEngineTests
{
    public PostgresEngineTests() => Requirements.RequirePostgres();

    [Fact]
    public void An_empty_database_gets_every_migration_once_also_from_many_processes()
    {
        var store = PostgresServer.Instance.CreateDatabase(isMigrated: false);

        Parallel.For(0, 4, _ =>
        {
            using (Open(store)) { }
        });

        using var connection = Open(store);
        Assert.Equal(MigrationScripts.Names.Count, connection.ExecuteScalar<long>("SELECT count(*) FROM migrations"));
    }

    [Fact]
    public void The_data_directory_is_created_for_the_files_of_locks()
    {
        var parent = Directory.CreateTempSubdirectory("activitysync-");
        var folder = Path.Combine(parent.FullName, "data");
        var settings = new AppSettings
        {
            Store = TestStore.Create(StoreProvider.Postgres),
            ActivitySync = new DaemonSettings { DataDirectory = folder },
        };

        using (new Database(settings, TimeProvider.System).Open()) { }

        Assert.True(Directory.Exists(folder));
        parent.Delete(recursive: true);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_in_one_line()
    {
        var store = TestStore.Create(StoreProvider.Postgres);
        using (var connection = Open(store))
        {
            connection.Execute("INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'later', 0)");
        }

        var exception = Assert.Throws<OperationException>(() => Open(store));

        Assert.Contains("newer activitysync (schema version 9999", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_to_which_a_newer_version_only_added_is_used()
    {
        var store = TestStore.Create(StoreProvider.Postgres);
        using (var connection = Open(store))
        {
            connection.Execute(
                """
                ALTER TABLE notes ADD COLUMN remark text;
                INSERT INTO migrations (number, name, applied_at) VALUES (9998, '9998_add_remarks', 0)
                """
            );
        }

        using var again = Open(store);

        TimestampRepository.Save(again, "anna", DateTimeOffset.UnixEpoch);
        Assert.Equal(DateTimeOffset.UnixEpoch, TimestampRepository.Find(again, "anna"));
    }

    [Fact]
    public void A_migration_that_is_named_an_addition_only_adds()
    {
        var statements = MigrationScripts
            .Names.Where(name => name[4..].StartsWith("_add_", StringComparison.Ordinal))
            .Select(PostgresScripts.Migrations.Read)
            .Append("ALTER TABLE notes ADD COLUMN remark text;\nCREATE TABLE remarks (id bigint);")
            .SelectMany(script =>
                script.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            );

        Assert.All(statements, statement =>
            Assert.Matches(@"^(CREATE (TABLE|INDEX)|ALTER TABLE \w+ ADD COLUMN) ", statement)
        );
    }

    [Fact]
    public void A_process_with_another_key_is_refused()
    {
        var store = TestStore.Create(StoreProvider.Postgres);
        using (Open(store)) { }

        var exception = Assert.ThrowsAny<OperationException>(() =>
            Open(store with { Key = Convert.ToBase64String(new byte[StoreSettings.KeyBytes]) })
        );

        Assert.StartsWith("Store:Key: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_with_the_tables_of_another_program_is_left_alone()
    {
        var store = PostgresServer.Instance.CreateDatabase(isMigrated: false);
        using (var other = new NpgsqlConnection(store.ConnectionString))
        {
            other.Execute("CREATE TABLE migrations (id integer)");
        }

        var exception = Assert.Throws<DatabaseException>(() => Open(store));

        Assert.Contains("tables of another program", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_athlete_has_one_writer_at_a_time_and_others_go_on()
    {
        var store = TestStore.Create(StoreProvider.Postgres);
        using var first = Open(store);
        using var second = Open(
            store with
            {
                ConnectionString = $"{store.ConnectionString};Options=-c lock_timeout=1",
            }
        );
        var anna = AthleteRepository.GetOrAddId(first, "anna", TimeProvider.System);
        var ben = AthleteRepository.GetOrAddId(first, "ben", TimeProvider.System);

        using var transaction = first.BeginFor(anna);
        using (second.BeginFor(ben)) { }

        var exception = Assert.Throws<DatabaseException>(() => second.BeginFor(anna));
        Assert.Equal(DatabaseErrorKind.Busy, exception.DatabaseErrorKind);
        transaction.Commit();
        using (second.BeginFor(anna)) { }
    }

    [Fact]
    public void Copies_that_two_processes_add_at_once_are_one_activity()
    {
        var settings = TestStore.CreateSettings(TestStore.Create(StoreProvider.Postgres));
        var database = new Database(settings, TimeProvider.System);
        long athlete;
        using (var connection = database.Open())
        {
            athlete = AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
        }

        Parallel.For(0, 40, number =>
        {
            var start = SyncFixture.DaysAgo(number / 2 + 1);
            var id = (number / 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
            new RecordingReconciler(new Database(settings, TimeProvider.System), TimeProvider.System).Add(
                athlete,
                [number % 2 == 0 ? SyncFixture.Garmin(id, start) : SyncFixture.Fit(id, start)]
            );
        });

        using var read = database.Open();
        Assert.Equal(20, StoredActivityLoader.Load(read, athlete).Count);
    }

    [Fact]
    public void Text_that_PostgreSQL_refuses_is_cleaned()
    {
        var store = TestStore.Create(StoreProvider.Postgres);
        using var connection = Open(store);
        connection.Execute(
            "INSERT INTO notes (name, at) VALUES (@Name, 0)",
            new { Name = "a\0b \uD83D\uDE00 \uD83D \uDE00" }
        );

        Assert.Equal("ab \uD83D\uDE00 \uFFFD \uFFFD", connection.ExecuteScalar<string>("SELECT name FROM notes"));
    }

    [Fact]
    public void Text_is_ordered_by_its_bytes()
    {
        using var connection = Open(TestStore.Create(StoreProvider.Postgres));
        foreach (var name in new[] { "b", "\u00E4", "B", "a-c", "ab" })
        {
            connection.Execute("INSERT INTO notes (name, at) VALUES (@Name, 0)", new { Name = name });
        }

        Assert.Equal(
            ["B", "a-c", "ab", "b", "\u00E4"],
            connection.Query<string>("SELECT name FROM notes ORDER BY name")
        );
    }

    [Fact]
    public void A_deleted_row_is_restored_with_its_id_and_its_empty_columns()
    {
        using var connection = Open(TestStore.Create(StoreProvider.Postgres));
        var anna = AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
        connection.Execute(
            """
            INSERT INTO races (athlete_id, date, name, distance_meters, importance, origin, origin_key) VALUES
                (@Id, '2027-04-18', 'Spring', 21097.5, NULL, '', ''), (@Id, '2027-09-05', 'Autumn', NULL, 'a', '', '')
            """,
            new { Id = anna }
        );
        var rows = LogbookRowRepository.GetAll(connection, anna, LogbookTable.Races);

        Assert.All(rows, row => Assert.True(LogbookRowRepository.Delete(connection, anna, row)));
        Assert.Empty(LogbookRowRepository.GetAll(connection, anna, LogbookTable.Races));
        Assert.All(rows, row => Assert.True(LogbookRowRepository.Restore(connection, anna, row)));
        Assert.Equal(rows, LogbookRowRepository.GetAll(connection, anna, LogbookTable.Races));
        Assert.All(rows, row => Assert.False(LogbookRowRepository.Restore(connection, anna, row)));
    }

    [Fact]
    public void Everything_about_an_athlete_is_read_and_deleted()
    {
        using var connection = Open(TestStore.Create(StoreProvider.Postgres));
        var anna = AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
        connection.Execute(
            """
            INSERT INTO slots (athlete_id, date, kind) VALUES (@Id, '2027-01-02', 'booked');
            INSERT INTO source_keys (athlete_id, source, key, saved_at) VALUES (@Id, 'garmin', '\x00', 1);
            """,
            new { Id = anna }
        );

        var tables = AthleteTableReader.ReadAll(connection, anna).ToDictionary(table => table.Name);

        Assert.Equal(["id", "date", "kind"], tables["slots"].Columns);
        Assert.Equal("2027-01-02", Assert.Single(tables["slots"].Rows)[1]);
        Assert.Equal(["source", "saved_at"], tables["source_keys"].Columns);
        Assert.True(tables.Count > 25, $"only {tables.Count} tables");
        AthleteRepository.Delete(connection, anna);
        Assert.All(AthleteTableReader.ReadAll(connection, anna), table => Assert.Empty(table.Rows));
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_named_without_its_password()
    {
        var exception = Assert.Throws<DatabaseException>(() =>
            Open(
                new StoreSettings
                {
                    Provider = StoreProvider.Postgres,
                    ConnectionString = "Host=/nowhere;Database=activitysync;Username=anna;Password=sesame",
                    Key = PostgresServer.Key,
                }
            )
        );

        Assert.Equal(DatabaseErrorKind.Unreachable, exception.DatabaseErrorKind);
        Assert.StartsWith("PostgreSQL activitysync at /nowhere", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_database_and_a_standby_are_named()
    {
        var store = TestStore.Create(StoreProvider.Postgres);
        var missing = store with { ConnectionString = PostgresServer.Instance.GetConnectionString("nothing") };
        Assert.Equal(
            DatabaseErrorKind.Missing,
            Assert.Throws<DatabaseException>(() => Open(missing)).DatabaseErrorKind
        );

        using (Open(store)) { }

        using var connection = Open(
            store with
            {
                ConnectionString = $"{store.ConnectionString};Options=-c default_transaction_read_only=on",
            }
        );
        var failure = Assert.Throws<DatabaseException>(() =>
            AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System)
        );
        Assert.Equal(DatabaseErrorKind.ReadOnly, failure.DatabaseErrorKind);
    }

    [Theory]
    [InlineData("53100", nameof(DatabaseErrorKind.DiskFull))]
    [InlineData("53300", nameof(DatabaseErrorKind.Unreachable))]
    [InlineData("28P01", nameof(DatabaseErrorKind.AccessDenied))]
    [InlineData("55P03", nameof(DatabaseErrorKind.Busy))]
    [InlineData("40P01", nameof(DatabaseErrorKind.Busy))]
    [InlineData("57P01", nameof(DatabaseErrorKind.Unreachable))]
    [InlineData("42501", nameof(DatabaseErrorKind.AccessDenied))]
    [InlineData("23505", null)]
    [InlineData("42883", null)]
    public void A_failure_of_the_server_is_told_from_one_of_a_statement(string state, string? kind)
    {
        var error = new PostgresException("the row (sesame)", "ERROR", "ERROR", state);

        var failure = PostgresErrors.Translate(error, "PostgreSQL runs at db", isBroken: false);

        Assert.Equal(kind, failure?.DatabaseErrorKind.ToString());
        Assert.DoesNotContain("sesame", failure?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_the_server_ended_costs_only_itself()
    {
        var store = TestStore.Create(StoreProvider.Postgres);
        using var connection = Open(store);
        using var other = Open(store);
        const string Others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        while (other.ExecuteScalar<long>($"SELECT count(*) {Others}") > 0)
        {
            other.Execute($"SELECT pg_terminate_backend(pid) {Others}");
        }

        var first = Assert.Throws<DatabaseException>(() =>
            connection.ExecuteScalar<long>("SELECT count(*) FROM notes")
        );
        var second = Assert.Throws<DatabaseException>(() =>
            connection.ExecuteScalar<long>("SELECT count(*) FROM notes")
        );

        Assert.Equal(DatabaseErrorKind.Unreachable, first.DatabaseErrorKind);
        Assert.Equal(DatabaseErrorKind.Unreachable, second.DatabaseErrorKind);
        using var again = Open(store);
        Assert.Equal(0, again.ExecuteScalar<long>("SELECT count(*) FROM notes"));
    }

    private static System.Data.Common.DbConnection Open(StoreSettings store) =>
        new Database(TestStore.CreateSettings(store), TimeProvider.System).Open();
}
