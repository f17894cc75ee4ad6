using ActivitySync.Sources.Files.Archives;

namespace ActivitySync.Sources.Files;

/// <summary>Finds the files behind paths: files, folders with all that is below them, archives with their members. In a fixed order.</summary>
internal static class FileWalk
{
    /// <summary>Hidden files are none of the runner's; links could lead in circles.</summary>
    public static EnumerationOptions Below { get; } = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <param name="paths">The paths.</param>
    /// <param name="spool">Where archives in archives are unpacked.</param>
    public static IEnumerable<FoundFile> Of(IEnumerable<string> paths, Spool spool) => paths.SelectMany(path => Of(path, spool));

    private static IEnumerable<FoundFile> Of(string path, Spool spool)
    {
        if (!Directory.Exists(path)) return OfFile(path, spool);
        var files = Directory.EnumerateFiles(path, "*", Below).Order(StringComparer.Ordinal).ToList();
        var notes = NotesIn(files);
        return files
            .OrderBy(GarminSummaries.IsName) // what says less comes after the recordings it is about
            .SelectMany(file => OfFile(file, spool))
            .Select(file => notes.Find(file.Name) is { } note ? file with { Note = note } : file)
            .Concat(ClosedFolders(path).Select(folder => FoundFile.Refused(folder, $"the folder {PathTrouble.Closed}", mayPass: true)));
    }

    /// <summary>The folders of a path whose files stay unknown, since their lists may not be read.</summary>
    public static IEnumerable<string> ClosedFolders(string path) =>
        Directory.EnumerateDirectories(path, "*", Below).Prepend(path).Where(PathTrouble.IsClosed).Order(StringComparer.Ordinal);

    /// <summary>The bytes behind the paths, packed as they are: how much there is to do.</summary>
    public static long BytesOf(IEnumerable<string> paths) => paths.Sum(
        path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", Below).Sum(LengthOf) : LengthOf(path));

    private static ExportNotes NotesIn(IEnumerable<string> files)
    {
        var notes = new ExportNotes();
        foreach (var list in files.Where(StravaExport.IsList))
        {
            var (content, _) = OpenArchive(list);
            using (content)
            {
                if (content is not null) notes.Add(list, content);
            }
        }

        return notes;
    }

    private static IEnumerable<FoundFile> OfFile(string path, Spool spool)
    {
        if (!ZipMembers.IsZipName(path))
        {
            yield return new FoundFile(path, LengthOf(path), () => new BoundedStream(OpenRead(path), FoundFile.MaxBytes));
            yield break;
        }

        var (archive, refusal) = OpenArchive(path);
        if (archive is null)
        {
            yield return FoundFile.Refused(path, refusal!, mayPass: true);
            yield break;
        }

        using (archive)
        {
            foreach (var member in new ZipMembers(spool).Of(path, archive)) yield return member;
        }
    }

    private static (FileStream? Archive, string? Refusal) OpenArchive(string path)
    {
        try
        {
            return (OpenRead(path), null);
        }
        catch (Exception trouble) when (ActivityFile.LineFor(trouble) is { } line)
        {
            return (null, line);
        }
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    /// <summary>The owner's file is only read, and others may write to it meanwhile.</summary>
    private static FileStream OpenRead(string path) => FileStatus.Of(path) is { IsFile: false }
        ? throw new NotSupportedException(path) // opening a pipe may wait for ever
        : new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
