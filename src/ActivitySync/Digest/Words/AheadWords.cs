using ActivitySync.Recovery;

namespace ActivitySync.Digest.Words;

/// <summary>The look ahead.</summary>
internal sealed record AheadWords
{
    /// <summary>Name (may be empty), date, days to go.</summary>
    public required Func<string, string, int, string> Race { get; init; }

    public required Func<string, string> RaceWindowOpens { get; init; }

    /// <summary>When a race calendar was last read.</summary>
    public required Func<string, string> CalendarReadOn { get; init; }

    /// <summary>Date, and why.</summary>
    public required Func<string, ReasonCode, string> AvoidDay { get; init; }
}
