using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Writes the alerts to the operator: what happened, since when, what to do. They are in English, like logs and
/// commands, and contain nothing about an athlete's training or health, since the operator may be somebody else.
/// </summary>
internal static class AlertTextBuilder
{
    /// <summary>The maximum length of a stored message in an alert.</summary>
    private const int MaxCharacters = 400;

    /// <summary>The maximum number of failed mails listed; <c>status</c> counts all of them.</summary>
    private const int MaxListed = 3;

    private const string StatusHint = "Run 'activitysync status' to see the current state.";

    public static AlertText CreateSourceFailure(
        AthleteSettings athlete,
        SourceAlertReason reason,
        AppSettings settings
    ) =>
        new(
            $"{reason.Source} sync for {athlete.Name} needs attention",
            [
                reason.NeedsAction
                    ? $"{reason.Source} can't be synced for {athlete.Name} until somebody acts."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{reason.Source} could not be synced for {athlete.Name} for more than "
                            + $"{settings.ActivitySync.AlertAfterHours} hours."
                    ),
                $"Last successful sync: {FormatInstant(athlete, reason.LastSuccess)}.",
                $"What to do: {Sanitize(reason.Message)
                    ?? $"run 'activitysync sync --athlete {athlete.Name}' and follow its message."}",
                "Digests continue with the stored data and name the day up to which it is complete.",
                "This alert is sent at most once a day while the problem lasts, and once when it is resolved. "
                    + StatusHint,
            ]
        );

    public static AlertText CreateSourceRecovery(
        AthleteSettings athlete,
        SourceName source,
        DateTimeOffset? lastSuccess
    ) =>
        new(
            $"{source} sync for {athlete.Name} has recovered",
            [
                $"{source} is synced again for {athlete.Name}.",
                $"Last successful sync: {FormatInstant(athlete, lastSuccess)}.",
                "There is nothing to do.",
            ]
        );

    public static AlertText CreateMailFailure(AthleteSettings athlete, IReadOnlyList<MailRow> failed) =>
        new(
            $"A {(failed.Any(mail => mail.Kind == MailKind.Digest) ? "digest" : "mail")} for {athlete.Name} failed",
            [
                .. failed.Take(MaxListed).Select(mail => DescribeFailure(athlete, mail)),
                GetMailAction(athlete, failed),
                $"This alert is sent once. {StatusHint}",
            ]
        );

    public static AlertText CreateKeyExpiry(
        AthleteSettings athlete,
        SourceName source,
        ExpiringKey key,
        DateOnly expiresOn
    ) =>
        new(
            $"The {source} key of {athlete.Name} expires soon",
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {source} API key of {athlete.Name} is valid until {expiresOn:dddd d MMMM yyyy}."
                ),
                $"What to do: create a new one at {key.PageUrl}, set it as {key.SettingName} of {athlete.Name}, "
                    + $"and run 'activitysync connect {source.Text} --athlete {athlete.Name} --expires DATE'.",
                $"This reminder is sent 30, 14, 7 and 1 days before the key expires. {StatusHint}",
            ]
        );

    private static string DescribeFailure(AthleteSettings athlete, MailRow mail)
    {
        var subject = mail.Kind == MailKind.Digest ? $"The digest {mail.Period}" : "Another mail";
        var outcome = mail.State == MailState.Unknown ? "may not have arrived" : "did not arrive";
        return $"{subject} {outcome}, {FormatInstant(athlete, mail.ChangedAt)}: {Sanitize(mail.Reason)}";
    }

    private static string GetMailAction(AthleteSettings athlete, IReadOnlyList<MailRow> failed)
    {
        if (failed.FirstOrDefault(mail => mail.Kind == MailKind.Digest) is not { } digest)
        {
            return "What to do: fix the setting named above. This mail was for a certain day and is not sent again; "
                + "later mails are.";
        }

        var week = digest.Period.Original;
        return digest.State == MailState.Unknown
            ? $"What to do: ask {athlete.Name}. If it did not arrive, run "
                + $"'activitysync digest resend --athlete {athlete.Name} --week {week}' to send another copy."
            : "What to do: fix the setting named above, then run "
                + $"'activitysync digest send --athlete {athlete.Name} --week {week}' to send it anyway.";
    }

    private static string FormatInstant(AthleteSettings athlete, DateTimeOffset? instant) =>
        instant is { } known
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{TimeZoneInfo.ConvertTime(known, athlete.TimeZone):dddd d MMMM yyyy, HH:mm} ({athlete.TimeZone.Id})"
            )
            : "never";

    private static string? Sanitize(string? message) =>
        message is { Length: > 0 } ? TerminalText.Sanitize(message, MaxCharacters) : null;
}
