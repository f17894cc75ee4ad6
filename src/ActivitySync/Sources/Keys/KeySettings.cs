using ActivitySync.Configuration;

namespace ActivitySync.Sources.Keys;

/// <summary>Reads the section of a service that is read with a key.</summary>
/// <param name="service">The service.</param>
/// <param name="keyPage">Where to make a key, without https://, as in the message about a missing one.</param>
internal abstract class KeySettingsParser(KeyService service, string keyPage) : SourceSettingsParser
{
    public override SourceName Name => service.Name;

    public override string SectionName => service.SectionName;

    public override AthleteSecret AthleteSecret { get; } =
        new(
            service.KeySetting,
            $"is missing, but Sources:{service.SectionName} is true and there is no page to enter it on. Create a key "
                + $"at {keyPage}, or set Sources:{service.SectionName} to false."
        );

    /// <summary>Reads the address of the service.</summary>
    protected Uri ParseApiUrl(SettingsReader reader, Uri defaultValue) =>
        reader.GetAddress(GetKey("ApiUrl"), defaultValue)!;
}
