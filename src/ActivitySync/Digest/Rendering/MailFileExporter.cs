using System.Text;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;
using MimeKit;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// Exports a mail as files: the message, its HTML and plain-text parts, the chart and the calendar file.
/// </summary>
internal static class MailFileExporter
{
    public const string MessageName = "digest.eml";
    public const string HtmlName = "digest.html";
    public const string TextName = "digest.txt";

    /// <summary>The folder in the data directory for previews; <c>forget</c> deletes what is in it.</summary>
    public const string PreviewFolderName = "preview";

    /// <summary>The names of all files that an export may have.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [HtmlName, TextName, MailMessageBuilder.PictureName, MailMessageBuilder.CalendarName, MessageName];

    /// <summary>
    /// Writes the message and its parts into a folder. Files of an earlier export for parts that this message doesn't
    /// have are deleted. Digests contain health notes: a new folder and the files are only for their owner.
    /// </summary>
    /// <returns>The names of the written files, the most useful first.</returns>
    /// <exception cref="OperationException">
    /// The folder cannot be written, others may write to it, or it has a file of such a name from elsewhere.
    /// </exception>
    public static IReadOnlyList<string> Export(byte[] message, string folder)
    {
        using var stream = new MemoryStream(message, writable: false);
        using var mail = MimeMessage.Load(stream);
        var picture = mail
            .BodyParts.OfType<MimePart>()
            .FirstOrDefault(part => part.ContentType.IsMimeType("image", "png"));
        var calendar = mail
            .BodyParts.OfType<TextPart>()
            .FirstOrDefault(part => part.ContentType.IsMimeType("text", "calendar"));

        // In the mail the chart is a part of the message; a browser needs a file.
        var html = mail.HtmlBody ?? "";
        if (picture?.ContentId is { } id)
        {
            html = html.Replace($"cid:{id}", MailMessageBuilder.PictureName, StringComparison.Ordinal);
        }

        // The message comes first: a preview has it, so the other files of a folder with it are replaced.
        (string Name, byte[]? Content)[] files =
        [
            (MessageName, message),
            (HtmlName, Encoding.UTF8.GetBytes(ToUnixLineEndings(html))),
            (TextName, Encoding.UTF8.GetBytes(ToUnixLineEndings(mail.TextBody ?? ""))),
            (MailMessageBuilder.PictureName, Decode(picture)),
            (MailMessageBuilder.CalendarName, Decode(calendar)),
        ];
        try
        {
            PrivateFolder.Ensure(folder);
            if (PrivateFolder.FindRisk(folder, allowSticky: true) is { } risk)
            {
                throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"--out {folder}: {risk}. Use a folder that only you may write to."
                );
            }

            if (!File.Exists(Path.Combine(folder, MessageName)) && FindForeignFile(folder) is { } foreign)
            {
                throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"--out {folder}: its {foreign} is not from a preview. Use another folder, or remove it first."
                );
            }

            foreach (var (name, content) in files)
            {
                var path = Path.Combine(folder, name);
                if (content is null)
                {
                    File.Delete(path);
                }
                else
                {
                    AtomicFile.Write(path, AtomicFile.OwnerOnly, file => file.Write(content));
                }
            }
        }
        catch (UnsuitableFileException exception)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--out {folder}: its {Path.GetFileName(exception.FilePath)} {exception.Problem}. Use another folder.",
                exception
            );
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--out {folder}: is invalid. Use the path of a folder.",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"--out {folder}: cannot be written. Check the folder, its permissions and the free space.",
                exception
            );
        }

        var written = files.Where(file => file.Content is not null).Select(file => file.Name).ToList();
        return [.. Names.Where(written.Contains)];
    }

    private static string? FindForeignFile(string folder) =>
        Names.FirstOrDefault(name => FileStatus.FindWithoutFollowing(Path.Combine(folder, name)) is not null);

    private static byte[]? Decode(MimePart? part)
    {
        if (part?.Content is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        part.Content.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static string ToUnixLineEndings(string text) => text.ReplaceLineEndings("\n");
}
