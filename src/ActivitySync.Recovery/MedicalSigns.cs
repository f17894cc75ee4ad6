namespace ActivitySync.Recovery;

/// <summary>The signs of rules.md 3, by what they ask for. A sign that stands nowhere here is one for a clinician.</summary>
public static class MedicalSigns
{
    /// <summary>Call the local emergency number.</summary>
    public static IReadOnlyList<string> Emergency { get; } =
    ["chest-pain", "breathless", "collapse", "confusion", "dark-urine"];

    /// <summary>Care the same day, no pressure anywhere near.</summary>
    public static IReadOnlyList<string> Urgent { get; } =
    ["one-sided-swelling", "warm-red-calf", "new-numbness", "new-weakness", "bladder-bowel"];

    /// <summary>A clinician before any massage; the table's own examples, not all there are.</summary>
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

    /// <summary>Keep off that area; no level.</summary>
    public static IReadOnlyList<string> KeepOff { get; } =
    ["open-wound", "blister", "burn", "skin-infection", "varicose", "surgery-site"];

    /// <summary>Every sign with a name, gravest first: for help, and for noticing a slip of the keys.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Emergency, .. Urgent, .. Clinician, .. KeepOff];
}
