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
    /// <exception cref="OperationException">The folder cannot be written, or others may write to it.</exception>
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

        (string Name, byte[]? Content)[] files =
        [
            (HtmlName, Encoding.UTF8.GetBytes(ToUnixLineEndings(html))),
            (TextName, Encoding.UTF8.GetBytes(ToUnixLineEndings(mail.TextBody ?? ""))),
            (MailMessageBuilder.PictureName, Decode(picture)),
            (MailMessageBuilder.CalendarName, Decode(calendar)),
            (MessageName, message),
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
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--out {folder}: cannot be written ({exception.Message}). Use a folder that you may write to.",
                exception
            );
        }

        return [.. files.Where(file => file.Content is not null).Select(file => file.Name)];
    }

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
