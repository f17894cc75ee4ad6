using ActivitySync.Configuration;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.Garmin;

/// <summary>The section <c>Garmin</c>.</summary>
internal sealed record GarminSettings : SourceSettings
{
    public Uri ApiUrl { get; init; } = new("https://personal.connectapi.garmin.com");

    public override string SyncSchedule { get; init; } = "0 11/30 * * * ?";
}

/// <summary>Reads the section <c>Garmin</c>.</summary>
internal sealed class GarminSettingsParser()
    : KeySettingsParser(GarminDescriptor.Service, "connect.garmin.com/app/settings/personalApiToken")
{
    public override GarminSettings Parse(SettingsReader reader, bool isEnabled)
    {
        var defaults = new GarminSettings();
        return new GarminSettings
        {
            ApiUrl = ParseApiUrl(reader, defaults.ApiUrl),
            SyncSchedule = ParseSyncSchedule(reader, defaults.SyncSchedule),
            HistoryDays = ParseHistoryDays(reader, defaults.HistoryDays),
        };
    }
}
