using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Mail.Notifications;

/// <summary>
/// Adds the notifications that go with mails: each alert and its all-clear, and each digest that was sent. Without an
/// address in the settings nothing is added. Each is stored once, so calling a method again changes nothing.
/// </summary>
internal static class NotificationScheduler
{
    private const string ReplacedReason = "replaced by a later one";
    private const string ResolvedReason = "resolved before it was sent";

    /// <summary>Adds an alert. One about the same topic that was never sent is replaced.</summary>
    public static void AddAlert(
        DbConnection connection,
        AppSettings settings,
        long athleteId,
        AlertPeriod period,
        AlertText text,
        DateTimeOffset now
    )
    {
        if (settings.Notify.Url is null)
        {
            return;
        }

        foreach (var earlier in GetAlerts(connection, athleteId, period.Topic).Where(row => !row.Period.Equals(period)))
        {
            SkipWaiting(connection, earlier, ReplacedReason, now);
        }

        Add(connection, athleteId, MailKind.Alert, period, CreateMessage(text), now);
    }

    /// <summary>
    /// Adds the all-clear of a topic if an alert about it was sent since the last one; an alert that still waits is
    /// skipped instead.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="period">The alert that is resolved.</param>
    /// <param name="createText">Creates the text of the all-clear.</param>
    /// <param name="now">The current instant.</param>
    public static void Resolve(
        DbConnection connection,
        AppSettings settings,
        long athleteId,
        AlertPeriod period,
        Func<AlertText> createText,
        DateTimeOffset now
    )
    {
        if (settings.Notify.Url is null)
        {
            return;
        }

        var sinceAllClear = GetAlerts(connection, athleteId, period.Topic)
            .Reverse()
            .TakeWhile(row => row.Period is AlertPeriod { IsResolved: false })
            .ToList();
        foreach (var row in sinceAllClear)
        {
            SkipWaiting(connection, row, ResolvedReason, now);
        }

        if (sinceAllClear.Any(MayHaveArrived))
        {
            Add(
                connection,
                athleteId,
                MailKind.Alert,
                period with
                {
                    IsResolved = true,
                },
                CreateMessage(createText()),
                now
            );
        }
    }

    /// <summary>Adds the message that a digest was sent. Copies and other mails get none.</summary>
    public static void AddDigest(
        DbConnection connection,
        AppSettings settings,
        AthleteRoster roster,
        AthleteSettings athlete,
        MailRow mail,
        DateTimeOffset now,
        DbTransaction transaction
    )
    {
        if (settings.Notify.Url is null || mail.Kind != MailKind.Digest || mail.Period.CopyNumber > 0)
        {
            return;
        }

        var texts = AlertTexts.Get(Languages.GetOrDefault(athlete.Language));
        var name = roster.HasSeveral(connection, transaction) ? athlete.Name : null;
        Add(
            connection,
            mail.AthleteId,
            mail.Kind,
            mail.Period,
            (texts.DigestTitle(name), texts.DigestBody(name)),
            now,
            transaction
        );
    }

    private static void Add(
        DbConnection connection,
        long athleteId,
        MailKind kind,
        MailPeriod period,
        (string Title, string Body) message,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) => NotificationRepository.Add(connection, athleteId, kind, period, message.Title, message.Body, now, transaction);

    /// <summary>What happened and what to do. The rest of an alert may quote a stored message and stays out.</summary>
    private static (string Title, string Body) CreateMessage(AlertText text) =>
        (text.Subject, $"{text.Happened}\n{text.Action}");

    private static IEnumerable<NotificationRow> GetAlerts(DbConnection connection, long athleteId, string topic) =>
        NotificationRepository
            .GetAll(connection, athleteId)
            .Where(row => row.Period is AlertPeriod period && period.Topic == topic);

    /// <summary>An attempt that was not answered may have arrived, so its all-clear is sent as well.</summary>
    private static bool MayHaveArrived(NotificationRow row) =>
        row.IsUncertain
        || row.State is NotificationState.Sent or NotificationState.Sending or NotificationState.Unknown;

    private static void SkipWaiting(DbConnection connection, NotificationRow row, string reason, DateTimeOffset now) =>
        NotificationRepository.Finish(
            connection,
            row.Id,
            NotificationState.Waiting,
            NotificationState.Skipped,
            reason,
            now
        );
}
