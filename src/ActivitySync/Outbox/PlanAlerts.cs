using System.Data.Common;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// Enters the mails to the operator: a source that is silent or needs a person, at most once a day while it lasts; a notice
/// when it is over; digests that failed, once; a key that ends soon. Decided from the tables and the clock, so a restart changes nothing.
/// </summary>
internal sealed class PlanAlerts(Database database, AppSettings settings, TimeProvider clock, ConfirmSilence silence, ILogger<PlanAlerts> log)
{
    /// <summary>What the row says of an alert that nobody needs any more.</summary>
    public const string OverBefore = "over before it was sent";

    private static readonly TimeSpan AtMostEvery = TimeSpan.FromHours(24);

    public async Task PlanAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        foreach (var source in AskedSources.Of(athlete))
        {
            if (IsDue(athlete, source) is not { } trouble) continue;
            if (trouble.NeedsPerson || await silence.IsConfirmedAsync(athlete, source, cancellationToken)) Enter(athlete, source.ToColumn());
        }

        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        if (MayBeTold(AlertsOf(store, athleteId, AlertPeriod.Mails)) && FailedDigests.Untold(store, athleteId, null, clock.GetUtcNow()).Count > 0)
            Enter(athlete, AlertPeriod.Mails);
        if (KeyEndsSoon(store, athlete, athleteId)) Enter(athlete, AlertPeriod.GarminKey);
    }

    private bool KeyEndsSoon(DbConnection store, AthleteSettings athlete, long athleteId) =>
        athlete.Sources.Garmin
        && GarminKeys.Find(store, athleteId)?.ExpiresOn?.ToDate() is { } endsOn
        && KeyExpiry.IsDue(
            endsOn,
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            AlertsOf(store, athleteId, AlertPeriod.GarminKey) is [var last, ..] ? AlertPeriod.Parse(last.Period).Day : null);

    private SourceTrouble? IsDue(AthleteSettings athlete, SourceName source)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var row = Syncs.Find(store, athleteId, source.ToColumn());
        var alerts = AlertsOf(store, athleteId, source.ToColumn());
        var trouble = SourceTrouble.Of(
            source, row, Athletes.CreatedAt(store, athleteId), clock.GetUtcNow(), TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours));
        if (trouble is not null) return MayBeTold(alerts) ? trouble : null;
        if (row?.Outcome == SourceOutcome.Complete.ToColumn()) TellThatItIsOver(store, athlete, row, alerts);
        return null;
    }

    /// <param name="alerts">The trouble's, the latest first.</param>
    private bool MayBeTold(IReadOnlyList<MailRow> alerts)
    {
        var last = alerts.FirstOrDefault(alert => !AlertPeriod.Parse(alert.Period).IsOver);
        return last is null
            || (last.State is not (MailState.Planned or MailState.Rendered or MailState.Sending)
                && (clock.GetUtcNow() - last.DueAt.ToInstant()).Duration() >= AtMostEvery);
    }

    private void TellThatItIsOver(DbConnection store, AthleteSettings athlete, SyncRow row, IReadOnlyList<MailRow> alerts)
    {
        if (alerts is not [var last, ..] || AlertPeriod.Parse(last.Period) is not { IsOver: false } period) return;
        if (row.SucceededAt < last.DueAt) return;
        if (last.State is MailState.Sent or MailState.Unknown) Add(store, athlete, last.AthleteId, period with { IsOver = true });
        else if (last.State is MailState.Planned or MailState.Rendered && last.Uncertain == 0
            && Mails.End(store, last.Id, last.State, MailState.Skipped, OverBefore, clock.GetUtcNow()))
            log.Skipped(athlete.Name, last.Period, OverBefore);
    }

    private void Enter(AthleteSettings athlete, string trouble)
    {
        using var store = database.Open();
        Add(store, athlete, Athletes.IdOf(store, athlete.Name, clock), new AlertPeriod(trouble, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
    }

    private void Add(DbConnection store, AthleteSettings athlete, long athleteId, AlertPeriod period)
    {
        var (now, column) = (clock.GetUtcNow(), period.ToColumn());
        if (Mails.Add(store, athleteId, MailKind.Alert, column, MailState.Planned, null, now, now)) log.Planned(athlete.Name, column);
    }

    private static List<MailRow> AlertsOf(DbConnection store, long athleteId, string trouble) =>
        [.. Mails.Of(store, athleteId).Where(mail => mail.Kind == MailKind.Alert && AlertPeriod.Parse(mail.Period).Trouble == trouble)];
}
