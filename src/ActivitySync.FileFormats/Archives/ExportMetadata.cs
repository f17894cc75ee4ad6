namespace ActivitySync.FileFormats.Archives;

/// <summary>What the list of an export says of one of its files.</summary>
/// <param name="Name">The title, as the runner last wrote it; empty if there is none.</param>
/// <param name="Sport">The sport, as the runner last set it; null if the list does not tell it in a language known here.</param>
/// <param name="PerceivedExertion">The runner's rating, 1 to 10; null if there is none.</param>
internal sealed record ExportMetadata(string Name, string? Sport, double? PerceivedExertion)
{
    /// <summary>The runner's own words stand over what the device wrote.</summary>
    public RawRecording ApplyTo(RawRecording recording) =>
        recording with
        {
            Name = Name.Length > 0 ? Name : recording.Name,
            Sport = Sport ?? recording.Sport,
            PerceivedExertion = PerceivedExertion ?? recording.PerceivedExertion,
        };
}

/// <summary>What the lists of exports say, by the file it is said of.</summary>
internal sealed class ExportMetadataIndex
{
    private const string GzipExtension = ".gz";

    /// <summary>As many as an archive may have files.</summary>
    private const int MaxEntries = 50_000;

    private readonly Dictionary<string, ExportMetadata> _byFile = new(StringComparer.Ordinal);

    /// <summary>Reads a list; one that cannot be read says nothing here, and its own row says why.</summary>
    /// <param name="name">Its path, or <c>archive.zip!activities.csv</c>: the files it names stand beside it.</param>
    /// <param name="list">Its bytes.</param>
    public void Add(string name, Stream list)
    {
        var beside = name[..(name.LastIndexOfAny(['/', '\\', '!']) + 1)];
        foreach (var (file, note) in StravaExportList.Read(list).Metadata.Take(MaxEntries - _byFile.Count))
        {
            _byFile.TryAdd(RemoveGzipExtension(beside + file), note);
        }
    }

    public ExportMetadata? Find(string name) => _byFile.GetValueOrDefault(RemoveGzipExtension(name));

    /// <summary>Whoever unpacks an export by hand may unpack its files too.</summary>
    private static string RemoveGzipExtension(string name) =>
        name.EndsWith(GzipExtension, StringComparison.OrdinalIgnoreCase) ? name[..^GzipExtension.Length] : name;
}
