using ActivitySync.Recovery;

namespace ActivitySync.Digest.Localization;

/// <summary>The texts of medical levels: the action first. They don't say that the athlete has a condition.</summary>
internal sealed record MedicalTexts
{
    /// <summary>What to do. Takes the area of the pain in the athlete's words (may be empty), too.</summary>
    public required Func<MedicalLevel, string, string> Action { get; init; }

    /// <summary>What not to do until then, and whom to see.</summary>
    public required Func<MedicalLevel, string> Text { get; init; }

    /// <summary>The heading of what was reported.</summary>
    public required string Heading { get; init; }

    /// <summary>
    /// Takes area (may be empty), severity 0 to 10 (may be empty), signs in the athlete's words (may be empty), date.
    /// </summary>
    public required Func<string, string, string, string, string> Pain { get; init; }

    /// <summary>
    /// Names a sign: "one-sided-swelling" as "one-sided swelling"; other signs stay as they are told.
    /// </summary>
    public required Func<string, string> Sign { get; init; }

    /// <summary>Takes the kind in the athlete's words (may be empty) and the date.</summary>
    public required Func<string, string, string> Illness { get; init; }

    /// <summary>There is a condition in the settings; the text doesn't name it.</summary>
    public required string Condition { get; init; }

    /// <summary>What to do about a condition, if nothing else was reported.</summary>
    public required string ConditionAction { get; init; }

    public required string ConditionText { get; init; }

    /// <summary>How the silence ends after a pain was reported.</summary>
    public required string PainEnds { get; init; }

    /// <summary>The same without a page. Leads to the command that ends it.</summary>
    public required string PainEndsByCommand { get; init; }

    /// <summary>How the silence ends after an illness. Takes the first day with advice.</summary>
    public required Func<string, string> IllnessEnds { get; init; }

    /// <summary>What to do if the illness lasts longer. Leads to a command.</summary>
    public required string StillIll { get; init; }

    /// <summary>The same with a page. A link follows.</summary>
    public required string StillIllOnPage { get; init; }

    /// <summary>How the silence ends with a condition.</summary>
    public required string ConditionEnds { get; init; }

    /// <summary>The last line with an illness.</summary>
    public required string GetWellSoon { get; init; }
}
