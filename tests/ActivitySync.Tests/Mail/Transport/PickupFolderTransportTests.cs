using ActivitySync.Configuration;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Transport;

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
}
