using ActivitySync.Configuration;
using ActivitySync.FileFormats;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.IntervalsIcu;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Sources;

/// <summary>The list of sources. Adding a source means a folder and one line here.</summary>
internal static class SourceDescriptors
{
    /// <summary>All sources, in the order in which they are synced and listed.</summary>
    public static IReadOnlyList<SourceDescriptor> All { get; } =
    [new StravaDescriptor(), new GarminDescriptor(), new IntervalsDescriptor()];

    /// <summary>Reads the settings of all sources.</summary>
    public static IReadOnlyList<SourceSettingsParser> SettingsParsers { get; } =
    [.. All.Select(source => source.SettingsParser)];

    /// <exception cref="KeyNotFoundException">No source has this name; files have no descriptor.</exception>
    public static SourceDescriptor Get(SourceName name) =>
        Find(name) ?? throw new KeyNotFoundException($"No source is named {name.Text}.");

    /// <summary>The descriptor of a source; null for recordings from files.</summary>
    public static SourceDescriptor? Find(SourceName name) => All.FirstOrDefault(source => source.Name == name);

    /// <summary>Reads a name as it is stored.</summary>
    /// <exception cref="FormatException">No source has this name, so the data is damaged.</exception>
    public static SourceName ParseName(string text) =>
        All.Select(source => source.Name).Append(SourceName.File).FirstOrDefault(name => name.Text == text)
        ?? throw new FormatException($"'{text}' is not the name of a source.");

    /// <summary>Reads a format as it is stored.</summary>
    /// <exception cref="FormatException">No source or file has this format, so the data is damaged.</exception>
    public static RecordingFormat ParseFormat(string text) =>
        RecordingFormat
            .FileFormats.Concat(All.Select(source => source.Format))
            .FirstOrDefault(format => format.Text == text)
        ?? throw new FormatException($"'{text}' is not a format of recordings.");

    /// <summary>The sources that make some devices, each once.</summary>
    public static IReadOnlyList<SourceName> FindMakers(IEnumerable<string> deviceNames) =>
        Sort(
            deviceNames.SelectMany(device =>
                All.Where(source => source.IsMakerOf(device)).Select(source => source.Name)
            )
        );

    /// <summary>Each name once, in the order of <see cref="All"/>; files come last.</summary>
    public static IReadOnlyList<SourceName> Sort(IEnumerable<SourceName> names)
    {
        var present = names.ToHashSet();
        return [.. All.Select(source => source.Name).Append(SourceName.File).Where(present.Contains)];
    }
}
