using ActivitySync.Recovery;

namespace ActivitySync.Digest.Localization;

/// <summary>The gate's words: the action first, no condition named as the runner's.</summary>
internal sealed record MedicalTexts
{
    public required Func<MedicalLevel, string> Action { get; init; }

    public required Func<MedicalLevel, string> Text { get; init; }

    /// <summary>Area (may be empty), severity 0 to 10 (0: not told), signs in the runner's words (may be empty), date.</summary>
    public required Func<string, string, string, string, string> Pain { get; init; }

    /// <summary>Kind in the runner's words (may be empty) and date.</summary>
    public required Func<string, string, string> Illness { get; init; }

    /// <summary>A condition in the settings; it is not named.</summary>
    public required string Condition { get; init; }

    /// <summary>While a flag stands nothing is advised, and the mail says so.</summary>
    public required string NoAdvice { get; init; }
}
