using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>Why the operator gets an alert about a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="NeedsAction">
/// Only a person can fix it: an authorization, a subscription, a setting. False if syncs have failed for too long.
/// </param>
/// <param name="LastSuccess">The last successful sync; null if there was none.</param>
/// <param name="Message">The message of the last sync; null if there was none.</param>
internal sealed record SourceAlertReason(
    SourceName Source,
    bool NeedsAction,
    DateTimeOffset? LastSuccess,
    string? Message
)
{
    private const string ConnectCommand = "'activitysync connect ";

    /// <summary>A setting is invalid.</summary>
    public bool IsMisconfigured { get; private init; }

    /// <summary>
    /// The message names the command that connects the source, so that this is the action: messages quote commands in
    /// one form.
    /// </summary>
    public bool NeedsReconnecting => NeedsAction && Message?.Contains(ConnectCommand, StringComparison.Ordinal) == true;

    /// <summary>Finds the reason for an alert about a source; null if there is none.</summary>
    /// <param name="source">The source.</param>
    /// <param name="row">The state of its syncs; null before the first one.</param>
    /// <param name="knownSince">When the athlete was added; stands in for the last success if there was none.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="maxAge">The time without a successful sync after which an alert is due.</param>
    public static SourceAlertReason? Find(
        SourceName source,
        SyncStateRow? row,
        DateTimeOffset knownSince,
        DateTimeOffset now,
        TimeSpan maxAge
    )
    {
        var success = PlausibleInstant.FilterPast(row?.SucceededAt.ToInstant(), now);
        SourceOutcome? outcome =
            row is not null && EnumText.TryParse<SourceOutcome>(row.Outcome, out var parsed) ? parsed : null;
        var needsAction = outcome is SourceOutcome.ActionNeeded or SourceOutcome.Misconfigured;
        return needsAction || now - (success ?? knownSince) > maxAge
            ? new SourceAlertReason(source, needsAction, success, row?.Line)
            {
                IsMisconfigured = outcome == SourceOutcome.Misconfigured,
            }
            : null;
    }
}
