namespace ActivitySync.FileSystem;

/// <summary>
/// Data directories for a few seconds in the system's temporary folder, only for their owner. A killed process leaves
/// its folder; its name tells whose it was.
/// </summary>
internal static class TestFolders
{
    public const string Demo = "activitysync-demo-";
    public const string Setup = "activitysync-setup-";

    public static IReadOnlyList<string> Prefixes { get; } = [Demo, Setup];
}
