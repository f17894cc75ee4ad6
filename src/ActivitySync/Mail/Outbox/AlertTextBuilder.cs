using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// What the operator reads: what happened, since when, how to mend it. In English, as the logs and verbs are. Nothing of a
/// runner's training or health is in it: it may go to somebody else.
/// </summary>
internal static class AlertTextBuilder
{
    /// <summary>A line of the store that is longer says nothing more.</summary>
    private const int MaxCharacters = 400;

    /// <summary>Failed mails listed; the others are counted by <c>status</c>.</summary>
    private const int MaxListed = 3;

    private const string StatusHint = "'activitysync status' shows how all is at this moment.";

    public static AlertText CreateSourceFailure(
        AthleteSettings athlete,
        SourceAlertReason reason,
        AppSettings settings
    ) =>
        new(
            $"{reason.Source} for {athlete.Name} needs you",
            [
                reason.NeedsAction
                    ? $"{reason.Source} cannot be read for {athlete.Name} before a person acts."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{reason.Source} could not be read for {athlete.Name} for more than {settings.ActivitySync.AlertAfterHours} hours."
                    ),
                $"Last successful sync: {FormatInstant(athlete, reason.LastSuccess)}.",
                $"What to do: {Sanitize(reason.Message) ?? $"run 'activitysync sync --athlete {athlete.Name}' and do what it says."}",
                "Digests go on with what is held, and name the day up to which it is known.",
                $"This comes at most once a day while it lasts, and one word when it is over. {StatusHint}",
            ]
        );

    public static AlertText CreateSourceRecovery(
        AthleteSettings athlete,
        SourceName source,
        DateTimeOffset? lastSuccess
    ) =>
        new(
            $"{source} for {athlete.Name} is mended",
            [
                $"{source} is read again for {athlete.Name}.",
                $"Last successful sync: {FormatInstant(athlete, lastSuccess)}.",
                "Nothing is left to do.",
            ]
        );

    public static AlertText CreateMailFailure(AthleteSettings athlete, IReadOnlyList<MailRow> failed) =>
        new(
            $"A {(failed.Any(mail => mail.Kind == MailKind.Digest) ? "digest" : "mail")} for {athlete.Name} failed",
            [
                .. failed
                    .Take(MaxListed)
                    .Select(mail =>
                        $"{(mail.Kind == MailKind.Digest ? $"The digest {mail.Period}" : "A mail beside the digest")} {(mail.State == MailState.Unknown ? "may not have arrived" : "did not arrive")}, {FormatInstant(athlete, mail.ChangedAt.ToInstant())}: {Sanitize(mail.Reason)}"
                    ),
                GetMailAction(athlete, failed),
                $"This is told once. {StatusHint}",
            ]
        );

    public static AlertText CreateKeyExpiry(
        AthleteSettings athlete,
        SourceName source,
        ExpiringKey key,
        DateOnly endsOn
    ) =>
        new(
            $"The {source} key of {athlete.Name} ends soon",
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The key for {source} of {athlete.Name} works until {endsOn:dddd d MMMM yyyy}."
                ),
                $"What to do: make a new one at {key.PageUrl}, put it into {key.SettingName} of {athlete.Name}, and run 'activitysync connect {source.Text} --athlete {athlete.Name} --expires DATE'.",
                $"This comes 30, 14, 7 and 1 days before the end. {StatusHint}",
            ]
        );

    private static string GetMailAction(AthleteSettings athlete, IReadOnlyList<MailRow> failed)
    {
        if (failed.FirstOrDefault(mail => mail.Kind == MailKind.Digest) is not { } digest)
        {
            return "What to do: mend what the line names; this mail was for its day and is not sent again, the next one is.";
        }

        var week = MailPeriod.Parse(digest.Period).Week;
        return digest.State == MailState.Unknown
            ? $"What to do: ask {athlete.Name}; 'activitysync digest resend --athlete {athlete.Name} --week {week}' sends another copy."
            : $"What to do: mend what the line names, then 'activitysync digest send --athlete {athlete.Name} --week {week}' sends it all the same.";
    }

    private static string FormatInstant(AthleteSettings athlete, DateTimeOffset? instant) =>
        instant is { } known
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{TimeZoneInfo.ConvertTime(known, athlete.TimeZone):dddd d MMMM yyyy, HH:mm} ({athlete.TimeZone.Id})"
            )
            : "there never was one";

    private static string? Sanitize(string? line) =>
        line is { Length: > 0 } ? TerminalText.Sanitize(line, MaxCharacters) : null;
}
