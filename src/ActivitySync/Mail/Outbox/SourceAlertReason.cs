using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>A source that a person has to look after.</summary>
/// <param name="Source">The source.</param>
/// <param name="NeedsAction">Nothing mends it but a person: an authorisation, a subscription, a setting. Else it has been silent for too long.</param>
/// <param name="LastSuccess">The last successful sync; null if there was none.</param>
/// <param name="Message">What the last try said; null if it said nothing.</param>
internal sealed record SourceAlertReason(
    SourceName Source,
    bool NeedsAction,
    DateTimeOffset? LastSuccess,
    string? Message
)
{
    /// <summary>Null if all is well, or not yet for too long.</summary>
    /// <param name="source">The source.</param>
    /// <param name="row">How it went; null if it was never asked.</param>
    /// <param name="knownSince">When the runner was entered: a source that never answered is silent since then.</param>
    /// <param name="now">The instant.</param>
    /// <param name="maxSilence">The time without a successful sync that is borne.</param>
    public static SourceAlertReason? Find(
        SourceName source,
        SyncStateRow? row,
        DateTimeOffset knownSince,
        DateTimeOffset now,
        TimeSpan maxSilence
    )
    {
        var success = PlausibleInstant.FilterPast(row?.SucceededAt.ToInstant(), now);
        var needsPerson =
            row is not null
            && row.Outcome.ToEnum<SourceOutcome>() is SourceOutcome.ActionNeeded or SourceOutcome.Misconfigured;
        return needsPerson || now - (success ?? knownSince) > maxSilence
            ? new SourceAlertReason(source, needsPerson, success, row?.Line)
            : null;
    }
}
