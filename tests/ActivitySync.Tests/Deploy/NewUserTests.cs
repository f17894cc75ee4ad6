using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using ActivitySync.Tests.EndToEnd;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;
using MimeKit;

namespace ActivitySync.Tests.Deploy;

/// <summary>What the pages tell a new user to type, typed as it stands there, on a fresh Debian.</summary>
public sealed class NewUserTests(DeploymentFixture made)
{
    private const string Section = "On a home server";
    private const string Zone = "Europe/Berlin";

    /// <summary>Has a daemon wait some seconds for the digest, and the mail server's certificate be made before.</summary>
    private static readonly DateTimeOffset Sunday = new(2030, 11, 24, 17, 59, 50, TimeSpan.Zero); // 18:59:50 in Berlin

    [Fact]
    public async Task The_demo_is_one_command_for_anybody_without_a_network()
    {
        Requirements.RequirePackagingTools();
        await using var debian = await InstalledAsync();
        var readme = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, "README.md"),
            TestContext.Current.CancellationToken
        );
        var command = Assert
            .Single(readme.Split('\n'), line => line.EndsWith(" demo", StringComparison.Ordinal))
            .Trim()
            .Replace("dotnet run --project src/ActivitySync --", "activitysync", StringComparison.Ordinal);

        using var demo = debian.Start(command, withNetwork: false);
        var said = await demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(demo.ExitCode == 0, said);
        foreach (var file in new[] { "digest.html", "digest.txt", "digest.eml", "week.png", "massage.ics" })
        {
            Assert.True(
                new FileInfo(debian.GetHostPath(Path.Join(DebianFixture.Home, file))) is { Exists: true, Length: > 0 },
                file
            );
        }
    }

    [Fact]
    public async Task From_files_in_three_steps()
    {
        Requirements.RequirePackagingTools();
        Requirements.RequireFaketime();
        var page = await DocumentedSteps.ReadAsync("README.md", Section);
        var steps = page.Blocks[0];
        Assert.Equal([1, 2, 3], steps.Select(DocumentedSteps.Number));
        await using var debian = await WithPackageAsync();
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

        debian.SetClock(Sunday);
        await debian.RunSuccessfullyAsync(DocumentedSteps.Command(steps[0]));
        Assert.Equal(2, (await debian.RunAsync("sudo -u activitysync activitysync status")).ExitCode); // there is nothing yet
        var setUp = await debian.RunSuccessfullyAsync(DocumentedSteps.Command(steps[1]), Zone, "", "");
        foreach (var aside in page.Asides.Where(aside => aside.Contains(" cp ", StringComparison.Ordinal)))
        {
            await debian.RunSuccessfullyAsync(aside);
        }

        debian.SetClock(Sunday);
        await debian.RunSuccessfullyAsync(DocumentedSteps.Command(steps[2]));

        var folder = debian.GetHostPath("/var/lib/activitysync/mails");
        await UntilAsync(debian, "the mail is there", () =>
            Task.FromResult(Directory.Exists(folder) && Directory.GetFiles(folder, "*.eml").Length == 1)
        );
        Assert.Single(
            JsonNode
                .Parse(await debian.RunSuccessfullyAsync("sudo -u activitysync activitysync activities --json"))!
                .AsArray()
        );
        foreach (var aside in page.Asides.Where(aside => !aside.Contains(" cp ", StringComparison.Ordinal)))
        {
            await debian.RunSuccessfullyAsync(aside);
        }

        await NextAsync(debian, setUp);
    }

    [Fact]
    public async Task From_Strava_through_a_mail_server_in_five()
    {
        Requirements.RequirePackagingTools();
        Requirements.RequireFaketime();
        Requirements.RequireMailServer();
        var server = MailServer.Current!;
        var steps = (await DocumentedSteps.ReadAsync("README.md", Section)).Blocks[1];
        Assert.Equal([1, 2, 3, 4, 5], steps.Select(DocumentedSteps.Number));
        Assert.Equal("", DocumentedSteps.Command(steps[1])); // at Strava's site, which the stand-in plays
        using var strava = StravaSimulator.Start(TrainingBuilder.Create(Sunday, weeks: 12, Zone));
        await using var debian = await WithPackageAsync();
        await debian.TrustAsync(server.Authority);
        debian.SetEnvironment(("Strava__OAuthUrl", strava.OAuthUrl), ("Strava__ApiUrl", strava.ApiUrl));
        var address = $"anna-{Guid.NewGuid():N}@example.org";

        debian.SetClock(Sunday);
        await debian.RunSuccessfullyAsync(DocumentedSteps.Command(steps[0]));
        var setUp = await debian.RunSuccessfullyAsync(
            $"{DocumentedSteps.Command(steps[2])} --mail-port {server.Port}",
            address,
            Zone,
            "regular",
            "1001",
            "sim-secret",
            server.Host,
            server.User,
            server.Password
        );
        await ConnectAsync(debian, strava, DocumentedSteps.Command(steps[3]));
        debian.SetClock(Sunday);
        await debian.RunSuccessfullyAsync(DocumentedSteps.Command(steps[4]));

        await UntilAsync(debian, "the mail is there", () => Task.FromResult(server.GetMails(address).Count > 0));
        var mail = Assert.Single(server.GetMails(address));
        Assert.Contains(mail.BodyParts.OfType<TextPart>(), part =>
            part.IsPlain && part.Text.Contains("TL;DR", StringComparison.Ordinal)
        );
        await NextAsync(debian, setUp);
        Assert.Empty((await strava.GetStatsAsync())["violations"]!.AsArray());
    }

    [Fact]
    public async Task By_hand_as_the_page_of_installing_says()
    {
        Requirements.RequirePackagingTools();
        var steps = Assert.Single((await DocumentedSteps.ReadAsync("deploy/README.md", "By hand")).Blocks);
        await using var debian = await DebianFixture.CreateAsync(made);
        await Shell.RunAsync("cp", "-r", Shell.Script(""), debian.GetHostPath(Path.Join(DebianFixture.Home, "deploy")));
        await Shell.RunAsync("cp", "-r", DeploymentFixture.Published, debian.GetHostPath("/srv/published"));
        await File.WriteAllTextAsync(
            debian.GetHostPath(Path.Join(DebianFixture.Home, "deploy", "publish.sh")),
            "#!/bin/sh\nsudo cp -r /srv/published \"$1\"\n"
        ); // no compiler there

        foreach (var step in steps.Select(DocumentedSteps.Command))
        {
            await debian.RunSuccessfullyAsync(
                step,
                step.EndsWith(" setup", StringComparison.Ordinal)
                    ? ["anna@example.org", Zone, "", "files", "", "none"]
                    : []
            );
        }

        await UntilAsync(debian, "all is well", async () =>
            (await debian.RunAsync("sudo -u activitysync activitysync health")).ExitCode == 0
        );
    }

    [Fact]
    public async Task Whoever_forgets_as_whom_a_verb_runs_is_told_and_spoils_nothing()
    {
        Requirements.RequirePackagingTools();
        await using var debian = await InstalledAsync();
        await debian.RunSuccessfullyAsync(
            "sudo activitysync setup --email anna@example.org --time-zone Europe/Berlin --budget none --sources files --inbox /srv/activities --mail-host none"
        );

        var asAnna = await debian.RunAsync("activitysync status");
        var asRoot = await debian.RunAsync("sudo activitysync status");
        var daemonAsRoot = await debian.RunAsync("sudo activitysync run");
        var setUpAsAnna = await debian.RunAsync("activitysync setup");

        foreach (var (exitCode, _, error) in new[] { asAnna, asRoot, daemonAsRoot })
        {
            Assert.Equal(2, exitCode);
            Assert.Contains(
                "sudo -u activitysync activitysync",
                Assert.Single(error.Trim().Split('\n')),
                StringComparison.Ordinal
            );
        }

        Assert.Contains("'sudo activitysync setup'", setUpAsAnna.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(debian.GetHostPath("/var/lib/activitysync")));
        await debian.RunSuccessfullyAsync("sudo -u activitysync activitysync status");
    }

    /// <summary>A machine with the package in anna's home.</summary>
    private async Task<DebianFixture> WithPackageAsync()
    {
        var debian = await DebianFixture.CreateAsync(made);
        await Shell.RunAsync("cp", await made.PackageAsync(), debian.GetHostPath(DebianFixture.Home));
        return debian;
    }

    private async Task<DebianFixture> InstalledAsync()
    {
        var debian = await WithPackageAsync();
        await debian.RunSuccessfullyAsync("sudo apt-get install ./activitysync_*.deb");
        return debian;
    }

    /// <summary>Opens the address that is printed, and pastes the one the browser ended on.</summary>
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
        var said = await connect.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await connect.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(connect.ExitCode == 0, await error + said);
    }

    /// <summary>What <c>setup</c> said would come next works as it said it.</summary>
    private static async Task NextAsync(DebianFixture debian, string setUp)
    {
        var next = setUp
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

    private static async Task UntilAsync(DebianFixture debian, string what, Func<Task<bool>> holds)
    {
        const int MostTries = 300;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // between two looks at another process
        }

        Assert.Fail($"It never came to pass that {what}. The daemon said:\n{debian.ReadLog()}");
    }
}
