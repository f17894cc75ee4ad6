using System.IO.Compression;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Sources;
using Dapper;

namespace ActivitySync.Tests.Commands;

public sealed class PrivacyCommandsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"\nthen", "\"say \"\"hi\"\"\nthen\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-3.5", "-3.5")]
    public void A_table_quotes_what_it_must_and_no_title_becomes_a_formula(string cell, string written) =>
        Assert.Equal(
            $"x\r\n{written}\r\n",
            CsvTable.Format(
                ["x"],
                [
                    [cell],
                ]
            )
        );

    [Fact]
    public async Task An_export_holds_documents_tables_and_a_page_that_says_what_they_are()
    {
        using var world = new CommandFixture();
        world.AddRecording(
            CommandFixture.CreateRecording(
                SourceName.File,
                "f",
                "2026-11-20T08:00:00+01:00",
                10,
                55,
                "Run, with a comma"
            )
        );
        await world.RunAsync("log", "massage", "2026-11-20", "swedish");
        await world.RunAsync("race", "add", "2027-04-18", "City Marathon");
        var file = Path.Combine(world.Settings.ActivitySync.DataDirectory, "anna.zip");

        var (exit, output, error) = await world.RunAsync("export", "--athlete", "anna", "--out", file);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Contains(file, output, StringComparison.Ordinal);
        using var zip = ZipFile.OpenRead(file);
        Assert.Equal(
            [
                "README.txt",
                "activities.json",
                "files.csv",
                "held.json",
                "log.json",
                "mails.csv",
                "massages.csv",
                "pains.csv",
                "plan.json",
                "races.csv",
                "races.json",
                "recordings.csv",
            ],
            zip.Entries.Select(entry => entry.FullName)
                .Where(name => !name.Contains('/', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        var said = Read(zip, "README.txt");
        Assert.All(zip.Entries, entry =>
            Assert.True(entry.Name == "README.txt" || said.Contains(entry.Name, StringComparison.Ordinal), entry.Name)
        );
        using var activities = JsonDocument.Parse(Read(zip, "activities.json"));
        Assert.Equal(
            "Run, with a comma",
            Assert.Single(activities.RootElement.EnumerateArray()).GetProperty("name").GetString()
        );
        Assert.Contains("\"Run, with a comma\"", Read(zip, "recordings.csv"), StringComparison.Ordinal);
        Assert.Contains("2026-11-20,swedish", Read(zip, "massages.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_holds_every_column_that_hangs_on_the_runner_or_says_why_not()
    {
        using var world = new CommandFixture();
        var id = world.AddRecording(
            CommandFixture.CreateRecording(SourceName.File, "f", "2026-11-20T08:00:00+01:00", 10, 55)
        );
        foreach (
            var typed in new[]
            {
                $"label {id} hard",
                "slot add 2026-11-30 deep-tissue",
                "planned add 2026-11-25 hard",
                "pause --until 2026-12-24",
                "log illness fever",
            }
        )
        {
            Assert.Equal(ExitCode.Done, (await world.RunAsync(typed.Split(' '))).Exit);
        }

        var athleteId = world.GetAthleteId();
        using var connection = world.Database.Open();
        var now = world.Clock.GetUtcNow();
        var tokens = new StoredTokens
        {
            SourceAthleteId = "70123",
            AccessToken = "a",
            RefreshToken = "r",
            ExpiresAt = now,
            Scope = "activity:read_all",
        };
        TokenRepository.Save(connection, new SecretProtector(world.Settings), athleteId, "strava", tokens, world.Clock);
        PendingAuthorizationRepository.Save(
            connection,
            athleteId,
            "strava",
            new PendingAuthorization("sesame-state", now)
        );
        GarminKeyRepository.Save(connection, athleteId, "print", new DateOnly(2027, 3, 1));
        var period = new WeekPeriod(2026, 47);
        MailRepository.Add(connection, athleteId, MailKind.Digest, period, MailState.Planned, null, now, now);
        MailRepository.MarkRendered(
            connection,
            MailRepository.Find(connection, athleteId, MailKind.Digest, period)!.Id,
            "<1@test>",
            "Subject: your week"u8.ToArray(),
            quotesStrava: false,
            null,
            now
        );
        var file = Path.Combine(world.Settings.ActivitySync.DataDirectory, "anna.zip");

        Assert.Equal(ExitCode.Done, (await world.RunAsync("export", "--out", file)).Exit);

        using var zip = ZipFile.OpenRead(file);
        using var held = JsonDocument.Parse(Read(zip, "held.json"));
        var said = Read(zip, "README.txt");
        var tables = connection
            .Query<string>(
                "SELECT DISTINCT t.name FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k WHERE k.\"table\" = 'athletes' ORDER BY t.name"
            )
            .AsList();
        Assert.Contains("tokens", tables);
        Assert.Equal(tables, held.RootElement.EnumerateObject().Select(table => table.Name));
        Assert.Equal(
            tables,
            zip.Entries.Where(entry => entry.FullName.StartsWith("tables/", StringComparison.Ordinal))
                .Select(entry => Path.GetFileNameWithoutExtension(entry.Name))
        );
        foreach (var table in tables)
        {
            Assert.Matches($@"tables/{table}\.csv +\w", said); // with a word on what it is
            var header = Read(zip, $"tables/{table}.csv").Split("\r\n")[0].Split(',');
            var left = connection
                .Query<string>($"SELECT name FROM pragma_table_info('{table}')")
                .Except(header)
                .Except(["athlete_id"]);
            Assert.All(left, column => Assert.Matches($@"{table}\.{column} +\w", said));
        }

        Assert.Equal(
            ["authorisations.state", "mails.message", "tokens.access_token", "tokens.refresh_token"],
            AthleteTableReader.ExcludedColumns.Keys.Order(StringComparer.Ordinal)
        );
        foreach (
            var (table, cell) in new[]
            {
                ("labels", "hard"),
                ("slots", "2026-11-30"),
                ("planned_sessions", "2026-11-25"),
                ("pauses", "2026-12-24"),
                ("illnesses", "fever"),
                ("tokens", "70123"),
                ("garmin_keys", "2027-03-01"),
            }
        )
        {
            Assert.Contains(cell, Read(zip, $"tables/{table}.csv"), StringComparison.Ordinal);
            Assert.Contains(cell, held.RootElement.GetProperty(table).ToString(), StringComparison.Ordinal);
        }

        Assert.Equal("Subject: your week", Read(zip, "mails/1.eml"));
        Assert.All(zip.Entries, entry =>
            Assert.DoesNotContain("sesame", Read(zip, entry.FullName), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Forgetting_wants_a_yes_and_a_runner_who_is_there()
    {
        using var world = new CommandFixture("ben");
        await world.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", "anna");
        await world.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", "ben");

        Assert.Equal(ExitCode.InvalidInput, (await world.RunAsync("forget", "--yes")).Exit);
        Assert.Equal(ExitCode.InvalidInput, (await world.RunAsync("forget", "--athlete", "nobody", "--yes")).Exit);
        var (exit, output, _) = await world.RunAsync("forget", "--athlete", "anna", "--yes");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("Take anna out of the settings", output, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing logged",
            (await world.RunAsync("log", "list", "--athlete", "anna")).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "swedish",
            (await world.RunAsync("log", "list", "--athlete", "ben")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Forgetting_a_runner_whom_a_daemon_serves_is_refused_since_the_daemon_would_begin_anew()
    {
        using var world = new CommandFixture("ben");
        await world.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", "anna");
        using (new DaemonLock(world.Settings, world.Clock).AcquireToServe())
        {
            var (exit, _, error) = await world.RunAsync("forget", "--athlete", "anna", "--yes");

            Assert.Equal(ExitCode.Failed, exit);
            Assert.Contains("serves anna", error, StringComparison.Ordinal);
            Assert.Contains(
                "take anna out of its settings and restart it, or stop it",
                error,
                StringComparison.Ordinal
            );
        }

        Assert.Contains(
            "swedish",
            (await world.RunAsync("log", "list", "--athlete", "anna")).Output,
            StringComparison.Ordinal
        );
        var withoutAnna = world.Settings with
        {
            Athletes = [.. world.Settings.Athletes.Where(athlete => athlete.Name != "anna")],
        };
        using (new DaemonLock(withoutAnna, world.Clock).AcquireToServe())
        {
            Assert.Equal(ExitCode.Done, (await world.RunAsync("forget", "--athlete", "anna", "--yes")).Exit);
        }

        Assert.Contains(
            "Nothing logged",
            (await world.RunAsync("log", "list", "--athlete", "anna")).Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "anna",
            await File.ReadAllTextAsync(
                Path.Combine(world.Settings.ActivitySync.DataDirectory, "daemon.pid"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Forgetting_beside_something_else_that_holds_the_data_directory_is_refused()
    {
        using var world = new CommandFixture();
        await world.RunAsync("log", "massage", "2026-11-20", "swedish");
        using var restore = new DaemonLock(world.Settings, world.Clock).Acquire();

        var (exit, _, error) = await world.RunAsync("forget", "--athlete", "anna", "--yes");

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("stop it first", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgetting_names_the_copies_that_it_cannot_search()
    {
        using var world = new CommandFixture();
        await world.RunAsync("log", "massage", "2026-11-20", "swedish");
        var copies = Directory
            .CreateDirectory(Path.Combine(world.Settings.ActivitySync.DataDirectory, "backups"))
            .FullName;
        var (whole, damaged) = (
            Path.Combine(copies, "activitysync-2026-11-21.db"),
            Path.Combine(copies, "replaced-20261122-070000.db")
        );
        await world.RunAsync("backup", whole);
        foreach (var file in new[] { damaged, damaged + "-wal" })
        {
            await File.WriteAllTextAsync(file, "anna, half a page", TestContext.Current.CancellationToken);
        }

        var (exit, output, _) = await world.RunAsync("forget", "--athlete", "anna", "--yes");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("from 1 backup too", output, StringComparison.Ordinal);
        Assert.DoesNotContain(whole, output, StringComparison.Ordinal);
        Assert.Contains($"{damaged}: damaged", output, StringComparison.Ordinal);
        Assert.Contains($"{damaged}-wal: damaged", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_typed_written_and_put_back()
    {
        using var world = new CommandFixture();
        await world.RunAsync("log", "massage", "2026-11-20", "swedish");
        var file = Path.Combine(world.Settings.ActivitySync.DataDirectory, "copy.db");

        Assert.Equal(ExitCode.Done, (await world.RunAsync("backup", file)).Exit);
        await world.RunAsync("log", "remove", "m1");
        var (exit, output, error) = await world.RunAsync("restore", file);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Contains("replaced-", output, StringComparison.Ordinal);
        Assert.Contains("swedish", (await world.RunAsync("log", "list")).Output, StringComparison.Ordinal);
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var text = new StreamReader(zip.GetEntry(name)!.Open());
        return text.ReadToEnd();
    }
}
