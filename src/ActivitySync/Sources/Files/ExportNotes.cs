namespace ActivitySync.Sources.Files;

/// <summary>What the lists of exports say, by the file it is said of.</summary>
internal sealed class ExportNotes
{
    private const string Packed = ".gz";

    /// <summary>As many as an archive may have files.</summary>
    private const int MostNotes = 50_000;

    private readonly Dictionary<string, ExportNote> _byFile = new(StringComparer.Ordinal);

    /// <summary>Reads a list; one that cannot be read says nothing here, and its own row says why.</summary>
    /// <param name="name">Its path, or <c>archive.zip!activities.csv</c>: the files it names stand beside it.</param>
    /// <param name="list">Its bytes.</param>
    public void Add(string name, Stream list)
    {
        var beside = name[..(name.LastIndexOfAny(['/', '\\', '!']) + 1)];
        foreach (var (file, note) in StravaExport.Read(list).Notes.Take(MostNotes - _byFile.Count)) _byFile.TryAdd(Plain(beside + file), note);
    }

    public ExportNote? Find(string name) => _byFile.GetValueOrDefault(Plain(name));

    /// <summary>Whoever unpacks an export by hand may unpack its files too.</summary>
    private static string Plain(string name) => name.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? name[..^Packed.Length] : name;
}
