namespace ActivitySync.Settings;

/// <summary>One thing wrong with the settings: where, which key, and how to mend it. Never holds a secret's value.</summary>
internal sealed record SettingMistake(string Origin, string Key, string Text)
{
    public override string ToString() => Key.Length == 0 ? $"{Origin}: {Text}" : $"{Origin}: {Key}: {Text}";
}
