using System.CommandLine;
using ActivitySync.Digest;
using ActivitySync.Outbox;
using ActivitySync.Settings;

namespace ActivitySync.Commands;

/// <summary><c>activitysync digest preview</c>.</summary>
internal static class DigestPreviewCommand
{
    private static readonly Option<string?> _week = new("--week")
    {
        Description = "The ISO week to report; default: the one whose digest is due next.",
        HelpName = "2026-W47",
    };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the files; default: this one.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    public static Command Create()
    {
        var preview = Verb.Named("preview", "Writes a digest into a folder, as it would go out now. Nothing is sent.", "digest preview --out /tmp/preview")
            .Does(async (call, _) =>
            {
                var athlete = call.Athlete;
                var now = call.Clock.GetUtcNow();
                var slot = call.Value(_week) is { } week
                    ? DigestSlots.OfWeek(athlete, week)
                        ?? throw new CannotProceedException(ExitCode.WrongInput, $"--week {week}: not an ISO week; write it like 2026-W47.")
                    : DigestSlots.NextAfter(athlete, now);
                if (Write(athlete, slot, now, call.Use<UnsubscribeLink>(), call.Use<WriteMail>()) is not { } mail)
                {
                    await call.Out.WriteLineAsync($"{athlete.Name} {slot.Period}: a quiet week, nothing would be sent (Digest:QuietWeeks is 'skip').");
                    return ExitCode.Done;
                }

                var folder = TypedText.Folder(call.Value(_out)!, "--out");
                await call.Out.TellAsync(mail.Message, folder, DigestFiles.Write(mail.Message, folder));
                return ExitCode.Done;
            });
        preview.Options.Add(_week);
        preview.Options.Add(_out);
        preview.Options.Add(Verb.Athlete);
        return preview;
    }

    /// <summary>The digest of a slot as it would go out now; null for a quiet week without one.</summary>
    public static RenderedMail? Write(AthleteSettings athlete, DigestSlot slot, DateTimeOffset now, UnsubscribeLink unsubscribe, WriteMail write) =>
        write.Write(new MailOrder(
            athlete, MailKind.Digest, slot.Period, slot.Date, DigestSlots.DateIn(athlete.TimeZone, now), now, KnownUntil: null, UnsubscribePage: unsubscribe.Of(athlete)));
}
