using System.Globalization;
using ActivitySync.Digest;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// What the operator reads: what happened, since when, how to mend it. In English, as the logs and verbs are. Nothing of a
/// runner's training or health is in it: it may go to somebody else.
/// </summary>
internal static class AlertTexts
{
    /// <summary>A line of the store that is longer says nothing more.</summary>
    private const int MostCharacters = 400;

    /// <summary>Failed mails listed; the others are counted by <c>status</c>.</summary>
    private const int MostListed = 3;

    private const string Status = "'activitysync status' shows how all is at this moment.";

    public static AlertText Of(AthleteSettings athlete, SourceTrouble trouble, AppSettings settings) => new(
        $"{trouble.Source} for {athlete.Name} needs you",
        [
            trouble.NeedsPerson
                ? $"{trouble.Source} cannot be read for {athlete.Name} before a person acts."
                : string.Create(CultureInfo.InvariantCulture, $"{trouble.Source} could not be read for {athlete.Name} for more than {settings.ActivitySync.AlertAfterHours} hours."),
            $"Last successful sync: {Since(athlete, trouble.LastSuccess)}.",
            $"What to do: {Plain(trouble.Line) ?? $"run 'activitysync sync --athlete {athlete.Name}' and do what it says."}",
            "Digests go on with what is held, and name the day up to which it is known.",
            $"This comes at most once a day while it lasts, and one word when it is over. {Status}",
        ]);

    public static AlertText Over(AthleteSettings athlete, SourceName source, DateTimeOffset? success) => new(
        $"{source} for {athlete.Name} is mended",
        [
            $"{source} is read again for {athlete.Name}.",
            $"Last successful sync: {Since(athlete, success)}.",
            "Nothing is left to do.",
        ]);

    public static AlertText Failed(AthleteSettings athlete, IReadOnlyList<MailRow> failed) => new(
        $"A {(failed.Any(mail => mail.Kind == MailKind.Digest) ? "digest" : "mail")} for {athlete.Name} failed",
        [
            .. failed.Take(MostListed).Select(mail =>
                $"{(mail.Kind == MailKind.Digest ? $"The digest {mail.Period}" : "A mail beside the digest")} {(mail.State == MailState.Unknown ? "may not have arrived" : "did not arrive")}, {Since(athlete, mail.ChangedAt.ToInstant())}: {Plain(mail.Reason)}"),
            Mend(athlete, failed),
            $"This is told once. {Status}",
        ]);

    private static string Mend(AthleteSettings athlete, IReadOnlyList<MailRow> failed)
    {
        if (failed.FirstOrDefault(mail => mail.Kind == MailKind.Digest) is not { } digest)
            return "What to do: mend what the line names; this mail was for its day and is not sent again, the next one is.";
        var week = MailPeriod.Parse(digest.Period).Week;
        return digest.State == MailState.Unknown
            ? $"What to do: ask {athlete.Name}; 'activitysync digest resend --athlete {athlete.Name} --week {week}' sends another copy."
            : $"What to do: mend what the line names, then 'activitysync digest send --athlete {athlete.Name} --week {week}' sends it all the same.";
    }

    private static string Since(AthleteSettings athlete, DateTimeOffset? instant) => instant is { } known
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeZoneInfo.ConvertTime(known, athlete.TimeZone):dddd d MMMM yyyy, HH:mm} ({athlete.TimeZone.Id})")
        : "there never was one";

    private static string? Plain(string? line) => line is { Length: > 0 } ? PlainText.Of(line, MostCharacters) : null;
}
