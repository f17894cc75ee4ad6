using System.Text.Json.Nodes;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.EndToEnd;

/// <summary><c>setup</c> as a process, with answers on standard input or as flags.</summary>
[Trait("Category", "System")]
[SqliteOnly]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SetupTests : IDisposable
{
    private const int MaxQuestions = 10;

    /// <summary>The client secret of the stand-in.</summary>
    private const string ClientSecret = "sim-secret";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Answers_become_settings_that_only_their_owner_can_read_and_a_preview()
    {
        Directory.CreateDirectory(In("inbox"));
        await File.WriteAllBytesAsync(
            In("inbox/run.fit"),
            FitBuilder.Run().ToFile(),
            TestContext.Current.CancellationToken
        );

        var outcome = await SetupAsync([
            "anna.r@example.org",
            "Europe/Berlin",
            "occasional",
            "files",
            In("inbox"),
            "none",
        ]);

        Assert.True(outcome.ExitCode == 0, outcome.Error + outcome.Out);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Settings));
        Assert.Contains("1 imported", outcome.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(In("data/preview/digest.html")), outcome.Out);
        Assert.Contains("Next:", outcome.Out, StringComparison.Ordinal);
        var check = await DaemonProcess.RunCommandAsync(["config", "show", "--config", Settings]);
        Assert.Contains("Athletes:0:Name = anna-r ", check.Out, StringComparison.Ordinal);
        Assert.Contains("Athletes:0:Budget = occasional ", check.Out, StringComparison.Ordinal);
        var activities = await DaemonProcess.RunCommandAsync(["activities", "--json", "--config", Settings]);
        Assert.Single(JsonNode.Parse(activities.Out)!.AsArray());
    }

    [Fact]
    public async Task An_invalid_answer_is_explained_and_asked_again()
    {
        var outcome = await SetupAsync([
            "nobody",
            "anna@example.org",
            "Europe/Berln",
            "Europe/Berlin",
            "daily",
            "none",
            "watch",
            "files",
            In("inbox"),
            "none",
        ]);

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        foreach (
            var wrong in new[]
            {
                "\"nobody\" is invalid; expected an email address",
                "did you mean \"Europe/Berlin\"?",
                "\"daily\" is invalid; expected one of",
                "\"watch\" is invalid; expected files, garmin, intervals or strava",
            }
        )
        {
            Assert.Contains(wrong, outcome.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_city_a_day_the_next_race_and_the_last_massage_are_understood()
    {
        var outcome = await SetupAsync([
            "anna@example.org",
            "Munch",
            "münchen",
            "regular",
            "files",
            In("inbox"),
            "none",
            "someday",
            "friday 7pm",
            "1.2.2003 Long Ago",
            "18.04.2099 City Marathon 42.2 km",
            "yesterday deep",
            "yes",
        ]);

        Assert.True(outcome.ExitCode == 0, outcome.Error + outcome.Out);
        foreach (
            var text in new[]
            {
                "\"Munch\" is unknown; did you mean \"Europe/Berlin\"?",
                "\"someday\" is invalid; expected a day and a time",
                "2003-02-01 has passed.",
                "Next race: City Marathon on Saturday 18 April 2099.",
                "Last massage: deep-tissue on ",
                "A first digest: ",
            }
        )
        {
            Assert.Contains(text, outcome.Out, StringComparison.Ordinal);
        }

        Assert.Single(Directory.GetFiles(In("data/mails"), "*.eml"));
        var shown = await DaemonProcess.RunCommandAsync(["config", "show", "--config", Settings]);
        Assert.Contains("Athletes:0:TimeZone = Europe/Berlin ", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Athletes:0:Digest:Day = Friday ", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Athletes:0:Digest:Time = 19:00 ", shown.Out, StringComparison.Ordinal);
        var races = await DaemonProcess.RunCommandAsync(["race", "list", "--json", "--config", Settings]);
        Assert.Equal(42_200, JsonNode.Parse(races.Out)![0]!["distanceMeters"]!.GetValue<double>());
    }

    /// <summary>A person at a terminal makes mistakes, and gives up at each kind of question.</summary>
    [Theory]
    [InlineData("Time zone", false)]
    [InlineData("Client Secret", true)]
    public async Task Ctrl_C_ends_setup_at_the_first_press_and_saves_nothing(string question, bool isSecret)
    {
        Requirements.RequirePython();
        string[] answers = isSecret
            ? ["nobody", "anna@example.org", "Europe/Berlin", "daily", "none", "strava", "1001"]
            : ["nobody", "anna@example.org"];

        var outcome = await RunOnTerminalAsync(question, answers);

        Assert.True(outcome.ExitCode == 0, outcome.Out + outcome.Error);
        using var result = System.Text.Json.JsonDocument.Parse(outcome.Out);
        var screen = result.RootElement.GetProperty("screen").GetString()!;
        Assert.Equal(1, result.RootElement.GetProperty("exit").GetInt32());
        Assert.True(result.RootElement.GetProperty("echo").GetBoolean(), "the terminal shows typed letters again");
        Assert.Contains("\"nobody\" is invalid; expected an email address", screen, StringComparison.Ordinal);
        Assert.EndsWith("setup was stopped. Nothing was saved.", screen.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("\e[1m", screen, StringComparison.Ordinal);
        Assert.False(File.Exists(Settings));
    }

    [Fact]
    public async Task Setup_without_the_remaining_answers_writes_no_file()
    {
        var outcome = await SetupAsync(["anna@example.org"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Nothing was saved. Use --time-zone.", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task Flags_answer_everything_and_existing_settings_are_not_overwritten()
    {
        string[] flags =
        [
            "--email",
            "anna@example.org",
            "--time-zone",
            "Europe/Berlin",
            "--budget",
            "none",
            "--sources",
            "files",
            "--inbox",
            In("inbox"),
            "--mail-host",
            "none",
            "--name",
            "anna",
            "--units",
            "imperial",
            "--language",
            "de",
        ];

        Assert.Equal(0, (await SetupAsync([], flags)).ExitCode);
        var first = await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken);
        var second = await SetupAsync([], [.. flags, "--budget", "regular"]);
        Assert.Equal(2, second.ExitCode);
        var third = await SetupAsync([], [.. flags[..4], "--budget", "regular", .. flags[6..]]);
        Assert.Contains("already exists", third.Error, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await SetupAsync([], [.. flags, "--replace"])).ExitCode);
        Assert.Equal(first, await File.ReadAllTextAsync($"{Settings}.before", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--units", "feet", "--units: \"feet\" is invalid; expected one of")]
    [InlineData("--sources", "watch", "--sources: \"watch\" is invalid; expected files, garmin, intervals or strava.")]
    [InlineData("--mail-host", "smtp://x", "--mail-host: \"smtp://x\" is invalid; expected the name of a server")]
    [InlineData("--garmin-key-file", "/none", "--garmin-key-file: /none cannot be read")]
    public async Task An_invalid_flag_is_one_line(string flag, string value, string line)
    {
        var others = new Dictionary<string, string>
        {
            ["--email"] = "anna@example.org",
            ["--time-zone"] = "UTC",
            ["--budget"] = "none",
            ["--sources"] = flag.StartsWith("--garmin", StringComparison.Ordinal) ? "garmin" : "files",
            ["--inbox"] = In("inbox"),
            ["--mail-host"] = "none",
        };
        others[flag] = value;

        var outcome = await SetupAsync(
            [],
            [.. others.SelectMany(pair => new[] { pair.Key, pair.Value }), "--unchecked"]
        );

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(line, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Settings));
    }

    [Fact]
    public async Task An_unreachable_mail_server_is_reported_with_its_flag()
    {
        var port = $"{FreePort.Next()}";

        var outcome = await SetupAsync(
            [],
            [
                "--email",
                "anna@example.org",
                "--time-zone",
                "UTC",
                "--budget",
                "none",
                "--sources",
                "files",
                "--inbox",
                In("inbox"),
                "--mail-host",
                "localhost",
                "--mail-port",
                port,
                "--mail-user",
                "none",
            ]
        );

        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith(
            $"--mail-port: localhost:{port} refused the connection. Check --mail-host and --mail-port",
            outcome.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_unreachable_source_is_exit_code_3()
    {
        var key = In("key");
        await File.WriteAllTextAsync(key, "a-key", TestContext.Current.CancellationToken);

        var outcome = await SetupAsync(
            [],
            [.. Flags("garmin"), "--garmin-key-file", key],
            new Dictionary<string, string> { ["Garmin__ApiUrl"] = $"http://127.0.0.1:{FreePort.Next()}" }
        );

        Assert.True(outcome.ExitCode == 3, outcome.Error);
        Assert.StartsWith("--garmin-key-file: Garmin cannot be reached", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Settings));
    }

    [Fact]
    public async Task Answers_that_do_not_fit_the_environment_are_not_saved()
    {
        var outcome = await SetupAsync(
            [],
            [.. Flags("files"), "--inbox", In("inbox")],
            new Dictionary<string, string> { ["Mail__Smtp__Host"] = "smtp.example.org" }
        );

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("is set in addition to", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "setup: the settings would be invalid. Nothing was saved.",
            outcome.Error.TrimEnd(),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Theory]
    [InlineData("de_DE.UTF-8", "emails in 'de', metric units")]
    [InlineData("en_US.UTF-8", "emails in 'en', imperial units")]
    [InlineData("C", "emails in 'en', metric units")]
    public async Task The_machines_locale_decides_language_and_units(string locale, string expected)
    {
        var outcome = await SetupAsync(
            [],
            [.. Flags("files"), "--inbox", In("inbox")],
            new Dictionary<string, string> { ["LC_ALL"] = locale }
        );

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains(expected, outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_after_Ctrl_D_has_a_line_of_its_own()
    {
        Requirements.RequirePython();

        var outcome = await RunOnTerminalAsync("no such question", []);

        using var result = System.Text.Json.JsonDocument.Parse(outcome.Out);
        var screen = result.RootElement.GetProperty("screen").GetString()!;
        Assert.Contains("\nsetup needs an answer", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strava_and_the_mail_server_are_checked_during_fewer_than_ten_questions()
    {
        Requirements.RequireMailServer();
        using var strava = StravaSimulator.Start([]);
        var server = MailServer.Current!;
        var environment = new Dictionary<string, string>
        {
            ["Strava__OAuthUrl"] = strava.OAuthUrl,
            ["Strava__ApiUrl"] = strava.ApiUrl,
        };
        string[] answers =
        [
            "anna@example.org",
            "Europe/Berlin",
            "regular",
            "strava",
            "1001",
            "wrong-one",
            ClientSecret,
            server.Host,
            server.User,
            "wrong-word",
            server.Password,
        ];

        var outcome = await SetupAsync(answers, ["--mail-port", $"{server.Port}"], environment);

        Assert.True(outcome.ExitCode == 0, outcome.Error + outcome.Out);
        Assert.Contains(
            "Strava:ClientSecret does not belong to Strava:ClientId",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("refused the login", outcome.Out, StringComparison.Ordinal);
        Assert.All(new[] { "wrong-one", ClientSecret, "wrong-word", server.Password }, secret =>
            Assert.DoesNotContain(secret, outcome.Out + outcome.Error, StringComparison.Ordinal)
        );
        Assert.InRange(answers.Length - 2, 1, MaxQuestions - 1);
        Assert.Contains("connect strava", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(
            0,
            (await DaemonProcess.RunCommandAsync(["mail", "test", "--config", Settings], environment)).ExitCode
        );
    }

    private string Settings => In("appsettings.json");

    private static string[] Flags(string source) =>
        [
            "--email",
            "anna@example.org",
            "--time-zone",
            "UTC",
            "--budget",
            "none",
            "--sources",
            source,
            "--mail-host",
            "none",
        ];

    /// <summary>Runs setup on a pseudo-terminal: answers the questions in turn and presses Ctrl-C at one.</summary>
    private async Task<DaemonProcess.CommandResult> RunOnTerminalAsync(string question, string[] answers)
    {
        var script = Path.Combine(TestPaths.TestProject, "EndToEnd", "terminal.py");
        using var python = new System.Diagnostics.Process();
        python.StartInfo = new System.Diagnostics.ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { script, "--interrupt-at", question },
        };
        foreach (var answer in answers)
        {
            python.StartInfo.ArgumentList.Add("--answer");
            python.StartInfo.ArgumentList.Add(answer);
        }

        foreach (var part in new[] { "--", DaemonProcess.Binary, "setup", "--config", Settings })
        {
            python.StartInfo.ArgumentList.Add(part);
        }

        python.Start();
        var output = python.StandardOutput.ReadToEndAsync();
        var error = python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new DaemonProcess.CommandResult(python.ExitCode, await output, await error);
    }

    private string In(string name) => Path.Combine(_directory, name);

    private Task<DaemonProcess.CommandResult> SetupAsync(
        string[] answers,
        string[]? flags = null,
        IReadOnlyDictionary<string, string>? environment = null
    ) =>
        DaemonProcess.RunCommandAsync(
            ["setup", "--config", Settings, .. flags ?? []],
            environment,
            string.Concat(answers.Select(answer => answer + "\n"))
        );
}
