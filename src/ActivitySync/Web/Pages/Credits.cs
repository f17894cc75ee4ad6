using ActivitySync.Digest.Localization;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Web.Pages;

/// <summary>How sources want to be credited on a page that shows their data, like in emails.</summary>
internal static class Credits
{
    /// <summary>The lines for some activities: for their sources, and those that made their devices.</summary>
    public static IReadOnlyList<string> Create(IEnumerable<StoredActivity> shown, Language language)
    {
        var names = shown.SelectMany(stored => stored.Sources.Concat(stored.DeviceMakers)).ToHashSet();
        return
        [
            .. SourceDescriptors
                .All.Where(source => names.Contains(source.Name))
                .Select(source =>
                    source.Attribution switch
                    {
                        SourceAttribution.PoweredBy => language.Closing.PoweredBy(source.Name.DisplayName),
                        SourceAttribution.DataFrom => language.Closing.DataFrom(source.Name.DisplayName),
                        _ => "",
                    }
                )
                .Where(line => line.Length > 0),
        ];
    }
}
