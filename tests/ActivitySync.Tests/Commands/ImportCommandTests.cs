using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Sync;
using ActivitySync.Tests.FileFormats;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task JSON_has_a_row_per_file_and_a_quarantined_file_gives_exit_code_2()
    {
        var archive = Path.Combine(_directory, "export.zip");
        await File.WriteAllBytesAsync(
            archive,
            ArchiveBuilder.Zip(
                ("bad.fit", "rubbish"u8.ToArray()),
                ("photo.jpg", [1, 2, 3]),
                ("run.fit", FitBuilder.Run().ToFile())
            )
        );

        Assert.Equal(2, await RunAsync("import", archive, "--athlete", "anna", "--json"));

        using var document = JsonDocument.Parse(_out.ToString());
        var rows = document.RootElement.EnumerateArray().ToList();
        Assert.Equal(["quarantined", "skipped", "imported"], rows.Select(row => row.GetProperty("result").GetString()));
        Assert.Equal($"{archive}!run.fit", rows[2].GetProperty("file").GetString());
        Assert.Equal(JsonValueKind.Null, rows[2].GetProperty("reason").ValueKind);
        Assert.Equal(JsonValueKind.String, rows[2].GetProperty("activities")[0].ValueKind);
        Assert.Empty(rows[2].GetProperty("warnings").EnumerateArray());
        Assert.Contains("one file could not be imported", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_not_UTF8_costs_only_its_file()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory, "watch")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "run.fit"), FitBuilder.Run().ToFile());
        await ActivitySync.Tests.Deploy.Shell.RunAsync(
            "sh",
            "-c",
            $"cp '{folder}/run.fit' \"$(printf '{folder}/a\\377.fit')\""
        );

        Assert.Equal(2, await RunAsync("import", folder, "--athlete", "anna", "--json"));
        await ActivitySync.Tests.Deploy.Shell.RunAsync("sh", "-c", $"rm \"$(printf '{folder}/a\\377.fit')\"");

        using var document = JsonDocument.Parse(_out.ToString());
        Assert.Equal(
            ["imported", "quarantined"],
            document.RootElement.EnumerateArray().Select(row => row.GetProperty("result").GetString())
        );
        Assert.Contains("not in UTF-8", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_output_has_a_line_per_file()
    {
        var file = Path.Combine(_directory, "run.fit");
        await File.WriteAllBytesAsync(file, FitBuilder.Run().ToFile());

        Assert.Equal(0, await RunAsync("import", file));

        Assert.StartsWith($"{file}: imported (", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 imported. New: 1 run, on ", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task Of_many_files_those_with_a_problem_have_a_line_and_the_rest_is_summed_up()
    {
        var archive = Path.Combine(_directory, "export.zip");
        await File.WriteAllBytesAsync(
            archive,
            ArchiveBuilder.Zip([
                ("bad.fit", "rubbish"u8.ToArray()),
                ("run.fit", FitBuilder.Run().ToFile()),
                ("copy.fit", FitBuilder.Run().ToFile()),
                .. Enumerable.Range(0, 20).Select(number => ($"{number}.jpg", new byte[] { 1, 2, 3 })),
            ])
        );

        Assert.Equal(2, await RunAsync("import", archive));
        var lines = _out.ToString().TrimEnd().Split('\n');
        Assert.Equal(2, await RunAsync("import", archive, "--verbose"));

        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"{archive}!bad.fit: quarantined", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("22 more files without a problem.", lines[1], StringComparison.Ordinal);
        Assert.StartsWith(
            "1 imported, 1 duplicate, 20 skipped, 1 quarantined. New: 1 run, on ",
            lines[2],
            StringComparison.Ordinal
        );
        Assert.Equal(lines.Length + 24, _out.ToString().TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData(2, "all.json: imported (1, 2)")]
    [InlineData(10, "all.json: imported (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)")]
    [InlineData(4_000, "all.json: imported (1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3990 more)")]
    public void A_line_names_ten_activities(int count, string line) =>
        Assert.Equal(
            line,
            ImportFormatter.FormatLine(
                new ImportedFile(
                    "all.json",
                    ImportResult.Imported,
                    null,
                    [],
                    [.. Enumerable.Range(1, count).Select(id => $"{id}")]
                )
            )
        );

    [Fact]
    public async Task Others_are_only_named_if_there_are_some()
    {
        var bad = Path.Combine(_directory, "bad.fit");
        await File.WriteAllTextAsync(bad, "rubbish");

        Assert.Equal(2, await RunAsync("import", bad));

        Assert.Equal("import: one file could not be imported; its line says why.", _error.ToString().TrimEnd());
    }

    [Fact]
    public async Task A_missing_path_is_one_line_and_exit_code_2()
    {
        Assert.Equal(2, await RunAsync("import", Path.Combine(_directory, "gone.fit")));

        Assert.Single(_error.ToString().Trim().Split('\n'));
        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public async Task A_sport_without_letters_is_refused() =>
        Assert.Equal(2, await RunAsync("import", _directory, "--sport", "!?"));

    private async Task<int> RunAsync(params string[] args)
    {
        var settings = new AppSettings
        {
            Store = TestStore.For(Path.Combine(_directory, ".data")),
            ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, ".data") },
            FileAthletes =
            [
                new AthleteSettings
                {
                    Name = "anna",
                    Email = "anna@example.org",
                    TimeZone = ActivityFileFixture.Berlin,
                },
            ],
        };
        return await CommandTree
            .Build()
            .Parse(args)
            .InvokeAsync(
                new CommandEnvironment
                {
                    Settings = settings,
                    Output = _out,
                    Error = _error,
                    Clock = new FastForwardClock(FitBuilder.StartInstant.AddDays(1)),
                }
            );
    }
}
