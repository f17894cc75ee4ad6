namespace ActivitySync.Commands;

/// <summary>The signs of the stop list, for help and for noticing a slip of the keys; the core decides what each means.</summary>
internal static class KnownSigns
{
    public static IReadOnlyList<string> All { get; } =
    [
        "chest-pain", "breathless", "collapse", "confusion", "dark-urine",
        "one-sided-swelling", "warm-red-calf", "new-numbness", "new-weakness", "bladder-bowel",
        "pinpoint-bone", "rest-or-night-pain", "worsening", "limping", "cannot-hop", "pop", "bruise", "swelling", "locking", "giving-way",
        "open-wound", "blister", "burn", "skin-infection", "varicose", "surgery-site",
    ];
}
