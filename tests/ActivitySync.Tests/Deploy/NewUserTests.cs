using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using ActivitySync.Tests.EndToEnd;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;
using MimeKit;

namespace ActivitySync.Tests.Deploy;

/// <summary>Runs the documented commands for new users on a fresh Debian.</summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class NewUserTests(DeploymentFixture deployment)
{
    private const string Section = "On Debian or Ubuntu";
    private const string Zone = "Europe/Berlin";

    /// <summary>
    /// A few seconds before a digest is due, and after the creation of the mail server's certificate.
    /// </summary>
    private static readonly DateTimeOffset Sunday = new(2030, 11, 24, 17, 59, 30, TimeSpan.Zero); // 18:59:30 in Berlin

    /// <summary>An athlete who is added after a digest's time gets the next one, so the steps begin earlier.</summary>
    private static readonly TimeSpan MaxInstallation = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task The_demo_is_one_command_that_needs_no_network_and_no_rights()
    {
        Requirements.RequirePackagingTools();
        await using var debian = await CreateInstalledAsync();
        var readme = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, "README.md"),
            TestContext.Current.CancellationToken
        );
        var command = Assert
            .Single(readme.Split('\n'), line => line.EndsWith(" demo", StringComparison.Ordinal))
            .Trim()
            .Replace("dotnet run --project src/ActivitySync --", "activitysync", StringComparison.Ordinal);

        using var demo = debian.Start(command, withNetwork: false);
        var output = await demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(demo.ExitCode == 0, output);
        foreach (var file in new[] { "digest.html", "digest.txt", "digest.eml", "week.png", "massage.ics" })
        {
            Assert.True(
                new FileInfo(debian.GetHostPath(Path.Join(DebianFixture.Home, file))) is { Exists: true, Length: > 0 },
                file
            );
        }
    }

    [Fact]
    public async Task Files_need_three_steps()
    {
        Requirements.RequirePackagingTools();
        Requirements.RequireFaketime();
        var page = await DocumentedSteps.ReadAsync("README.md", Section);
        var steps = page.Blocks[0];
        Assert.Equal([1, 2, 3], steps.Select(DocumentedSteps.GetNumber));
        await using var debian = await CreateWithPackageAsync();
        using (
            var export = ZipFile.Open(
                debian.GetHostPath(Path.Join(DebianFixture.Home, "export_12345.zip")),
                ZipArchiveMode.Create
            )
        )
        using (var run = export.CreateEntry("activities/run.fit").Open())
        {
            run.Write(FitBuilder.Run().ToFile());
        }

        debian.SetClock(Sunday - MaxInstallation);
        await debian.RunSuccessfullyAsync(DocumentedSteps.GetCommand(steps[0]));
        // No settings yet.
        Assert.Equal(2, (await debian.RunAsync("sudo -u activitysync activitysync status")).ExitCode);
        var setupOutput = await debian.RunSuccessfullyAsync(DocumentedSteps.GetCommand(steps[1]), Zone, "", "");
        foreach (var command in page.InlineCommands.Where(inline => inline.Contains(" cp ", StringComparison.Ordinal)))
        {
            await debian.RunSuccessfullyAsync(command);
        }

        debian.SetClock(Sunday);
        await debian.RunSuccessfullyAsync(DocumentedSteps.GetCommand(steps[2]));

        var folder = debian.GetHostPath("/var/lib/activitysync/mails");
        await WaitUntilAsync(debian, "the mail has arrived", () =>
            Task.FromResult(Directory.Exists(folder) && Directory.GetFiles(folder, "*.eml").Length == 1)
        );
        Assert.Single(
            JsonNode
                .Parse(await debian.RunSuccessfullyAsync("sudo -u activitysync activitysync activities --json"))!
                .AsArray()
        );
        foreach (var command in page.InlineCommands.Where(inline => !inline.Contains(" cp ", StringComparison.Ordinal)))
        {
            await debian.RunSuccessfullyAsync(command);
        }

        await RunNextStepsAsync(debian, setupOutput);
    }

    [Fact]
    public async Task Strava_with_a_mail_server_needs_five_steps()
    {
        Requirements.RequirePackagingTools();
        Requirements.RequireFaketime();
        Requirements.RequireMailServer();
        var server = MailServer.Current!;
        var steps = (await DocumentedSteps.ReadAsync("README.md", Section)).Blocks[1];
        Assert.Equal([1, 2, 3, 4, 5], steps.Select(DocumentedSteps.GetNumber));
        // A step on Strava's website, which the stand-in replaces.
        Assert.Equal("", DocumentedSteps.GetCommand(steps[1]));
        using var strava = StravaSimulator.Start(TrainingBuilder.Create(Sunday, weeks: 12, Zone));
        await using var debian = await CreateWithPackageAsync();
        await debian.TrustAsync(server.Authority);
        debian.SetEnvironment(("Strava__OAuthUrl", strava.OAuthUrl), ("Strava__ApiUrl", strava.ApiUrl));
        var address = $"anna-{Guid.NewGuid():N}@example.org";

        debian.SetClock(Sunday - MaxInstallation);
        await debian.RunSuccessfullyAsync(DocumentedSteps.GetCommand(steps[0]));
        var setupOutput = await debian.RunSuccessfullyAsync(
            $"{DocumentedSteps.GetCommand(steps[2])} --mail-port {server.Port}",
            address,
            Zone,
            "regular",
            "1001",
            "sim-secret",
            server.Host,
            server.User,
            server.Password
        );
        await ConnectAsync(debian, strava, DocumentedSteps.GetCommand(steps[3]));
        debian.SetClock(Sunday);
        await debian.RunSuccessfullyAsync(DocumentedSteps.GetCommand(steps[4]));

        await WaitUntilAsync(debian, "the mail has arrived", () => Task.FromResult(server.GetMails(address).Count > 0));
        var mail = Assert.Single(server.GetMails(address));
        Assert.Contains(mail.BodyParts.OfType<TextPart>(), part =>
            part.IsPlain && part.Text.Contains("Stop if anything feels sharp", StringComparison.Ordinal)
        );
        await RunNextStepsAsync(debian, setupOutput);
        Assert.Empty((await strava.GetStatsAsync())["violations"]!.AsArray());
    }

    [Fact]
    public async Task The_manual_installation_works_as_documented()
    {
        Requirements.RequirePackagingTools();
        var steps = Assert.Single((await DocumentedSteps.ReadAsync("deploy/README.md", "By hand")).Blocks);
        await using var debian = await DebianFixture.CreateAsync(deployment);
        await Shell.RunAsync("cp", "-r", Shell.Script(""), debian.GetHostPath(Path.Join(DebianFixture.Home, "deploy")));
        await Shell.RunAsync("cp", "-r", DeploymentFixture.Published, debian.GetHostPath("/srv/published"));
        await File.WriteAllTextAsync(
            debian.GetHostPath(Path.Join(DebianFixture.Home, "deploy", "publish.sh")),
            "#!/bin/sh\nsudo cp -r /srv/published \"$1\"\n"
        ); // the machine has no compiler

        foreach (var step in steps.Select(DocumentedSteps.GetCommand))
        {
            await debian.RunSuccessfullyAsync(
                step,
                step.EndsWith(" setup", StringComparison.Ordinal)
                    ? ["anna@example.org", Zone, "", "files", "", "none"]
                    : []
            );
        }

        await WaitUntilAsync(debian, "health is good", async () =>
            (await debian.RunAsync("sudo -u activitysync activitysync health")).ExitCode == 0
        );
    }

    [Fact]
    public async Task A_command_as_the_wrong_user_names_the_right_one_and_changes_nothing()
    {
        Requirements.RequirePackagingTools();
        await using var debian = await CreateInstalledAsync();
        await debian.RunSuccessfullyAsync(
            "sudo activitysync setup --email anna@example.org --time-zone Europe/Berlin --budget none"
                + " --sources files --inbox /srv/activities --mail-host none"
        );

        var asAnna = await debian.RunAsync("activitysync status");
        var asRoot = await debian.RunAsync("sudo activitysync status");
        var daemonAsRoot = await debian.RunAsync("sudo activitysync run");
        var setupAsAnna = await debian.RunAsync("activitysync setup");

        foreach (var (exitCode, _, error) in new[] { asAnna, asRoot, daemonAsRoot })
        {
            Assert.Equal(2, exitCode);
            Assert.Contains(
                "sudo -u activitysync activitysync",
                Assert.Single(error.Trim().Split('\n')),
                StringComparison.Ordinal
            );
        }

        Assert.Contains("'sudo activitysync setup'", setupAsAnna.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(debian.GetHostPath("/var/lib/activitysync")));
        await debian.RunSuccessfullyAsync("sudo -u activitysync activitysync status");
    }

    /// <summary>Creates a machine with the package in anna's home.</summary>
    private async Task<DebianFixture> CreateWithPackageAsync()
    {
        var debian = await DebianFixture.CreateAsync(deployment);
        await Shell.RunAsync("cp", await deployment.PackageAsync(), debian.GetHostPath(DebianFixture.Home));
        return debian;
    }

    private async Task<DebianFixture> CreateInstalledAsync()
    {
        var debian = await CreateWithPackageAsync();
        await debian.RunSuccessfullyAsync("sudo apt-get install ./activitysync_*.deb");
        return debian;
    }

    /// <summary>Opens the printed address and pastes the address to which the browser was redirected.</summary>
    private static async Task ConnectAsync(DebianFixture debian, StravaSimulator strava, string command)
    {
        using var connect = debian.Start(command);
        var error = connect.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string? line;
        do
        {
            line = await connect.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        } while (line?.StartsWith(strava.OAuthUrl, StringComparison.Ordinal) == false);
        if (line is null)
        {
            Assert.Fail(await error);
        }

        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var page = await browser.GetAsync(new Uri(line), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);

        await connect.StandardInput.WriteLineAsync(page.Headers.Location!.AbsoluteUri);
        var output = await connect.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await connect.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(connect.ExitCode == 0, await error + output);
    }

    /// <summary>Runs the commands that <c>setup</c> printed as the next steps.</summary>
    private static async Task RunNextStepsAsync(DebianFixture debian, string setupOutput)
    {
        var next = setupOutput
            .Split("Next:\n")[1]
            .Split('\n')
            .Select(line => line.Trim().Split("    ")[0])
            .Where(line => line.StartsWith("sudo -u ", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(next, line => line.EndsWith(" doctor", StringComparison.Ordinal));
        foreach (var line in next.Where(line => !line.Contains("connect", StringComparison.Ordinal)))
        {
            await debian.RunSuccessfullyAsync(line);
        }
    }

    private static async Task WaitUntilAsync(DebianFixture debian, string what, Func<Task<bool>> condition)
    {
        const int MaxPolls = 600;
        for (var poll = 0; poll < MaxPolls; poll++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // polls another process
        }

        Assert.Fail($"Timed out waiting until {what}. Log of the daemon:\n{debian.ReadLog()}");
    }
}
