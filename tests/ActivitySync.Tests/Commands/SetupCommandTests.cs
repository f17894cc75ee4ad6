using System.Globalization;
using System.Text;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

/// <summary><c>setup</c> within this process, in a folder of its own and without a terminal.</summary>
[SqliteOnly]
public sealed class SetupCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-test-").FullName;

    private string Settings => In("appsettings.json");

    public void Dispose()
    {
        ActivitySync.Data.Database.ClearPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("--email", "", "--email: must not be empty.")]
    [InlineData("--email", " ", "--email: must not be empty.")]
    [InlineData("--name", "", "--name: must not be empty.")]
    [InlineData("--next-race", "", "--next-race: must not be empty.")]
    [InlineData("--mail-from", "nonsense", "--mail-from: \"nonsense\" is invalid; expected an email address.")]
    [InlineData("--mail-port", "0", "--mail-port: \"0\" is invalid; expected a number, like 587.")]
    [InlineData("--mail-security", "ssl", "--mail-security: \"ssl\" is invalid; expected starttls, tls or none.")]
    [InlineData("--digest-day", "someday", "--digest-day: \"someday\" is invalid; expected one of")]
    [InlineData("--data", "/proc/activitysync", "--data: /proc/activitysync cannot be created. Use another folder.")]
    [InlineData("--inbox", "/proc/activitysync", "--inbox: /proc/activitysync: cannot be created or read.")]
    public async Task An_invalid_flag_leaves_nothing(string flag, string value, string line)
    {
        var (exit, output, error) = await RunAsync([], CreateFlags((flag, value)));

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output.Trim()));
        Assert.StartsWith(line, error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task An_empty_answer_is_asked_again()
    {
        var (exit, output, error) = await RunAsync([
            "",
            "anna@example.org",
            "Europe/Berlin",
            "none",
            "files",
            In("inbox"),
            "none",
        ]);

        Assert.True(exit == ExitCode.Done, error);
        Assert.Contains("must not be empty.", output, StringComparison.Ordinal);
        Assert.Equal("anna@example.org", ReadSetting("Email"));
    }

    [Fact]
    public async Task An_end_in_the_middle_leaves_no_folders()
    {
        var inbox = In("runs/inbox");
        var (exit, _, error) = await RunAsync(["anna@example.org", "Europe/Berlin", "none", "files", inbox]);

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Contains("Nothing was saved.", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task Folders_that_existed_stay()
    {
        Directory.CreateDirectory(In("inbox"));

        await RunAsync(["anna@example.org", "Europe/Berlin", "none", "files", In("inbox")]);

        Assert.Equal([In("inbox")], Directory.GetFileSystemEntries(_directory));
    }

    [Theory]
    [InlineData("de-DE", "emails in 'de', metric units")]
    [InlineData("en-US", "emails in 'en', imperial units")]
    [InlineData("fr", "emails in 'en', metric units")]
    [InlineData("", "emails in 'en', metric units")]
    public async Task Language_and_units_are_the_machines(string culture, string expected)
    {
        var (exit, output, error) = await RunAsync([], CreateFlags(), culture);

        Assert.True(exit == ExitCode.Done, error);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_and_a_time_may_be_written_as_in_the_answer()
    {
        var (exit, output, error) = await RunAsync(
            [],
            CreateFlags(("--digest-day", "freitag"), ("--digest-time", "7pm"))
        );

        Assert.True(exit == ExitCode.Done, error);
        Assert.Contains("Fridays at 19:00", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_that_does_not_answer_is_asked_for_again()
    {
        var port = $"{FreePort.Next()}";

        var (exit, output, error) = await RunAsync(
            ["anna@example.org", "UTC", "none", "files", In("inbox"), "localhost", "none", "none"],
            ["--mail-port", port]
        );

        Assert.True(exit == ExitCode.Done, error);
        Assert.Contains(
            $"localhost:{port} refused the connection. Check the server's name and its port",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("--mail", output, StringComparison.Ordinal);
        Assert.Equal(3, output.Split("Mail server, like").Length);
    }

    [Fact]
    public async Task A_mail_server_that_never_answers_is_exit_code_3()
    {
        var (exit, _, error) = await RunAsync(
            ["anna@example.org", "UTC", "none", "files", In("inbox"), "localhost", "none"],
            ["--mail-port", $"{FreePort.Next()}"]
        );

        Assert.Equal(ExitCode.RemoteUnavailable, exit);
        Assert.EndsWith("Nothing was saved.", error.TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task A_first_digest_as_a_file_is_not_called_sent()
    {
        var (exit, output, error) = await RunAsync([], CreateFlags(("--first-digest", "yes")));

        Assert.True(exit == ExitCode.Done, error);
        Assert.Contains(
            $"A first digest: written into {In("data/mails")}. No mail server is set, so nothing was sent.",
            output,
            StringComparison.Ordinal
        );
    }

    private string[] CreateFlags(params (string Flag, string Value)[] changes)
    {
        var flags = new Dictionary<string, string>
        {
            ["--email"] = "anna@example.org",
            ["--time-zone"] = "UTC",
            ["--budget"] = "none",
            ["--sources"] = "files",
            ["--inbox"] = In("inbox"),
            ["--mail-host"] = "none",
        };
        foreach (var (flag, value) in changes)
        {
            flags[flag] = value;
        }

        return [.. flags.SelectMany(pair => new[] { pair.Key, pair.Value })];
    }

    private async Task<(ExitCode Exit, string Output, string Error)> RunAsync(
        string[] answers,
        string[]? flags = null,
        string culture = ""
    )
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new MemoryStream(
            Encoding.UTF8.GetBytes(string.Concat(answers.Select(answer => $"{answer}\n")))
        );
        var exit = await CommandTree
            .Build()
            .Parse(["setup", "--config", Settings, .. flags ?? []])
            .InvokeAsync(
                new CommandEnvironment
                {
                    Input = input,
                    Output = output,
                    Error = error,
                    Clock = new FastForwardClock(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero)),
                    MachineCulture = CultureInfo.GetCultureInfo(culture),
                    EnableDefaultExceptionHandler = false,
                },
                TestContext.Current.CancellationToken
            );
        return ((ExitCode)exit, output.ToString(), error.ToString());
    }

    private string? ReadSetting(string name)
    {
        using var settings = JsonDocument.Parse(
            File.ReadAllText(Settings),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
        );
        return settings.RootElement.GetProperty("Athletes")[0].GetProperty(name).GetString();
    }

    private string In(string name) => Path.Combine(_directory, name);
}
