namespace ActivitySync.Tests.Infrastructure;

/// <summary>What a test of the whole needs of the machine. In CI nothing may be missing.</summary>
internal static class Requirements
{
    private static readonly bool InCI = Environment.GetEnvironmentVariable("CI") == "true";

    public static void RequireStravaSimulator() =>
        Require(StravaSimulator.IsAvailable, "the stand-in for Strava beside the repository");

    /// <summary>The fixed scenarios and the corpus of recordings.</summary>
    public static void RequireSharedFolder() =>
        Require(TestPaths.SharedFolder is not null, "the shared folder beside the repository");

    public static void RequireFaketime() => Require(LibFaketimeClock.IsAvailable, "libfaketime");

    public static void RequireBrowser() => Require(ChromiumBrowser.IsAvailable, "Debian's chromium");

    public static void RequireMailServer() =>
        Require(MailServer.Current is not null, "a mail server set up by .ci/postfix.sh");

    public static void RequireSmallDisk() =>
        Require(SmallDisk.IsAvailable, "the right to mount a disk in memory (root)");

    public static void RequireFailingDisk() =>
        Require(FailingDisk.IsAvailable, "the right to mount a file as a disk (root, a loop device, mkfs.ext4)");

    public static void RequireSystemdAnalyze() => Require(HasTool("systemd-analyze"), "systemd-analyze");

    /// <summary>Where the package and the image can be made of what ships, and run in trees of their own.</summary>
    public static void RequirePackagingTools()
    {
        Require(
            Environment.GetEnvironmentVariable("ACTIVITYSYNC_BINARY") is not null,
            "the published program (ACTIVITYSYNC_BINARY)"
        );
        Require(Environment.IsPrivilegedProcess, "the rights of root");
        foreach (var tool in new[] { "dpkg-deb", "readelf", "mmdebstrap", "unshare", "python3" })
        {
            Require(HasTool(tool), tool);
        }
    }

    private static bool HasTool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, name)));

    private static void Require(bool isHere, string what)
    {
        if (isHere)
        {
            return;
        }

        if (InCI)
        {
            Assert.Fail($"CI lacks {what}.");
        }

        Assert.Skip($"This machine lacks {what}.");
    }
}
