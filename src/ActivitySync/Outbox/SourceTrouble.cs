using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>A source that a person has to look after.</summary>
/// <param name="Source">The source.</param>
/// <param name="NeedsPerson">Nothing mends it but a person: an authorisation, a subscription, a setting. Else it has been silent for too long.</param>
/// <param name="LastSuccess">The last successful sync; null if there was none.</param>
/// <param name="Line">What the last try said; null if it said nothing.</param>
internal sealed record SourceTrouble(SourceName Source, bool NeedsPerson, DateTimeOffset? LastSuccess, string? Line)
{
    /// <summary>Null if all is well, or not yet for too long.</summary>
    /// <param name="source">The source.</param>
    /// <param name="row">How it went; null if it was never asked.</param>
    /// <param name="knownSince">When the runner was entered: a source that never answered is silent since then.</param>
    /// <param name="now">The instant.</param>
    /// <param name="longestSilence">The time without a successful sync that is borne.</param>
    public static SourceTrouble? Of(SourceName source, SyncRow? row, DateTimeOffset knownSince, DateTimeOffset now, TimeSpan longestSilence)
    {
        var success = Believable.Past(row?.SucceededAt.ToInstant(), now);
        var needsPerson = row is not null && row.Outcome.ToEnum<SourceOutcome>() is SourceOutcome.ActionNeeded or SourceOutcome.Misconfigured;
        return needsPerson || now - (success ?? knownSince) > longestSilence ? new SourceTrouble(source, needsPerson, success, row?.Line) : null;
    }
}
