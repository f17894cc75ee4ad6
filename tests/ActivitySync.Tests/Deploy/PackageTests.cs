using System.Globalization;
using System.Text.RegularExpressions;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Deploy;

/// <summary>The package and the image as machines take them, made from the program that ships.</summary>
public sealed partial class PackageTests(DeploymentFixture made)
{
    /// <summary>What the unit may score at most, of 10.</summary>
    private const double MostExposure = 1.5;

    [Fact]
    public async Task The_package_brings_the_program_the_unit_and_the_documents_all_of_them_roots()
    {
        Requirements.RequirePackagingTools();

        var lines = (await Shell.RunAsync("dpkg-deb", "--contents", await made.PackageAsync())).Split(
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
                ("-rw-r--r--", "./usr/share/doc/activitysync/docs/settings.md"),
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
    public async Task Two_packages_of_one_program_are_the_same_byte_for_byte()
    {
        Requirements.RequirePackagingTools();
        var first = await File.ReadAllBytesAsync(await made.PackageAsync(), TestContext.Current.CancellationToken);

        var second = await DeploymentFixture.PackAsync(made.GetPath("again"));

        Assert.Equal(first, await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task On_a_fresh_Debian_the_package_is_set_up_mails_a_digest_is_upgraded_and_goes()
    {
        Requirements.RequirePackagingTools();
        Requirements.RequireFaketime();
        await File.WriteAllBytesAsync(
            made.GetPath("run.fit"),
            FitBuilder.Run().ToFile(),
            TestContext.Current.CancellationToken
        );

        var said = await Shell.RunAsync(
            Shell.Script("debian/try.sh"),
            "--root",
            await made.TreeAsync(),
            await made.PackageAsync(),
            made.GetPath("run.fit")
        );

        Assert.Equal("ok", said.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task The_image_holds_what_its_index_says_and_runs_as_anybody_on_a_root_that_cannot_be_written()
    {
        Requirements.RequirePackagingTools();

        var said = await Shell.RunAsync(Shell.Script("docker/try.sh"), await made.ImageAsync());

        Assert.Equal("ok", said.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task The_compose_file_runs_the_image_of_this_version_and_asks_its_health()
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
    public async Task A_program_for_another_machine_is_not_packed()
    {
        Requirements.RequirePackagingTools();
        var other = (await Shell.RunAsync("dpkg", "--print-architecture")).Trim() == "amd64" ? "arm64" : "amd64";

        var (exitCode, _, error) = await Shell.TryAsync(
            Shell.Script("debian/build.sh"),
            "--publish",
            DeploymentFixture.Published,
            "--architecture",
            other,
            made.GetPath("other")
        );

        Assert.Equal(2, exitCode);
        Assert.Contains($"activitysync: is not for {other}.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_unit_leaves_the_daemon_next_to_no_rights()
    {
        Requirements.RequireSystemdAnalyze();

        var said = await Shell.RunAsync(
            "systemd-analyze",
            "security",
            "--offline=true",
            "--no-pager",
            Shell.Script("systemd/activitysync.service")
        );

        var score = double.Parse(Overall().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(score, 0.1, MostExposure);
    }

    [Theory]
    [InlineData("Type=notify")]
    [InlineData("MemoryDenyWriteExecute=yes")]
    [InlineData("RestartPreventExitStatus=2")]
    [InlineData("StateDirectory=activitysync")]
    public async Task The_unit_says_(string line) =>
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
