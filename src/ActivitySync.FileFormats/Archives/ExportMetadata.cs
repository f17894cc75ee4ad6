namespace ActivitySync.FileFormats.Archives;

/// <summary>The row of a file in the list of an export.</summary>
/// <param name="Name">The title, as the athlete last wrote it; empty if there is none.</param>
/// <param name="Sport">The sport, as the athlete last set it; null if the list is in a language not supported
/// here.</param>
/// <param name="PerceivedExertion">The athlete's rating, 1 to 10; null if there is none.</param>
internal sealed record ExportMetadata(string Name, string? Sport, double? PerceivedExertion)
{
    /// <summary>What the athlete wrote replaces what the device wrote.</summary>
    public RawRecording ApplyTo(RawRecording recording) =>
        recording with
        {
            Name = Name.Length > 0 ? Name : recording.Name,
            Sport = Sport ?? recording.Sport,
            PerceivedExertion = PerceivedExertion ?? recording.PerceivedExertion,
        };
}

/// <summary>The rows of the lists of exports, by file.</summary>
internal sealed class ExportMetadataIndex
{
    private const string GzipExtension = ".gz";

    /// <summary>The max number of files in an archive.</summary>
    private const int MaxEntries = 50_000;

    private readonly Dictionary<string, ExportMetadata> _byFile = new(StringComparer.Ordinal);

    /// <summary>Reads a list. Errors are ignored here; the result of the list file itself reports them.</summary>
    /// <param name="name">Its path, or <c>archive.zip!activities.csv</c>; the files it names are relative to
    /// it.</param>
    /// <param name="list">Its bytes.</param>
    public void Add(string name, Stream list)
    {
        var folder = name[..(name.LastIndexOfAny(['/', '\\', '!']) + 1)];
        foreach (var (file, metadata) in StravaExportList.Read(list).Metadata.Take(MaxEntries - _byFile.Count))
        {
            _byFile.TryAdd(RemoveGzipExtension(folder + file), metadata);
        }
    }

    public ExportMetadata? Find(string name) => _byFile.GetValueOrDefault(RemoveGzipExtension(name));

    /// <summary>The files of an export may be unpacked, while its list still names the packed ones.</summary>
    private static string RemoveGzipExtension(string name) =>
        name.EndsWith(GzipExtension, StringComparison.OrdinalIgnoreCase) ? name[..^GzipExtension.Length] : name;
}
