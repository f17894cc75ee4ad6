using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.FileSystem;
using ActivitySync.Tests.Infrastructure;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class MailFileExporterTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private string Folder => Path.Combine(_directory, "preview");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_new_folder_and_the_files_in_it_are_only_for_their_owner()
    {
        var names = MailFileExporter.Export(CreateMessage(), Folder);

        Assert.Contains(MailFileExporter.TextName, names);
        Assert.Equal(AtomicFile.OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.All(Directory.GetFiles(Folder), file => Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_link_in_the_folder_is_not_written_through()
    {
        var letter = Path.Combine(_directory, "letter.txt");
        File.WriteAllText(letter, "untouched");
        MailFileExporter.Export(CreateMessage(), Folder);
        File.Delete(Path.Combine(Folder, MailFileExporter.TextName));
        File.CreateSymbolicLink(Path.Combine(Folder, MailFileExporter.TextName), letter);

        MailFileExporter.Export(CreateMessage(), Folder);

        Assert.Equal("untouched", File.ReadAllText(letter));
        Assert.Contains(
            "calf",
            File.ReadAllText(Path.Combine(Folder, MailFileExporter.TextName)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_that_others_could_read_is_replaced_by_a_private_one()
    {
        MailFileExporter.Export(CreateMessage(), Folder);
        var text = Path.Combine(Folder, MailFileExporter.TextName);
        File.WriteAllText(text, "old");
        File.SetUnixFileMode(text, AtomicFile.OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);

        MailFileExporter.Export(CreateMessage(), Folder);

        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(text));
    }

    [Theory]
    [InlineData(MailFileExporter.TextName)]
    [InlineData(MailFileExporter.HtmlName)]
    [InlineData("week.png")]
    [InlineData("massage.ics")]
    public void A_file_that_is_not_from_a_preview_is_not_replaced(string name)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, "mine");

        AssertRefused();
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_preview_replaces_an_earlier_one()
    {
        var names = MailFileExporter.Export(CreateMessage(), Folder);
        File.Delete(Path.Combine(Folder, MailFileExporter.HtmlName)); // as after an interruption

        Assert.Equal(names, MailFileExporter.Export(CreateMessage(), Folder));
        Assert.Equal([MailFileExporter.HtmlName, MailFileExporter.TextName, MailFileExporter.MessageName], names);
    }

    [Theory]
    [InlineData("/proc/preview")]
    [InlineData("/dev/null/preview")]
    public void A_folder_that_cannot_be_written_is_said_without_internals(string folder)
    {
        var exception = Assert.Throws<OperationException>(() => MailFileExporter.Export(CreateMessage(), folder));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Equal(
            $"--out {folder}: cannot be written. Check the folder, its permissions and the free space.",
            exception.Message
        );
    }

    [Fact]
    public void A_folder_that_others_may_write_to_is_refused()
    {
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherWrite);

        AssertRefused();
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_folder_of_another_user_is_refused()
    {
        Directory.CreateDirectory(Folder);
        SpecialFile.GiveAway(Folder);

        AssertRefused();
    }

    [Fact]
    public void A_pipe_in_the_folder_is_refused()
    {
        Directory.CreateDirectory(Folder);
        SpecialFile.CreatePipe(Path.Combine(Folder, MailFileExporter.HtmlName));

        AssertRefused();
    }

    private void AssertRefused()
    {
        var exception = Assert.Throws<OperationException>(() => MailFileExporter.Export(CreateMessage(), Folder));
        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.StartsWith($"--out {Folder}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    private static byte[] CreateMessage()
    {
        using var mail = new MimeMessage { Subject = "Your week" };
        mail.Body = new BodyBuilder { TextBody = "Your calf still hurts.", HtmlBody = "<p>calf</p>" }.ToMessageBody();
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes);
        return bytes.ToArray();
    }
}
