namespace ActivitySync.Configuration;

/// <summary>Where a setting's value comes from.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Text">The place, as <c>config show</c> names it: <c>appsettings.json:12</c>.</param>
internal sealed record SettingOrigin(SettingLayer Layer, string Text)
{
    public static SettingOrigin Default { get; } = new(SettingLayer.Default, "default");

    public static SettingOrigin Page { get; } = new(SettingLayer.Page, "page");
}

/// <summary>The layers of settings, in ascending priority.</summary>
internal enum SettingLayer
{
    Default,

    /// <summary>The athlete's settings in the database.</summary>
    Database,

    File,

    /// <summary>What an athlete changed, on the page or by command. Only preferences have it.</summary>
    Page,

    /// <summary>Environment variables, the files they name, and systemd credentials.</summary>
    Environment,
}
