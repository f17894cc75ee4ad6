using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActivitySync.Commands;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Demo;
using ActivitySync.FileFormats;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Documents;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands.Terminal;

/// <summary>
/// Compares what commands print for people with reviewed files: on terminals of 80 and 120 columns, and in a pipe. All
/// commands run one after the other on the database of the demo's athlete.
/// </summary>
[SqliteOnly]
public sealed partial class GoldenCommandTests
{
    private const string AcceptVariable = "ACTIVITYSYNC_ACCEPT_GOLDEN";

    /// <summary>Lines wrap by the length of paths, so the folder's path has always the same.</summary>
    private const int FolderLength = 48;

    private static readonly string Golden = Path.Combine(TestPaths.TestProject, "Commands", "Golden");

    private static readonly (string Name, OutputFormat Format)[] Formats =
    [
        ("terminal, 80 columns", new OutputFormat(80, HasColor: true)),
        ("terminal, 120 columns", new OutputFormat(120, HasColor: true)),
        ("pipe", OutputFormat.Plain),
    ];

    /// <summary>The commands in order, with the file of each; DIR is a folder.</summary>
    private static readonly (string File, string[] Args)[] Commands =
    [
        ("help", ["help"]),
        ("help-log", ["help", "log"]),
        ("help-log-massage", ["log", "massage", "--help"]),
        ("help-setup", ["help", "setup"]),
        ("no-such-command", ["help", "log", "mesage"]),
        ("demo", ["demo", "--as-of", "2026-11-22", "--out", "DIR/demo"]),
        ("import", ["import", "DIR/export.zip"]),
        ("import-verbose", ["import", "DIR/export.zip", "--verbose"]),
        ("sync", ["sync"]),
        ("activities", ["activities", "--since", "2026-11-06"]),
        ("activities-verbose", ["activities", "--since", "2026-11-20", "--verbose"]),
        ("label", ["label", "1", "long"]),
        ("plan", ["plan"]),
        ("plan-verbose", ["plan", "--verbose"]),
        ("simulate", ["simulate", "DIR/timeline.json"]),
        ("rules", ["rules"]),
        ("digest-preview", ["digest", "preview", "--out", "DIR/preview"]),
        ("digest-send", ["digest", "send"]),
        ("digest-resend", ["digest", "resend"]),
        ("log-skip", ["log", "skip"]),
        ("log-massage", ["log", "massage", "20.11.2026", "deep"]),
        ("log-feel", ["log", "feel", "better"]),
        ("log-pain", ["log", "pain", "left calf", "4", "--sign", "bruise"]),
        ("log-pain-emergency", ["log", "pain", "chest", "2", "--sign", "chest-pain"]),
        ("plan-emergency", ["plan"]),
        ("log-illness", ["log", "illness", "cold, with a very sore throat and a long description", "--date", "friday"]),
        ("log-list", ["log", "list"]),
        ("log-pain-gone", ["log", "pain-gone", "left calf"]),
        ("log-remove", ["log", "remove", "i1"]),
        ("log-undo", ["log", "undo"]),
        ("race-add", ["race", "add", "18.04.2027", "City Marathon", "--distance", "42.195", "--importance", "A"]),
        ("race-list", ["race", "list"]),
        ("race-remove", ["race", "remove", "r3"]),
        ("slot-add", ["slot", "add", "tomorrow", "thai"]),
        ("slot-list", ["slot", "list"]),
        ("slot-remove", ["slot", "remove", "s1"]),
        ("planned-add", ["planned", "add", "wednesday", "tempo"]),
        ("planned-list", ["planned", "list"]),
        ("planned-remove", ["planned", "remove", "t1"]),
        ("preference-list", ["preference", "list"]),
        ("preference-set", ["preference", "set", "Digest:Day", "Saturday"]),
        ("preference-reset", ["preference", "reset", "Digest:Day"]),
        ("page-link", ["page", "link"]),
        ("page-calendar", ["page", "calendar"]),
        ("page-state", ["page", "state"]),
        ("mail-test", ["mail", "test"]),
        ("pause", ["pause", "--until", "31.12.2026"]),
        ("status", ["status"]),
        ("resume", ["resume"]),
        ("health", ["health"]),
        ("doctor", ["doctor"]),
        ("nodes", ["nodes"]),
        ("config-init", ["config", "init", "DIR/sample.json"]),
        ("config-show", ["config", "show", "--config", "DIR/settings.json"]),
        ("config-check", ["config", "check", "--config", "DIR/settings.json"]),
        ("connect-strava", ["connect", "strava"]),
        ("connect-garmin", ["connect", "garmin"]),
        ("connect-intervals", ["connect", "intervals"]),
        ("disconnect-strava", ["disconnect", "strava"]),
        ("disconnect-garmin", ["disconnect", "garmin"]),
        ("disconnect-intervals", ["disconnect", "intervals"]),
        ("backup", ["backup", "DIR/backup.db"]),
        ("restore", ["restore", "DIR/backup.db"]),
        ("export", ["export", "--out", "DIR/export-of-anna.zip"]),
        ("store-copy", ["store", "copy"]),
        ("athlete-add", ["athlete", "add", "ben", "--email", "ben@example.org", "--time-zone", "Europe/Berlin"]),
        ("athlete-change", ["athlete", "change", "ben", "--digest-day", "Saturday", "--language", "de"]),
        ("athlete-import", ["athlete", "import", "DIR/members.jsonl"]),
        ("athlete-list", ["athlete", "list"]),
        ("athlete-remove", ["athlete", "remove", "ben"]),
        ("forget", ["forget", "--athlete", "anna", "--yes"]),
    ];

