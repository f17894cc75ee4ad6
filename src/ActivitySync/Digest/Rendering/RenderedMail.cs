using ActivitySync.Data;

namespace ActivitySync.Digest.Rendering;

/// <summary>A rendered mail: the bytes that are stored and sent, and its parts.</summary>
internal sealed record RenderedMail
{
    /// <summary>The message as it is sent.</summary>
    public required byte[] Message { get; init; }

    /// <summary>With angle brackets; derived from athlete, kind and period.</summary>
    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required string Html { get; init; }

    public required string Text { get; init; }

    /// <summary>The chart as PNG; null in a mail without one.</summary>
    public required byte[]? Picture { get; init; }

    /// <summary>The attached iCalendar file; null if no window is suggested and none is canceled.</summary>
    public required string? CalendarFile { get; init; }

    /// <summary>
    /// The athlete's calendar feed after this mail (<see cref="Rendering.CalendarFeed.ComputeNext"/>); null as long as
    /// it never had an entry.
    /// </summary>
    public string? CalendarFeed { get; init; }

    /// <summary>The race mail whose content this digest includes; null if none.</summary>
    public RacePeriod? IncludedRacePeriod { get; init; }

    /// <summary>The days that the mail suggests for a massage; null if none.</summary>
    public SuggestedWindow? Window { get; init; }

    /// <summary>The mail has no content because there was no training.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>
    /// Days that the mail may be stored, because it quotes activities of a source with such a limit; null for no limit.
    /// </summary>
    public int? CacheDays { get; init; }
}
