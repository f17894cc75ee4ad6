using ActivitySync.Configuration;

namespace ActivitySync.Sources.Garmin;

/// <summary>The section <c>Garmin</c>.</summary>
internal sealed record GarminSettings : SourceSettings
{
    public Uri ApiUrl { get; init; } = new("https://personal.connectapi.garmin.com");

    public override string SyncSchedule { get; init; } = "0 11/30 * * * ?";
}

/// <summary>Reads the section <c>Garmin</c>.</summary>
internal sealed class GarminSettingsParser : SourceSettingsParser
{
    /// <summary>The athlete's personal key.</summary>
    public const string ApiKeySetting = "GarminApiKey";

    public override SourceName Name => GarminDescriptor.SourceName;

    public override string SectionName => "Garmin";

    public override AthleteSecret AthleteSecret { get; } =
        new(
            ApiKeySetting,
            "is missing, but Sources:Garmin is true and there is no page to enter it on. Create a key at "
                + "connect.garmin.com/app/settings/personalApiToken, or set Sources:Garmin to false."
        );

    public override GarminSettings Parse(SettingsReader reader, bool isEnabled)
    {
        var defaults = new GarminSettings();
        return new GarminSettings
        {
            ApiUrl = reader.GetAddress("Garmin:ApiUrl", defaults.ApiUrl)!,
            SyncSchedule = ParseSyncSchedule(reader, defaults.SyncSchedule),
            HistoryDays = ParseHistoryDays(reader, defaults.HistoryDays),
        };
    }
}
