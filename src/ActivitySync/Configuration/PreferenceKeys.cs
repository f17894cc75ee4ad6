namespace ActivitySync.Configuration;

/// <summary>The settings of an athlete that the athlete may change, by their key below <c>Athletes[]</c>.</summary>
internal static class PreferenceKeys
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Language",
        "Units",
        "Budget",
        "Rhythm",
        "EarlyGentle",
        "Conditions",
        "Digest:Day",
        "Digest:Time",
        "Digest:QuietWeeks",
        "RaceMails",
    ];

    /// <summary>Finds a key without regard to case; null if there is no such preference.</summary>
    public static string? Find(string text) =>
        All.FirstOrDefault(key => key.Equals(text, StringComparison.OrdinalIgnoreCase));
}
