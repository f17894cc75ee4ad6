namespace ActivitySync.Settings;

/// <summary>One thing wrong with the settings: where, which key, and how to mend it. Never holds a secret's value.</summary>
/// <param name="Origin">The file and line, or the variable.</param>
/// <param name="Key">The setting.</param>
/// <param name="Text">What is wrong and how to mend it.</param>
/// <param name="IsAbsentSecret">Whether a secret is wanted and not there: it may be handed to the daemon alone, and other verbs do without.</param>
internal sealed record SettingMistake(string Origin, string Key, string Text, bool IsAbsentSecret = false)
{
    public override string ToString() => Key.Length == 0 ? $"{Origin}: {Text}" : $"{Origin}: {Key}: {Text}";
}
