namespace ActivitySync.Web;

/// <summary>What the page that ends the mails says, in a runner's language.</summary>
internal sealed record UnsubscribeWords(string Language, Func<string, string> Question, string Button, Func<string, string> IsOff, string NotValid)
{
    public static UnsubscribeWords English { get; } = new(
        "en",
        name => $"Stop all mails to {name}? Nothing else changes: your training stays where it is.",
        "Stop the mails",
        name => $"The mails to {name} are off. To have them again, 'activitysync resume --athlete {name}' on the machine it runs on.",
        "This link is not valid here (any more). Ask whoever runs ActivitySync for you to stop the mails.");

    private static readonly UnsubscribeWords German = new(
        "de",
        name => $"Alle Mails an {name} abstellen? Sonst ändert sich nichts: dein Training bleibt, wo es ist.",
        "Mails abstellen",
        name => $"Die Mails an {name} sind abgestellt. Wieder an: 'activitysync resume --athlete {name}' auf dem Rechner, auf dem es läuft.",
        "Dieser Link gilt hier nicht (mehr). Wer ActivitySync für dich betreibt, kann die Mails abstellen.");

    /// <summary>A language without words of its own reads English.</summary>
    public static UnsubscribeWords Of(string language) => language == German.Language ? German : English;
}
