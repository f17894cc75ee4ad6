using System.CommandLine;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using MimeKit;

namespace ActivitySync.Commands;

/// <summary><c>digest preview</c>: writes a digest to files.</summary>
internal static class DigestPreviewCommand
{
    /// <summary>A preview isn't stored as a mail.</summary>
    private const long UnstoredMailId = 0;

    private static readonly Option<string?> Week = new("--week")
    {
        Description = "The ISO week to report. Default: the one whose digest is due next.",
        HelpName = "2026-W47",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder for the files. Default: the current one.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    public static Command Create()
    {
        var preview = CommandBuilder
            .Create(
                "preview",
                "Writes a digest into a folder, as it would be sent now. Sends nothing.",
                "digest preview --out preview"
            )
            .Handle(
                async (context, _) =>
                {
                    var athlete = context.Athlete;
                    var now = context.Clock.GetUtcNow();
                    var slot = context.GetValue(Week) is { } week
                        ? DigestSchedule.ParseWeek(athlete, week)
                        : DigestSchedule.GetNext(athlete, now);
                    if (
                        RenderPreview(
                            athlete,
                            slot,
                            now,
                            context.GetService<UnsubscribeLinks>(),
                            context.GetService<AnswerLinks>(),
                            context.GetService<IMailWriter>()
                        )
                        is not { } mail
                    )
                    {
                        await context.Out.WriteLineAsync(
                            $"{athlete.Name} {slot.Period}: a quiet week; "
                                + "nothing would be sent (Digest:QuietWeeks is \"skip\")."
                        );
                        return ExitCode.Done;
                    }

                    var folder = TextArgument.ParseFolder(context.GetValue(Out)!, "--out");
                    await context.Out.WriteDigestAsync(
                        mail.Message,
                        folder,
                        MailFileExporter.Export(mail.Message, folder)
                    );
                    return ExitCode.Done;
                }
            );
        preview.Options.Add(Week);
        preview.Options.Add(Out);
        preview.Options.Add(CommandBuilder.AthleteOption);
        return preview;
    }

    /// <summary>Renders the digest of a slot as it would be sent now; null for a quiet week without a
    /// digest.</summary>
    public static RenderedMail? RenderPreview(
        AthleteSettings athlete,
        DigestSlot slot,
        DateTimeOffset now,
        UnsubscribeLinks unsubscribe,
        AnswerLinks answers,
        IMailWriter writer
    ) =>
        writer.Write(
            new MailRequest(
                athlete,
                MailKind.Digest,
                slot.Period,
                slot.Date,
                athlete.GetDate(now),
                now,
                KnownUntil: null
            )
            {
                UnsubscribePage = unsubscribe.Create(athlete),
                PageAddresses = answers.CreateFor(athlete, UnstoredMailId, now),
            }
        );
}

/// <summary>Prints a digest that was written into a folder: the suggestion, and the files.</summary>
internal static class DigestOutput
{
    public static async Task WriteDigestAsync(
        this TextWriter output,
        byte[] message,
        string folder,
        IReadOnlyList<string> fileNames
    )
    {
        using var stream = new MemoryStream(message, writable: false);
        using var mail = MimeMessage.Load(stream);
        await output.WriteLineAsync(mail.Subject);
        await output.WriteLineAsync();
        await output.WriteLineAsync(GetFirstParagraph(mail.TextBody ?? ""));
        await output.WriteLineAsync();
        await output.WriteLineAsync("Written:");
        foreach (var name in fileNames)
        {
            await output.WriteLineAsync($"  {Path.Combine(folder, name)}{GetHint(name)}");
        }
    }

    private static string GetFirstParagraph(string text)
    {
        var paragraph = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length == 0)
            {
                break;
            }

            paragraph.Append(paragraph.Length > 0 ? "\n" : "").Append(line);
        }

        return paragraph.ToString();
    }

    private static string GetHint(string name) =>
        name switch
        {
            MailFileExporter.HtmlName => "  (open it in a browser)",
            MailFileExporter.MessageName => "  (open it in a mail program)",
            _ => "",
        };
}
