using ActivitySync.Recovery;

namespace ActivitySync.Digest.Localization;

/// <summary>The texts of medical levels: the action first. They don't say that the athlete has a condition.</summary>
internal sealed record MedicalTexts
{
    public required Func<MedicalLevel, string> Action { get; init; }

    public required Func<MedicalLevel, string> Text { get; init; }

    /// <summary>
    /// Takes area (may be empty), severity 0 to 10 (may be empty), signs in the athlete's words (may be empty), date.
    /// </summary>
    public required Func<string, string, string, string, string> Pain { get; init; }

    /// <summary>Takes the kind in the athlete's words (may be empty) and the date.</summary>
    public required Func<string, string, string> Illness { get; init; }

    /// <summary>There is a condition in the settings; the text doesn't name it.</summary>
    public required string Condition { get; init; }

    /// <summary>Says that there are no suggestions while the medical level lasts.</summary>
    public required string NoAdvice { get; init; }
}
