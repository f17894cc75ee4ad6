namespace ActivitySync.Digest.Rendering;

/// <summary>A mail, whole: the bytes that are stored and sent, and its parts for whoever looks at them alone.</summary>
internal sealed record RenderedMail
{
    /// <summary>The message as it goes over the wire.</summary>
    public required byte[] Message { get; init; }

    /// <summary>With its angle brackets; derived from runner, kind and period.</summary>
    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required string Html { get; init; }

    public required string Text { get; init; }

    /// <summary>PNG; null in a mail without a picture.</summary>
    public required byte[]? Picture { get; init; }

    /// <summary>iCalendar, as attached; null without a window and without one to take back.</summary>
    public required string? CalendarFile { get; init; }

    /// <summary>The runner's calendar feed after this mail (<see cref="ActivitySync.Digest.Rendering.CalendarFeed.ComputeNext"/>); null while there never was an entry.</summary>
    public string? CalendarFeed { get; init; }

    /// <summary>The period of the mail around a race that this digest tells in its place; null if none.</summary>
    public string? ToldRacePeriod { get; init; }

    /// <summary>It has nothing to tell, for want of training: a few in a row are enough.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Days that the mail may be stored, because it quotes activities of a source with such a limit; null for no limit.</summary>
    public int? CacheDays { get; init; }
}
