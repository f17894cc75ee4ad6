namespace ActivitySync.Tests.RealParts;

/// <summary>What a test of the whole needs of the machine. In CI nothing may be missing.</summary>
internal static class Needs
{
    private static readonly bool InCI = Environment.GetEnvironmentVariable("CI") == "true";

    public static void TheStandIn() => Here(StravaStandIn.IsHere, "the stand-in for Strava beside the repository");

    public static void AMovedClock() => Here(MovedClock.IsHere, "libfaketime");

    public static void ABrowser() => Here(Browser.IsHere, "Debian's chromium");

    public static void AMailServer() => Here(Mailbox.Here is not null, "a mail server set up by .ci/postfix.sh");

    public static void ASmallDisk() => Here(SmallDisk.IsHere, "the right to mount a disk in memory (root)");

    private static void Here(bool isHere, string what)
    {
        if (isHere) return;
        if (InCI) Assert.Fail($"CI lacks {what}.");
        Assert.Skip($"This machine lacks {what}.");
    }
}
