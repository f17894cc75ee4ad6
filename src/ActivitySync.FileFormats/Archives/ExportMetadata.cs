using ActivitySync.Recovery;

namespace ActivitySync.FileFormats.Archives;

/// <summary>The row of a file in the list of an export.</summary>
/// <param name="Name">The title, as the athlete last wrote it; empty if there is none.</param>
/// <param name="Sport">The sport, as the athlete last set it; null if it is unknown.</param>
/// <param name="PerceivedExertion">The athlete's rating, 1 to 10; null if there is none.</param>
/// <param name="SourceTag">The tag the athlete set; null if there is none.</param>
/// <param name="Recording">The activity as the row has it, for a file that is missing or unreadable; null if its date
/// cannot be read.</param>
internal sealed record ExportMetadata(
    string Name,
    string? Sport,
    double? PerceivedExertion,
    SourceTag? SourceTag,
    RawRecording? Recording
)
{
    /// <summary>What the athlete wrote replaces what the device wrote.</summary>
    public RawRecording ApplyTo(RawRecording recording) =>
        recording with
        {
            Name = Name.Length > 0 ? Name : recording.Name,
            Sport = Sport ?? recording.Sport,
            PerceivedExertion = PerceivedExertion ?? recording.PerceivedExertion,
            SourceTag = SourceTag ?? recording.SourceTag,
        };
}

/// <summary>The rows of the lists of exports, by file.</summary>
internal sealed class ExportMetadataIndex
{
    private const string GzipExtension = ".gz";

    /// <summary>The max number of rows that are read from a list: 18 activities a day for thirty years.</summary>
    private const int MaxEntries = 200_000;

    private readonly Dictionary<string, (string Name, ExportMetadata Metadata)> _byFile = new(StringComparer.Ordinal);
    private readonly List<(string Name, ExportMetadata Metadata)> _lost = [];

    /// <summary>Reads a list. Errors are ignored here; the result of the list file itself reports them.</summary>
    /// <param name="name">Its path, or <c>archive.zip!activities.csv</c>; the files it names are relative to
    /// it.</param>
    /// <param name="list">Its bytes.</param>
    public void Add(string name, Stream list)
    {
        var folder = name[..(name.LastIndexOfAny(['/', '\\', '!']) + 1)];
        var read = StravaExportList.Read(list);
        foreach (var (file, metadata) in read.Metadata.Take(MaxEntries - _byFile.Count))
        {
            _byFile.TryAdd(RemoveGzipExtension(folder + file), (folder + file, metadata));
        }

        _lost.AddRange(read.LostRows.Take(MaxEntries - _lost.Count).Select(row => ($"{name}!{row.Row}", row.Note)));
    }

    /// <summary>Adds its row to a file. If the file is an archive, the first member has the row.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="entries">The file, or the members of the archive.</param>
    public IEnumerable<FileEntry> ApplyTo(string name, IEnumerable<FileEntry> entries)
    {
        var metadata = Find(name);
        foreach (var entry in entries)
        {
            yield return metadata is null ? entry : entry with { Metadata = metadata };
            metadata = null;
        }
    }

    private ExportMetadata? Find(string name) => _byFile.GetValueOrDefault(RemoveGzipExtension(name)).Metadata;

    /// <summary>
    /// An entry for each row without its file, which stands for the file in results. It is refused, so that the row is
    /// read in its place.
    /// </summary>
    /// <param name="isThere">Whether there is a file with this name, its extension <c>.gz</c> left out.</param>
    public IEnumerable<FileEntry> GetEntriesWithoutFile(Func<string, bool> isThere) =>
        _byFile
            .Where(file => !isThere(file.Key))
            .Select(file =>
                FileEntry.CreateRefused(file.Value.Name, "its file is not in the export") with
                {
                    Metadata = file.Value.Metadata,
                }
            )
            .Concat(
                _lost.Select(row =>
                    FileEntry.CreateRefused(row.Name, "the export has an error in place of its file") with
                    {
                        Metadata = row.Metadata,
                    }
                )
            );

    /// <summary>The files of an export may be unpacked, while its list still names the packed ones.</summary>
    public static string RemoveGzipExtension(string name) =>
        name.EndsWith(GzipExtension, StringComparison.OrdinalIgnoreCase) ? name[..^GzipExtension.Length] : name;
}
