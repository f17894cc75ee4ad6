using ActivitySync.FileSystem;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.FileSystem;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void New_folders_are_only_for_their_owner_and_an_existing_one_is_unchanged()
    {
        var shared = Create("shared", OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        var mode = File.GetUnixFileMode(shared);

        PrivateFolder.Ensure(Path.Combine(shared, "a", "b"));
        PrivateFolder.Ensure(shared);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(shared, "a")));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(shared, "a", "b")));
        Assert.Equal(mode, File.GetUnixFileMode(shared));
        Assert.Null(PrivateFolder.FindRisk(shared, allowSticky: false));
    }

    [Fact]
    public void A_folder_that_every_user_may_write_to_is_a_risk_unless_files_stay_their_owners()
    {
        var open = Create("open", OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        var sticky = Create(
            "sticky",
            OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.StickyBit
        );
        var below = Create("open/below", OwnerOnly);

        Assert.Contains("other users", PrivateFolder.FindRisk(open, allowSticky: true), StringComparison.Ordinal);
        Assert.Contains(open, PrivateFolder.FindRisk(below, allowSticky: true), StringComparison.Ordinal);
        Assert.Null(PrivateFolder.FindRisk(sticky, allowSticky: true));
        Assert.NotNull(PrivateFolder.FindRisk(sticky, allowSticky: false));
    }

    [Fact]
    public void A_folder_of_a_group_with_other_users_is_a_risk_and_one_of_a_private_group_is_not()
    {
        var folder = Create("team", OwnerOnly | UnixFileMode.GroupWrite);
        SpecialFile.GiveAway(folder, userId: 0, groupId: 0);
        Assert.Null(PrivateFolder.FindRisk(folder, allowSticky: false));

        SpecialFile.GiveAway(folder, userId: 0, SpecialFile.OtherUserId);
        Assert.Contains("other users", PrivateFolder.FindRisk(folder, allowSticky: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_users_folder_or_link_is_a_risk()
    {
        var folder = Create("theirs", OwnerOnly);
        var link = Path.Combine(_directory, "link");
        Directory.CreateSymbolicLink(link, Create("ours", OwnerOnly));
        Assert.Null(PrivateFolder.FindRisk(link, allowSticky: false));

        SpecialFile.GiveAway(folder);
        SpecialFile.GiveAway(link);

        Assert.Contains("another user", PrivateFolder.FindRisk(folder, allowSticky: true), StringComparison.Ordinal);
        Assert.Contains("link", PrivateFolder.FindRisk(link, allowSticky: true), StringComparison.Ordinal);
    }

    private string Create(string name, UnixFileMode mode)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;
        File.SetUnixFileMode(folder, mode);
        return folder;
    }
}
