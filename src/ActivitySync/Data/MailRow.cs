using ActivitySync.Recovery;

namespace ActivitySync.Data;

/// <summary>A mail in the outbox, without the message's bytes.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="AthleteId">The athlete that the mail is for or about.</param>
/// <param name="Kind">The kind of mail.</param>
/// <param name="Period">What the mail is about; unique per athlete and kind.</param>
/// <param name="State">Where the mail is on its way.</param>
/// <param name="Reason">Why it was skipped, failed or waits for a retry; else null.</param>
/// <param name="DueAt">The instant of its slot.</param>
/// <param name="MessageId">The Message-ID header; null before the mail is rendered.</param>
/// <param name="Attempts">Attempts at the current step: rendering while planned, sending afterwards.</param>
/// <param name="IsUncertain">An attempt ended without an answer, so the mail may have arrived.</param>
/// <param name="IsHandedOver">The latest attempt came to the point from which the mail may arrive.</param>
/// <param name="NextTryAt">The earliest instant of the next attempt; null means at once.</param>
/// <param name="ChangedAt">When it entered its state; for a sent mail, when it was sent.</param>
/// <param name="ExpiresAt">The last instant at which it is useful; null means the default time after its slot.</param>
/// <param name="WrittenAt">When its bytes were last rendered; null if never.</param>
/// <param name="IncludedRacePeriod">The race mail whose content this digest includes; null if none.</param>
internal sealed record MailRow(
    long Id,
    long AthleteId,
    MailKind Kind,
    MailPeriod Period,
    MailState State,
    string? Reason,
    DateTimeOffset DueAt,
    string? MessageId,
    long Attempts,
    bool IsUncertain,
    bool IsHandedOver,
    DateTimeOffset? NextTryAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? WrittenAt,
    RacePeriod? IncludedRacePeriod
)
{
    /// <summary>The mail is due and its outcome is open.</summary>
    public bool IsWaiting => State is MailState.Planned or MailState.Rendered or MailState.Sending;
}

/// <summary>The days that a mail suggests for a massage.</summary>
/// <param name="Kind">The kind of massage.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
internal sealed record SuggestedWindow(MassageKind Kind, DateOnly From, DateOnly To);

/// <summary>The kinds of mail.</summary>
internal enum MailKind
{
    Digest,

    /// <summary>Around a race (<see cref="RaceMailStage"/>).</summary>
    Race,

    /// <summary>A red flag was raised. Headers show the kind, so its stored text doesn't mention health.</summary>
    RedFlag,

    /// <summary>To the operator: something doesn't work, or works again.</summary>
    Alert,
}

/// <summary>The states of a mail.</summary>
internal enum MailState
{
    /// <summary>Due; not rendered yet.</summary>
    Planned,

    /// <summary>The bytes are stored; it waits for its next attempt.</summary>
    Rendered,

    /// <summary>A process is sending it, or ended while it did.</summary>
    Sending,

    Sent,

    /// <summary>Never sent, for the reason given.</summary>
    Skipped,

    /// <summary>Rejected permanently, or not deliverable in time. It did not arrive.</summary>
    Failed,

    /// <summary>It may have arrived: neither the first attempt nor the one retry was answered.</summary>
    Unknown,
}

/// <summary>
/// The stored texts of <see cref="MailKind"/> and <see cref="MailState"/>; also used in exports and logs.
/// </summary>
internal static class MailText
{
    /// <summary>The text in the database and in Message-IDs.</summary>
    public static string ToStoredText(this MailKind kind) =>
        kind switch
        {
            MailKind.Digest => "digest",
            MailKind.Race => "race",
            MailKind.RedFlag => "notice",
            MailKind.Alert => "alert",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    public static string ToStoredText(this MailState state) =>
        state switch
        {
            MailState.Planned => "planned",
            MailState.Rendered => "rendered",
            MailState.Sending => "sending",
            MailState.Sent => "sent",
            MailState.Skipped => "skipped",
            MailState.Failed => "failed",
            MailState.Unknown => "unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    /// <exception cref="FormatException">The text is none of the stored texts.</exception>
    public static MailKind ParseKind(string text) =>
        text switch
        {
            "digest" => MailKind.Digest,
            "race" => MailKind.Race,
            "notice" => MailKind.RedFlag,
            "alert" => MailKind.Alert,
            _ => throw new FormatException($"The mail kind '{text}' is invalid."),
        };

    /// <exception cref="FormatException">The text is none of the stored texts.</exception>
    public static MailState ParseState(string text) =>
        text switch
        {
            "planned" => MailState.Planned,
            "rendered" => MailState.Rendered,
            "sending" => MailState.Sending,
            "sent" => MailState.Sent,
            "skipped" => MailState.Skipped,
            "failed" => MailState.Failed,
            "unknown" => MailState.Unknown,
            _ => throw new FormatException($"The mail state '{text}' is invalid."),
        };
}
