namespace ActivitySync.Recovery;

/// <summary>The signs of rules.md 3, by level. A sign that is not listed is one for a clinician.</summary>
public static class MedicalSigns
{
    /// <summary>Call the local emergency number.</summary>
    public static IReadOnlyList<string> Emergency { get; } =
    ["chest-pain", "breathless", "collapse", "confusion", "dark-urine"];

    /// <summary>Get care the same day; no pressure near it.</summary>
    public static IReadOnlyList<string> Urgent { get; } =
    ["one-sided-swelling", "warm-red-calf", "new-numbness", "new-weakness", "bladder-bowel"];

    /// <summary>
    /// See a clinician before any massage. These are the examples of the table; other signs count, too.
    /// </summary>
    public static IReadOnlyList<string> Clinician { get; } =
    [
        "pinpoint-bone",
        "rest-or-night-pain",
        "worsening",
        "limping",
        "cannot-hop",
        "pop",
        "bruise",
        "swelling",
        "locking",
        "giving-way",
    ];

    /// <summary>No massage on that area; no medical level.</summary>
    public static IReadOnlyList<string> KeepOff { get; } =
    ["open-wound", "blister", "burn", "skin-infection", "varicose", "surgery-site"];

    /// <summary>Every listed sign, gravest first: for help texts and for finding typing errors.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Emergency, .. Urgent, .. Clinician, .. KeepOff];
}
