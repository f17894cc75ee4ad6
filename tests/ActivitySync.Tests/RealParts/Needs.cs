namespace ActivitySync.Tests.RealParts;

/// <summary>What a test of the whole needs of the machine. In CI nothing may be missing.</summary>
internal static class Needs
{
    private static readonly bool InCI = Environment.GetEnvironmentVariable("CI") == "true";

    public static void TheStandIn() => Here(StravaStandIn.IsHere, "the stand-in for Strava beside the repository");

    /// <summary>The fixed scenarios and the corpus of recordings.</summary>
    public static void TheSharedFolder() => Here(SharedFolder.Path is not null, "the shared folder beside the repository");

    public static void AMovedClock() => Here(MovedClock.IsHere, "libfaketime");

    public static void ABrowser() => Here(Browser.IsHere, "Debian's chromium");

    public static void AMailServer() => Here(Mailbox.Here is not null, "a mail server set up by .ci/postfix.sh");

    public static void ASmallDisk() => Here(SmallDisk.IsHere, "the right to mount a disk in memory (root)");

    public static void AFailingDisk() => Here(FailingDisk.IsHere, "the right to mount a file as a disk (root, a loop device, mkfs.ext4)");

    public static void SystemdAnalyze() => Here(HasTool("systemd-analyze"), "systemd-analyze");

    /// <summary>Where the package and the image can be made of what ships, and run in trees of their own.</summary>
    public static void APackagingMachine()
    {
        Here(Environment.GetEnvironmentVariable("ACTIVITYSYNC_BINARY") is not null, "the published program (ACTIVITYSYNC_BINARY)");
        Here(Environment.IsPrivilegedProcess, "the rights of root");
        foreach (var tool in new[] { "dpkg-deb", "readelf", "mmdebstrap", "unshare", "python3" }) Here(HasTool(tool), tool);
    }

    private static bool HasTool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    private static void Here(bool isHere, string what)
    {
        if (isHere) return;
        if (InCI) Assert.Fail($"CI lacks {what}.");
        Assert.Skip($"This machine lacks {what}.");
    }
}
