using System.IO.Compression;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.FileSystem;
using ActivitySync.Maintenance;
using ActivitySync.Sources.Keys;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PrivacyCommandsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"\nthen", "\"say \"\"hi\"\"\nthen\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-3.5", "-3.5")]
    public void CSV_cells_are_quoted_and_never_formulas(string cell, string written) =>
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
    public async Task An_export_has_documents_tables_and_a_description()
    {
        using var fixture = new CommandFixture();
        fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.File,
                "f",
                "2026-11-20T08:00:00+01:00",
                10,
                55,
                "Run, with a comma"
            )
        );
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        await fixture.RunAsync("log", "feel", "worse", "--date", "2026-11-22");
        await fixture.RunAsync("race", "add", "2027-04-18", "City Marathon");
        var file = Path.Combine(fixture.Settings.ActivitySync.DataDirectory, "anna.zip");

        var (exit, output, error) = await fixture.RunAsync("export", "--athlete", "anna", "--out", file);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Contains(file, output, StringComparison.Ordinal);
        using var zip = ZipFile.OpenRead(file);
        Assert.Equal(
            [
                "README.txt",
                "activities.json",
                "feelings.csv",
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
        var readme = Read(zip, "README.txt");
        Assert.All(zip.Entries, entry =>
            Assert.True(entry.Name == "README.txt" || readme.Contains(entry.Name, StringComparison.Ordinal), entry.Name)
        );
        using var activities = JsonDocument.Parse(Read(zip, "activities.json"));
        Assert.Equal(
            "Run, with a comma",
            Assert.Single(activities.RootElement.EnumerateArray()).GetProperty("name").GetString()
        );
        Assert.Contains("\"Run, with a comma\"", Read(zip, "recordings.csv"), StringComparison.Ordinal);
        Assert.Contains("2026-11-20,swedish", Read(zip, "massages.csv"), StringComparison.Ordinal);
        Assert.Contains("2026-11-20,worse,", Read(zip, "feelings.csv"), StringComparison.Ordinal);
        Assert.Contains("\"what\":\"feeling\"", Read(zip, "log.json"), StringComparison.Ordinal);
        Assert.Contains(
            "2026-11-20,worse,2026-11-22,",
            Read(zip, "tables/massage_feelings.csv"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_export_has_every_column_of_the_athlete_or_explains_its_absence()
    {
        using var fixture = new CommandFixture();
        var id = fixture.AddRecording(
            CommandFixture.CreateRecording(SourceNames.File, "f", "2026-11-20T08:00:00+01:00", 10, 55)
        );
        foreach (
            var command in new[]
            {
                $"label {id} hard",
                "slot add 2026-11-30 deep-tissue",
                "planned add 2026-11-25 hard",
                "pause --until 2026-12-24",
                "log illness fever",
            }
        )
        {
            Assert.Equal(ExitCode.Done, (await fixture.RunAsync(command.Split(' '))).Exit);
        }

        var athleteId = fixture.GetAthleteId();
        using var connection = fixture.Database.Open();
        var now = fixture.Clock.GetUtcNow();
        var tokens = new StoredTokens
        {
            SourceAthleteId = "70123",
            AccessToken = "a",
            RefreshToken = "r",
            ExpiresAt = now,
            Scope = "activity:read_all",
        };
        TokenRepository.Save(
            connection,
            new SecretProtector(fixture.Settings, fixture.Clock),
            athleteId,
            "strava",
            tokens,
            fixture.Clock
        );
        PendingAuthorizationRepository.Save(
            connection,
            athleteId,
            "strava",
            new PendingAuthorization("sesame-state", now)
        );
        KeyPropertiesRepository.Save(connection, athleteId, "garmin", "print", new DateOnly(2027, 3, 1));
        var period = new WeekPeriod(2026, 47);
        MailRepository.Add(connection, athleteId, MailKind.Digest, period, MailState.Planned, null, now, now);
        MailRepository.MarkRendered(
            connection,
            MailRepository.Find(connection, athleteId, MailKind.Digest, period)!.Id,
            "<1@test>",
            "Subject: your week"u8.ToArray(),
            quotesExpiringData: false,
            null,
            now
        );
        var file = Path.Combine(fixture.Settings.ActivitySync.DataDirectory, "anna.zip");

        Assert.Equal(ExitCode.Done, (await fixture.RunAsync("export", "--out", file)).Exit);

        using var zip = ZipFile.OpenRead(file);
        using var stored = JsonDocument.Parse(Read(zip, "held.json"));
        var readme = Read(zip, "README.txt");
        var tables = connection.GetTablesReferringTo("athletes");
        Assert.Contains("tokens", tables);
        Assert.Equal(tables, stored.RootElement.EnumerateObject().Select(table => table.Name));
        Assert.Equal(
            tables,
            zip.Entries.Where(entry => entry.FullName.StartsWith("tables/", StringComparison.Ordinal))
                .Select(entry => Path.GetFileNameWithoutExtension(entry.Name))
        );
        foreach (var table in tables)
        {
            Assert.Matches($@"tables/{table}\.csv +\w", readme); // with a description
            var header = Read(zip, $"tables/{table}.csv").Split("\r\n")[0].Split(',');
            var absent = connection
                .GetTypedColumns(table)
                .Select(column => column.Name)
                .Except(header)
                .Except(["athlete_id"]);
            Assert.All(absent, column => Assert.Matches($@"{table}\.{column} +\w", readme));
        }

        Assert.Equal(
            [
                "authorisations.state",
                "calendar_feeds.content",
                "roster.settings",
                "sessions.token_hash",
                "sign_in_links.token_hash",
                "source_keys.key",
                "tokens.access_token",
                "tokens.refresh_token",
                "undo_steps.payload",
            ],
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
                ("key_properties", "2027-03-01"),
            }
        )
        {
            Assert.Contains(cell, Read(zip, $"tables/{table}.csv"), StringComparison.Ordinal);
            Assert.Contains(cell, stored.RootElement.GetProperty(table).ToString(), StringComparison.Ordinal);
        }

        Assert.Equal("Subject: your week", Read(zip, "mails/1.eml"));
        Assert.All(zip.Entries, entry =>
            Assert.DoesNotContain("sesame", Read(zip, entry.FullName), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Forget_deletes_one_athlete_and_needs_a_known_name()
    {
        using var fixture = new CommandFixture("ben");
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", "anna");
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", "ben");

        Assert.Equal(ExitCode.InvalidInput, (await fixture.RunAsync("forget", "--yes")).Exit);
        Assert.Equal(ExitCode.InvalidInput, (await fixture.RunAsync("forget", "--athlete", "nobody", "--yes")).Exit);
        var (exit, output, _) = await fixture.RunAsync("forget", "--athlete", "anna", "--yes");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("Remove anna from the settings", output, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing logged",
            (await fixture.RunAsync("log", "list", "--athlete", "anna")).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "swedish",
            (await fixture.RunAsync("log", "list", "--athlete", "ben")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Forget_is_refused_while_a_daemon_serves_the_athlete()
    {
        using var fixture = new CommandFixture("ben");
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", "anna");
        using (new DaemonLock(fixture.Settings, fixture.Clock).AcquireToServe())
        {
            var (exit, _, error) = await fixture.RunAsync("forget", "--athlete", "anna", "--yes");

            Assert.Equal(ExitCode.Failed, exit);
            Assert.Contains("serves anna", error, StringComparison.Ordinal);
            Assert.Contains(
                "Remove anna from its settings and restart it, or stop it",
                error,
                StringComparison.Ordinal
            );
        }

        Assert.Contains(
            "swedish",
            (await fixture.RunAsync("log", "list", "--athlete", "anna")).Output,
            StringComparison.Ordinal
        );
        var withoutAnna = fixture.Settings with
        {
            FileAthletes = [.. fixture.Settings.FileAthletes.Where(athlete => athlete.Name != "anna")],
        };
        using (new DaemonLock(withoutAnna, fixture.Clock).AcquireToServe())
        {
            Assert.Equal(ExitCode.Done, (await fixture.RunAsync("forget", "--athlete", "anna", "--yes")).Exit);
        }

        Assert.Contains(
            "Nothing logged",
            (await fixture.RunAsync("log", "list", "--athlete", "anna")).Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "anna",
            await File.ReadAllTextAsync(
                Path.Combine(fixture.Settings.ActivitySync.DataDirectory, "daemon.pid"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Forget_is_refused_while_the_data_directory_is_locked()
    {
        using var fixture = new CommandFixture();
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        using var restore = new DaemonLock(fixture.Settings, fixture.Clock).Acquire();

        var (exit, _, error) = await fixture.RunAsync("forget", "--athlete", "anna", "--yes");

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("Stop it first", error, StringComparison.Ordinal);
    }

    [Fact]
    [SqliteOnly]
    public async Task Forget_names_the_backups_it_cannot_search()
    {
        using var fixture = new CommandFixture();
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        var backups = Directory
            .CreateDirectory(Path.Combine(fixture.Settings.ActivitySync.DataDirectory, "backups"))
            .FullName;
        var (intact, damaged) = (
            Path.Combine(backups, "activitysync-2026-11-21.db"),
            Path.Combine(backups, "replaced-20261122-070000.db")
        );
        await fixture.RunAsync("backup", intact);
        foreach (var file in new[] { damaged, damaged + "-wal" })
        {
            await File.WriteAllTextAsync(file, "anna, half a page", TestContext.Current.CancellationToken);
        }

        var (exit, output, _) = await fixture.RunAsync("forget", "--athlete", "anna", "--yes");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("also in 1 backup.", output, StringComparison.Ordinal);
        Assert.DoesNotContain(intact, output, StringComparison.Ordinal);
        Assert.Contains($"{damaged}: damaged", output, StringComparison.Ordinal);
        Assert.Contains($"{damaged}-wal: damaged", output, StringComparison.Ordinal);
    }

    [Fact]
    [SqliteOnly]
    public async Task A_backup_is_written_and_restored()
    {
        using var fixture = new CommandFixture();
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        var file = Path.Combine(fixture.Settings.ActivitySync.DataDirectory, "copy.db");

        Assert.Equal(ExitCode.Done, (await fixture.RunAsync("backup", file)).Exit);
        await fixture.RunAsync("log", "remove", "m1");
        var (exit, output, error) = await fixture.RunAsync("restore", file);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Contains("replaced-", output, StringComparison.Ordinal);
        Assert.Contains("swedish", (await fixture.RunAsync("log", "list")).Output, StringComparison.Ordinal);
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var text = new StreamReader(zip.GetEntry(name)!.Open());
        return text.ReadToEnd();
    }

    [Fact]
    public async Task Forget_names_what_it_searched_and_what_it_left()
    {
        using var fixture = new CommandFixture();
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        var data = fixture.Settings.ActivitySync.DataDirectory;
        var remains = Path.Combine(data, $".unpacked-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(remains, "anna", TestContext.Current.CancellationToken);

        var (exit, output, _) = await fixture.RunAsync("forget", "--athlete", "anna", "--yes");

        Assert.Equal(ExitCode.Done, exit);
        Assert.False(File.Exists(remains));
        var searched = Assert.Single(output.Split('\n'), line =>
            line.StartsWith("Searched: ", StringComparison.Ordinal)
        );
        Assert.Contains(fixture.Database.Location, searched, StringComparison.Ordinal);
        foreach (var place in new[] { "backups", "calendars", "preview" })
        {
            Assert.Contains(Path.Combine(data, place), searched, StringComparison.Ordinal);
        }

        Assert.Contains("Not deleted: logs, and exports", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appsettings.json", "{}")]
    [InlineData("photos.zip", "PK\u0003\u0004 and no archive")]
    [InlineData("empty", "")]
    public async Task An_export_does_not_replace_another_file(string name, string content)
    {
        using var fixture = new CommandFixture();
        var file = Path.Combine(fixture.Settings.ActivitySync.DataDirectory, name);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var (exit, output, error) = await fixture.RunAsync("export", "--out", file);

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.Equal($"{file}: exists and is not an export. Use another file, or remove it first.", error.TrimEnd());
        Assert.Equal(content, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_export_replaces_neither_an_archive_nor_the_target_of_a_link()
    {
        using var fixture = new CommandFixture();
        var data = fixture.Settings.ActivitySync.DataDirectory;
        var archive = Path.Combine(data, "runs.zip");
        await using (
            var zip = await ZipFile.OpenAsync(archive, ZipArchiveMode.Create, TestContext.Current.CancellationToken)
        )
        {
            zip.CreateEntry("README.txt");
        }

        var link = Path.Combine(data, "link.zip");
        File.CreateSymbolicLink(link, archive);

        Assert.Equal(ExitCode.InvalidInput, (await fixture.RunAsync("export", "--out", archive)).Exit);
        Assert.Equal(ExitCode.InvalidInput, (await fixture.RunAsync("export", "--out", link)).Exit);
        Assert.NotNull(File.ResolveLinkTarget(link, returnFinalTarget: false));
    }

    [Fact]
    public async Task An_export_replaces_an_earlier_one()
    {
        using var fixture = new CommandFixture();
        var file = Path.Combine(fixture.Settings.ActivitySync.DataDirectory, "anna.zip");
        await fixture.RunAsync("export", "--out", file);
        await fixture.RunAsync("log", "massage", "2026-11-20", "swedish");

        Assert.Equal(ExitCode.Done, (await fixture.RunAsync("export", "--out", file)).Exit);

        using var zip = ZipFile.OpenRead(file);
        Assert.Contains("2026-11-20,swedish", Read(zip, "massages.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_replaces_a_link_and_is_refused_where_others_may_write()
    {
        using var fixture = new CommandFixture();
        var data = fixture.Settings.ActivitySync.DataDirectory;
        var (link, target) = (Path.Combine(data, "link.zip"), Path.Combine(data, "target"));
        File.CreateSymbolicLink(link, target);
        var open = Directory.CreateDirectory(Path.Combine(data, "open")).FullName;
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.OtherWrite);
        var pipe = SpecialFile.CreatePipe(Path.Combine(data, "pipe"));

        Assert.Equal(ExitCode.Done, (await fixture.RunAsync("export", "--out", link)).Exit);
        foreach (var wrong in new[] { Path.Combine(open, "anna.zip"), pipe })
        {
            var (exit, _, error) = await fixture.RunAsync("export", "--out", wrong);
            Assert.Equal(ExitCode.InvalidInput, exit);
            Assert.Single(error.TrimEnd().Split('\n'));
        }

        Assert.False(File.Exists(target));
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(link));
        Assert.Empty(Directory.GetFiles(open));
    }
}
