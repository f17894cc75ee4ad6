using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources;
using MimeKit;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Writes the alerts to the operator, in the operator's language: what happened and what it means for the athlete, what
/// to do, when the next reminder comes. They contain nothing about training or health, since the operator may be
/// somebody else. Only the last paragraph quotes a stored message, and notifications leave it out.
/// </summary>
internal sealed class AlertTextBuilder
{
    public const int MaxSubjectLength = 50;

    /// <summary>The maximum length of a stored message in an alert.</summary>
    private const int MaxCharacters = 400;

    private const string StatusCommand = "activitysync status";
    private const string DoctorCommand = "activitysync doctor";

    private readonly AppSettings _settings;
    private readonly AthleteSettings _athlete;
    private readonly Language _language;
    private readonly AlertTexts _texts;

    private readonly bool _hasSeveral;

    /// <summary>The athlete's name; null if the operator is the only athlete.</summary>
    private readonly string? _name;

    /// <param name="settings">The settings.</param>
    /// <param name="athletes">All athletes.</param>
    /// <param name="athlete">The athlete the alerts are about.</param>
    public AlertTextBuilder(AppSettings settings, IReadOnlyList<AthleteSettings> athletes, AthleteSettings athlete)
    {
        _settings = settings;
        _hasSeveral = athletes.Count > 1;
        _athlete = athlete;
        _language = FindLanguage(settings, athletes);
        _texts = AlertTexts.Get(_language);
        _name = !_hasSeveral && IsOperator(settings, athlete) ? null : athlete.Name;
    }

    /// <summary>
    /// The language of the athlete whose address is the operator's, else that of the first athlete.
    /// </summary>
    public static Language FindLanguage(AppSettings settings, IReadOnlyList<AthleteSettings> athletes)
    {
        var reader = athletes.FirstOrDefault(athlete => IsOperator(settings, athlete))
            ?? (athletes is [var first, ..] ? first : null);
        return reader is null ? Languages.All[0] : Languages.GetOrDefault(reader.Language);
    }

    public AlertText CreateSourceFailure(SourceAlertReason reason)
    {
        var source = reason.Source.DisplayName;
        var (subject, happened, action) = reason switch
        {
            { NeedsAction: false, LastSuccess: not null } => (
                _texts.OutageSubject(source),
                _texts.Outage(source, _name, _settings.ActivitySync.AlertAfterHours),
                _texts.TryAtOnce($"activitysync sync --athlete {_athlete.Name}")
            ),
            { NeedsReconnecting: true } => (
                _texts.ReconnectSubject(source),
                _texts.Reconnect(source, _name),
                DescribeReconnecting(reason.Source)
            ),
            { IsMisconfigured: true } => (
                _texts.SettingSubject(source),
                _texts.Setting(source, _name),
                _texts.AskDoctor(DoctorCommand)
            ),
            _ => (_texts.StoppedSubject(source), _texts.Stopped(source, _name), _texts.AskDoctor(DoctorCommand)),
        };
        return Create(
            subject,
            happened,
            action,
            reason.LastSuccess is { } last ? _texts.LastRead(FormatInstant(last)) : _texts.NeverRead,
            _texts.DailyReminder,
            Quote(
                reason is { NeedsAction: true, NeedsReconnecting: true }
                && SourceDescriptors.Get(reason.Source).Key is not null
                    ? FindCause(reason.Message)
                    : reason.Message
            )
        );
    }

    public AlertText CreateSourceRecovery(SourceName source) =>
        Create(
            _texts.RecoveredSubject(source.DisplayName),
            _texts.Recovered(source.DisplayName, _name),
            _texts.NothingToDo,
            _texts.NoMoreReminders
        );

    /// <param name="failed">The mails that failed, or may have; at least one.</param>
    public AlertText CreateMailFailure(IReadOnlyList<MailRow> failed)
    {
        var first = failed.FirstOrDefault(mail => mail.Kind == MailKind.Digest) ?? failed[0];
        var isDigest = first.Kind == MailKind.Digest;
        var isUncertain = first.State == MailState.Unknown;
        var day = _language.LongDate(_athlete.GetDate(first.DueAt));
        var happened = (isDigest ? _texts.FailedDigest : _texts.FailedEmail)(day, _name, isUncertain);
        return Create(
            _texts.FailedSubject(isDigest, isUncertain),
            failed.Count == 1 ? happened : $"{happened} {DescribeOthers(failed, first)}",
            isDigest ? DescribeDigestAction(first) : _texts.FixCause(StatusCommand),
            _texts.OnceOnly,
            Quote(_settings.Mail.PickupDirectory is null or "" ? first.Reason : null) // a reason may name a file there
        );
    }

