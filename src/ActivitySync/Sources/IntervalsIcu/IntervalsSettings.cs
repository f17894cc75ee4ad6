using ActivitySync.Configuration;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>The section <c>Intervals</c>.</summary>
internal sealed record IntervalsSettings : SourceSettings
{
    public Uri ApiUrl { get; init; } = new("https://intervals.icu/api/v1");

    public override string SyncSchedule { get; init; } = "0 23 * * * ?";
}

/// <summary>Reads the section <c>Intervals</c>.</summary>
internal sealed class IntervalsSettingsParser()
    : KeySettingsParser(IntervalsDescriptor.Service, "intervals.icu/settings, under Developer Settings")
{
    public override IntervalsSettings Parse(SettingsReader reader, bool isEnabled)
    {
        var defaults = new IntervalsSettings();
        return new IntervalsSettings
        {
            ApiUrl = ParseApiUrl(reader, defaults.ApiUrl),
            SyncSchedule = ParseSyncSchedule(reader, defaults.SyncSchedule),
            HistoryDays = ParseHistoryDays(reader, defaults.HistoryDays),
        };
    }
}