    private static readonly Lazy<Task<Dictionary<string, string>>> Transcripts = new(RunAllAsync);

    /// <summary>Commands that need a process or a terminal of their own, and are tested with one.</summary>
    private static readonly string[] Others = ["setup", "run"];

    public static TheoryData<string> Files => [.. Commands.Select(command => command.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Output_for_people_matches_the_reviewed_file(string name)
    {
        var transcript = (await Transcripts.Value)[name];
        var file = Path.Combine(Golden, $"{name}.txt");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            await File.WriteAllTextAsync(file, transcript, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(file), $"{file} is missing. Set {AcceptVariable}=1 to write it.");
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), transcript);
    }

    [Fact]
    public void Each_reviewed_file_belongs_to_a_command() =>
        Assert.Equal(
            Commands.Select(command => command.File).Order(StringComparer.Ordinal),
            Directory.GetFiles(Golden, "*.txt").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Each_command_has_a_reviewed_file()
    {
        var root = CommandTree.Build();
        var called = Commands.Select(command => root.Parse(command.Args).CommandResult.Command);

        Assert.Equal(Others, CommandsPage.GetLeaves(root).Except(called).Select(command => command.Name));
    }

    private static async Task<Dictionary<string, string>> RunAllAsync()
    {
        var texts = Commands.ToDictionary(
            command => command.File,
            command => new StringBuilder($"$ activitysync {string.Join(' ', command.Args.Select(Quote))}\n")
        );
        foreach (var (name, format) in Formats)
        {
            var folder = CreateFolder();
            try
            {
                using var fixture = await CreateFixtureAsync(folder);
                fixture.Format = format;
                foreach (var (file, args) in Commands)
                {
                    var outcome = await fixture.RunAsync([
                        .. args.Select(argument => argument.Replace("DIR", folder, StringComparison.Ordinal)),
                    ]);
                    AssertFits(outcome.Output, format);
                    texts[file]
                        .Append(CultureInfo.InvariantCulture, $"\n======== {name}\n")
                        .Append(Normalize(outcome.Output, folder));
                    if (outcome.Error.Length > 0)
                    {
                        texts[file].Append("-------- standard error\n").Append(Normalize(outcome.Error, folder));
                        texts[file].Append(outcome.Error.EndsWith('\n') ? "" : "\n");
                    }

                    if (outcome.Exit != ExitCode.Done)
                    {
                        texts[file].Append(CultureInfo.InvariantCulture, $"-------- exit code {(int)outcome.Exit}\n");
                    }
                }
            }
            finally
            {
                Database.ClearPools();
                Directory.Delete(folder, recursive: true);
            }
        }

        return texts.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    /// <summary>No line is wider than the terminal, except one with a word, path or command that is.</summary>
    private static void AssertFits(string output, OutputFormat format)
    {
        Assert.True(format.HasColor || !output.Contains('\e', StringComparison.Ordinal), output);
        foreach (
            var line in output.Split('\n').Where(line => WordWrap.Measure(line) > (format.Columns ?? int.MaxValue))
        )
        {
            Assert.True(Unbreakable().IsMatch(line), $"wider than {format.Columns} columns: {line}");
        }
    }

    private static string Quote(string argument) =>
        argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;

    private static string Normalize(string text, string folder) =>
        Varying()
            .Replace(
                text.Replace(folder, "DIR", StringComparison.Ordinal)
                    .Replace(Path.GetTempPath(), "TMP/", StringComparison.Ordinal)
                    .Replace("\e", "␛", StringComparison.Ordinal),
                match =>
                    match.Value.EndsWith("free", StringComparison.Ordinal) ? "9 MB free"
                    : match.Value.StartsWith("schema", StringComparison.Ordinal) ? "schema version 9"
                    : "TOKEN"
            );

    private static string CreateFolder()
    {
        var start = Path.Combine(Path.GetTempPath(), $"golden-{Guid.NewGuid():N}");
        return Directory
            .CreateDirectory(start[..Math.Min(start.Length, FolderLength)].PadRight(FolderLength, '-'))
            .FullName;
    }

    private static async Task<CommandFixture> CreateFixtureAsync(string folder)
    {
        var asOf = new DateOnly(2026, 11, 22);
        var fixture = new CommandFixture().With(settings =>
            settings with
            {
                ActivitySync = settings.ActivitySync with { DataDirectory = folder },
                Mail = new MailSettings
                {
                    From = "digest@example.org",
                    PickupDirectory = Path.Combine(folder, "mails"),
                },
            }
        );
        var athleteId = fixture.GetAthleteId();
        new RecordingReconciler(fixture.Database, fixture.Clock).Add(
            athleteId,
            [
                .. DemoAthlete
                    .CreateActivities(asOf)
                    .Select(activity => new SourceRecording(
                        SourceNames.File,
                        activity.Id,
                        RecordingFormat.Fit,
                        activity
                    )),
            ]
        );
        using (var connection = fixture.Database.Open())
        {
            foreach (var massage in DemoAthlete.CreateMassages(asOf))
            {
                MassageRepository.Add(connection, athleteId, massage);
            }

            foreach (var race in DemoAthlete.CreateRaces(asOf))
            {
                RaceRepository.Add(connection, athleteId, race);
            }
        }

        await File.WriteAllBytesAsync(
            Path.Combine(folder, "export.zip"),
            ArchiveBuilder.Zip(
                ("bad.fit", "rubbish"u8.ToArray()),
                ("photo.jpg", [1, 2, 3]),
                ("run.fit", FitBuilder.Run().ToFile())
            )
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "timeline.json"),
            """
            {"asOf": "2026-11-23", "activities": [{"id": "1", "start": "2026-11-22T09:00:00+01:00", "sport": "run",
             "name": "City Marathon", "distanceMeters": 42500, "movingSeconds": 13680, "sourceTag": "race"}]}
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "settings.json"),
            """{"Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}]}"""
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "members.jsonl"),
            """
            {"Name": "cleo", "Email": "cleo@example.org", "TimeZone": "Europe/Berlin"}
            {"Name": "dora", "Email": "dora", "TimeZone": "Europe/Berlin", "Digest": {"Day": "Someday"}}
            """
        );
        return fixture;
    }

    /// <summary>A part that is never broken: a path, an address, a command, a setting.</summary>
    [GeneratedRegex(@"activitysync |\S{40,}")]
    private static partial Regex Unbreakable();

    /// <summary>What differs in each run.</summary>
    [GeneratedRegex(
        @"[A-Za-z0-9_-]{40,}|(?<=calendar/|Bearer )[\w-]{22}|\S{40,}(?=\.eml)|[0-9,]+ MB free|schema version [0-9]+"
    )]
    private static partial Regex Varying();
}