    /// <param name="source">The source.</param>
    /// <param name="key">Its key.</param>
    /// <param name="expiresOn">The last day on which the key works.</param>
    /// <param name="today">The day of the alert.</param>
    public AlertText CreateKeyExpiry(SourceName source, ExpiringKey key, DateOnly expiresOn, DateOnly today) =>
        Create(
            expiresOn < today
                ? _texts.KeyEndedSubject(source.DisplayName)
                : _texts.KeySubject(source.DisplayName, _language.ShortDate(expiresOn)),
            _texts.KeyEnds(source.DisplayName, _name, _language.LongDate(expiresOn), expiresOn < today),
            _texts.MakeKey(key.PageUrl, key.SettingName, FormatConnectWithKey(source)),
            KeyExpiryReminder.FindNext(expiresOn, today) is { } next ? _texts.NextReminder(_language.LongDate(next))
                : expiresOn < today ? _texts.AfterLastReminder(source.DisplayName)
                : _texts.LastReminder(source.DisplayName)
        );

    private static bool IsOperator(AppSettings settings, AthleteSettings athlete) =>
        settings.Mail.Operator is { } address
            ? string.Equals(GetAddress(address), GetAddress(athlete.Email), StringComparison.OrdinalIgnoreCase)
            : settings.FileAthletes is [var first, ..] && first.Name == athlete.Name;

    private static string GetAddress(string text) =>
        MailboxAddress.TryParse(text, out var mailbox) ? mailbox.Address : text;

    private AlertText Create(string subject, string happened, string action, params string?[] more) =>
        new(_language.Tag, FormatSubject(subject), happened, action, [.. more.OfType<string>()]);

    /// <summary>
    /// Names the athlete if there are several, as far as that fits; the text names the athlete anyway.
    /// </summary>
    private string FormatSubject(string subject) =>
        _name is { } name && _hasSeveral && _texts.NamedSubject(subject, name) is { Length: <= MaxSubjectLength } named
            ? named
            : subject;

    private string DescribeReconnecting(SourceName source) =>
        SourceDescriptors.Get(source) switch
        {
            { Key: { } key } => _texts.MakeKey(key.PageUrl, key.SettingName, FormatConnectWithKey(source)),
            { PageConnection: KeyConnection { KeyPageUrl: var page }, SettingsParser.AthleteSecret: { } secret } =>
                _texts.MakeKey(page, secret.Key, FormatConnect(source)),
            _ => _texts.RunCommand(FormatConnect(source)),
        };

    private string FormatConnect(SourceName source) => $"activitysync connect {source.Text} --athlete {_athlete.Name}";

    /// <summary>The last day of a new key isn't known here, so its form is shown.</summary>
    private string FormatConnectWithKey(SourceName source) => $"{FormatConnect(source)} --expires YYYY-MM-DD";

    /// <summary>The other mails that failed. What becomes of a digest is said once, about the first one.</summary>
    private string DescribeOthers(IReadOnlyList<MailRow> failed, MailRow first)
    {
        var count = failed.Count - 1;
        var hasOneDigest = first.Kind == MailKind.Digest && failed.Count(mail => mail.Kind == MailKind.Digest) == 1;
        return hasOneDigest ? $"{_texts.MoreFailed(count)} {_texts.MoreNotSentAgain(count)}" : _texts.MoreFailed(count);
    }

    /// <summary>
    /// The first sentence of a stored message. The others say what to do, which the alert has said already: without a
    /// new key, their command would connect the refused one again.
    /// </summary>
    private static string? FindCause(string? message) =>
        message?.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? message[..(end + 1)] : message;

    private string DescribeDigestAction(MailRow digest)
    {
        var options = $"--athlete {_athlete.Name} --week {digest.Period.Original}";
        return digest.State == MailState.Unknown
            ? _texts.ResendDigest(_name, $"activitysync digest resend {options}")
            : _texts.SendDigest(StatusCommand, $"activitysync digest send {options}");
    }

    private string FormatInstant(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _athlete.TimeZone);
        return _texts.Moment(
            _language.LongDate(DateOnly.FromDateTime(local.DateTime)),
            local.ToString("HH:mm", CultureInfo.InvariantCulture)
        );
    }

    private string? Quote(string? message) =>
        message is { Length: > 0 } ? _texts.Details(TerminalText.Sanitize(message, MaxCharacters)) : null;
}
