namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// What tests of the whole program need of the machine. A test is skipped without it; in CI it fails.
/// </summary>
internal static class Requirements
{
    private static readonly bool InCI = Environment.GetEnvironmentVariable("CI") == "true";

    public static void RequirePython() => Require(HasTool("python3"), "Python 3");

    public static void RequireCorpus() =>
        Require(
            TestPaths.Corpus is { } folder && File.Exists(Path.Combine(folder, "MANIFEST.tsv")),
            "a folder of real activity files (ACTIVITYSYNC_CORPUS)"
        );

    public static void RequireFaketime() => Require(LibFaketimeClock.IsAvailable, "libfaketime");

    public static void RequireBrowser() => Require(ChromiumBrowser.IsAvailable, "Debian's chromium");

    public static void RequireMailServer() =>
        Require(MailServer.Current is not null, "a mail server started by .ci/postfix.sh");

    public static void RequirePostgres() => Require(PostgresServer.IsInstalled, "Debian's postgresql");

    public static void RequireSmallDisk() =>
        Require(SmallDisk.IsAvailable, "permission to mount a disk in memory (root)");

    public static void RequireFailingDisk() =>
        Require(FailingDisk.IsAvailable, "permission to mount a file as a disk (root, a loop device, mkfs.ext4)");

    public static void RequireSystemdAnalyze() => Require(HasTool("systemd-analyze"), "systemd-analyze");

    /// <summary>The program as it is shipped: the build output needs more handles and memory.</summary>
    public static void RequirePublishedProgram() =>
        Require(
            Environment.GetEnvironmentVariable("ACTIVITYSYNC_BINARY") is not null,
            "the published program (ACTIVITYSYNC_BINARY)"
        );

    /// <summary>Runs the published program as other users.</summary>
    public static void RequireUsers()
    {
        RequirePublishedProgram();
        Require(Environment.IsPrivilegedProcess, "root");
        Require(HasTool("setpriv"), "setpriv");
        RequirePython();
    }

    /// <summary>
    /// Tools that build the package and the image from the published program and run them in a chroot.
    /// </summary>
    public static void RequirePackagingTools()
    {
        RequirePublishedProgram();
        Require(Environment.IsPrivilegedProcess, "root");
        foreach (var tool in new[] { "dpkg-deb", "readelf", "mmdebstrap", "unshare", "python3" })
        {
            Require(HasTool(tool), tool);
        }
    }

    private static bool HasTool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, name)));

    private static void Require(bool isAvailable, string what)
    {
        if (isAvailable)
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
