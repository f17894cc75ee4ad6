using System.Globalization;
using System.Text.RegularExpressions;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Deploy;

/// <summary>The package and the image, built from the published program.</summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed partial class PackageTests(DeploymentFixture deployment)
{
    /// <summary>The score of <c>systemd-analyze security</c>, from 0 (safe) to 10.</summary>
    private const double MaxExposure = 1.5;

    [Fact]
    public async Task The_package_has_the_program_unit_and_documents_owned_by_root()
    {
        Requirements.RequirePackagingTools();

        var lines = (await Shell.RunAsync("dpkg-deb", "--contents", await deployment.PackageAsync())).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );

        Assert.All(lines, line => Assert.Matches("^[-dl][rwx-]{9} root/root ", line));
        Assert.DoesNotContain(lines, line => line[0] != 'l' && (line[5] == 'w' || line[8] == 'w'));
        foreach (
            var (mode, path) in new[]
            {
                ("-rwxr-xr-x", "./usr/lib/activitysync/activitysync"),
                ("-rw-r--r--", "./usr/lib/activitysync/libe_sqlite3.so"),
                ("-rw-r--r--", "./usr/lib/activitysync/libSkiaSharp.so"),
                ("-rw-r--r--", "./usr/lib/systemd/system/activitysync.service"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/copyright"),
                ("lrwxrwxrwx", "./usr/share/doc/activitysync/LICENSE -> copyright"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/CONTRIBUTING.md"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/deploy/docker/compose.yaml"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/deploy/monitoring/prometheus-rules.yaml"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/docs/settings.md"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/docs/specification/README.md"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/docs/images/page/week.390.light.png"),
                ("-rw-r--r--", "./usr/share/doc/activitysync/docs/images/self-massage/foam-roller-calves.svg"),
            }
        )
        {
            Assert.Contains(lines, line =>
                line.StartsWith(mode, StringComparison.Ordinal) && line.EndsWith(path, StringComparison.Ordinal)
            );
        }

        Assert.DoesNotContain(lines, line =>
            line.EndsWith(".dbg", StringComparison.Ordinal) || line.Contains("./etc/", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Two_packages_of_one_program_are_identical()
    {
        Requirements.RequirePackagingTools();
        var first = await File.ReadAllBytesAsync(
            await deployment.PackageAsync(),
            TestContext.Current.CancellationToken
        );

        var second = await DeploymentFixture.PackAsync(deployment.GetPath("again"));

        Assert.Equal(first, await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_package_installs_mails_a_digest_upgrades_and_uninstalls()
    {
        Requirements.RequirePackagingTools();
        Requirements.RequireFaketime();
        await File.WriteAllBytesAsync(
            deployment.GetPath("run.fit"),
            FitBuilder.Run().ToFile(),
            TestContext.Current.CancellationToken
        );

        var output = await Shell.RunAsync(
            Shell.Script("debian/try.sh"),
            "--root",
            await deployment.TreeAsync(),
            await deployment.PackageAsync(),
            deployment.GetPath("run.fit")
        );

        Assert.Equal("ok", output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task The_image_matches_its_index_and_runs_as_any_user_on_a_read_only_root()
    {
        Requirements.RequirePackagingTools();

        var output = await Shell.RunAsync(Shell.Script("docker/try.sh"), await deployment.ImageAsync());

        Assert.Equal("ok", output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task The_compose_file_runs_the_image_of_this_version_with_a_health_check()
    {
        var cancel = TestContext.Current.CancellationToken;
        var version = Version()
            .Match(await File.ReadAllTextAsync(Path.Combine(TestPaths.RepositoryRoot, "Directory.Build.props"), cancel))
            .Groups[1]
            .Value;

        var lines = (await File.ReadAllLinesAsync(Shell.Script("docker/compose.yaml"), cancel)).Select(line =>
            line.Trim()
        );

        Assert.Empty(
            new[]
            {
                $"image: activitysync:{version}",
                "read_only: true",
                "cap_drop: [ALL]",
                "test: [\"CMD\", \"activitysync\", \"health\"]",
            }.Except(lines)
        );
    }

    [Fact]
    public async Task A_program_for_another_architecture_is_not_packaged()
    {
        Requirements.RequirePackagingTools();
        var other = (await Shell.RunAsync("dpkg", "--print-architecture")).Trim() == "amd64" ? "arm64" : "amd64";

        var (exitCode, _, error) = await Shell.TryAsync(
            Shell.Script("debian/build.sh"),
            "--publish",
            DeploymentFixture.Published,
            "--architecture",
            other,
            deployment.GetPath("other")
        );

        Assert.Equal(2, exitCode);
        Assert.Contains($"activitysync: is not for {other}.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_unit_gives_the_daemon_few_rights()
    {
        Requirements.RequireSystemdAnalyze();

        var output = await Shell.RunAsync(
            "systemd-analyze",
            "security",
            "--offline=true",
            "--no-pager",
            Shell.Script("systemd/activitysync.service")
        );

        var score = double.Parse(Overall().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(score, 0.1, MaxExposure);
    }

    [Theory]
    [InlineData("Type=notify")]
    [InlineData("MemoryDenyWriteExecute=yes")]
    [InlineData("RestartPreventExitStatus=2")]
    [InlineData("StateDirectory=activitysync")]
    public async Task The_unit_has_the_line(string line) =>
        Assert.Contains(
            line,
            await File.ReadAllLinesAsync(
                Shell.Script("systemd/activitysync.service"),
                TestContext.Current.CancellationToken
            )
        );

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex Version();

    [GeneratedRegex(@"Overall exposure level for activitysync\.service: ([0-9.]+)")]
    private static partial Regex Overall();
}
