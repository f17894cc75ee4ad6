using ActivitySync.Configuration;
using ActivitySync.FileSystem;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Transport;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PickupFolderTransportTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_mail_becomes_a_complete_file_named_by_its_date()
    {
        var message = SmtpTransportTests.Message("anna@example.org", "digest.2026-W47.anna@example.org");

        Assert.Equal(MailOutcome.Accepted, await Folder().SendAsync(message, null, null, default));

        var file = Assert.Single(Directory.GetFiles(Pickup));
        Assert.StartsWith(
            "20261122T180000Z-digest.2026-W47.anna-example.org-",
            Path.GetFileName(file),
            StringComparison.Ordinal
        );
        Assert.Equal(message, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task The_same_mail_replaces_its_file()
    {
        var first = SmtpTransportTests.Message("anna@example.org");
        var later = System.Text.Encoding.UTF8.GetBytes(
            System.Text.Encoding.UTF8.GetString(first).Replace("19:00:00", "20:00:00", StringComparison.Ordinal)
        );

        await Folder().SendAsync(first, null, null, default);
        await Folder().SendAsync(first, null, null, default);
        await Folder().SendAsync(later, null, null, default);

        Assert.Equal(later, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Pickup))));
    }

    [Fact]
    public async Task Two_mails_with_similar_ids_are_two_files()
    {
        await Folder().SendAsync(SmtpTransportTests.Message("anna@example.org", "a/b@test"), null, null, default);
        await Folder().SendAsync(SmtpTransportTests.Message("anna@example.org", "a?b@test"), null, null, default);

        Assert.Equal(2, Directory.GetFiles(Pickup).Length);
    }

    [Fact]
    public async Task A_path_in_an_id_does_not_leave_the_folder()
    {
        await Folder()
            .SendAsync(SmtpTransportTests.Message("anna@example.org", "../../../evil*@test"), null, null, default);

        Assert.Single(Directory.GetFiles(Pickup));
        Assert.Equal([Pickup], Directory.GetDirectories(_directory));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_reported_with_its_setting()
    {
        await File.WriteAllTextAsync(Pickup, "a file is in the way");

        var outcome = await Folder().SendAsync(SmtpTransportTests.Message("anna@example.org"), null, null, default);

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("Mail:PickupDirectory", outcome.Message, StringComparison.Ordinal);
    }

    private string Pickup => Path.Combine(_directory, "pickup");

    private PickupFolderTransport Folder() =>
        new(new AppSettings { Mail = new MailSettings { PickupDirectory = Pickup } }, TimeProvider.System);

    [Fact]
    public async Task A_new_folder_is_for_its_owner_and_a_mail_also_for_the_group_of_a_mail_program()
    {
        await SendAsync();

        Assert.Equal(GroupReadable, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(Pickup))));
        Assert.Equal(AtomicFile.OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Pickup));
    }

    [Fact]
    public async Task A_link_with_the_name_of_a_mail_is_replaced_and_not_followed()
    {
        await SendAsync();
        var mail = Assert.Single(Directory.GetFiles(Pickup));
        var target = Path.Combine(_directory, "target");
        File.Delete(mail);
        File.CreateSymbolicLink(mail, target);

        Assert.Equal(MailOutcome.Accepted, await SendAsync());

        Assert.False(File.Exists(target));
        Assert.Null(new FileInfo(mail).LinkTarget);
    }

    [Fact]
    public async Task The_remains_of_an_interrupted_attempt_are_deleted_with_the_next()
    {
        await SendAsync();
        var mail = Assert.Single(Directory.GetFiles(Pickup));
        await File.WriteAllTextAsync(Path.Combine(Pickup, $".{Path.GetFileName(mail)}.tmp"), "half");
        await File.WriteAllTextAsync(Path.Combine(Pickup, $".{Path.GetFileName(mail)}.{Guid.NewGuid():N}.tmp"), "half");
        await File.WriteAllTextAsync(Path.Combine(Pickup, ".other.eml.tmp"), "of another mail");

        await SendAsync();

        Assert.Equal(
            [".other.eml.tmp", Path.GetFileName(mail)],
            Directory.GetFiles(Pickup).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_mail_that_is_not_handed_over_leaves_no_file()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Folder()
                .SendAsync(
                    SmtpTransportTests.Message("anna@example.org"),
                    null,
                    () => throw new InvalidOperationException(),
                    default
                )
        );

        Assert.Empty(Directory.GetFiles(Pickup));
    }

    [Fact]
    public async Task A_folder_that_every_user_may_write_to_is_refused()
    {
        Directory.CreateDirectory(Pickup);
        File.SetUnixFileMode(Pickup, File.GetUnixFileMode(Pickup) | UnixFileMode.OtherWrite);

        var sent = await SendAsync();
        var tested = await Folder().TestAsync(_ => { }, default);

        Assert.Equal((MailResult.ActionNeeded, MailResult.ActionNeeded), (sent.Result, tested.Result));
        Assert.Contains("every user of this machine may write there", sent.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Pickup));
    }

    private const UnixFileMode GroupReadable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private Task<MailOutcome> SendAsync() =>
        Folder().SendAsync(SmtpTransportTests.Message("anna@example.org"), null, null, default);
}
