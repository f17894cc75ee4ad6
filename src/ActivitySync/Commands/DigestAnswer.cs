using System.Text;
using ActivitySync.Digest;
using MimeKit;

namespace ActivitySync.Commands;

/// <summary>What the verbs that write a digest into a folder say: the suggestion, and where to look.</summary>
internal static class DigestAnswer
{
    public static async Task TellAsync(this TextWriter output, byte[] message, string folder, IReadOnlyList<string> names)
    {
        using var stream = new MemoryStream(message, writable: false);
        using var mail = MimeMessage.Load(stream);
        await output.WriteLineAsync(mail.Subject);
        await output.WriteLineAsync();
        await output.WriteLineAsync(FirstParagraph(mail.TextBody ?? ""));
        await output.WriteLineAsync();
        await output.WriteLineAsync("Written:");
        foreach (var name in names) await output.WriteLineAsync($"  {Path.Combine(folder, name)}{Hint(name)}");
    }

    private static string FirstParagraph(string text)
    {
        var paragraph = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length == 0) break;
            paragraph.Append(paragraph.Length > 0 ? "\n" : "").Append(line);
        }

        return paragraph.ToString();
    }

    private static string Hint(string name) => name switch
    {
        DigestFiles.HtmlName => "  (open it in a browser)",
        DigestFiles.MessageName => "  (open it in a mail program)",
        _ => "",
    };
}
