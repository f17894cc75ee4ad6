using System.Buffers;
using System.IO.Compression;
using System.Xml;
using ActivitySync.Sources.Files.Archives;
using ActivitySync.Sources.Files.Fit;
using ActivitySync.Sources.Files.Gpx;
using ActivitySync.Sources.Files.Tcx;

namespace ActivitySync.Sources.Files;

/// <summary>
/// Reads one file, whatever its bytes are: what it holds decides how, not its name. Never throws over the content; the
/// answer says what is wrong with it.
/// </summary>
internal static class ActivityFile
{
    /// <summary>The longest days of the most talkative watches stay below 30 MB.</summary>
    private const int MaxFitBytes = 32 * 1024 * 1024;

    /// <summary>FIT files shrink to a third; nothing that shrinks to less than a twentieth is held in memory.</summary>
    private const int MaxFitRatio = 20;

    private const int UsualFitRatio = 4;

    /// <summary>Sixteen hex digits tell a runner's files apart for good.</summary>
    private const int SourceIdDigits = 16;

    private const string TooLarge = "it unpacks to more than any recording holds and was not read to its end";
    private const string NoActivityFile = "no activity file (FIT, TCX or GPX)";

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>Whether a name promises an activity, so that content of another kind is a fault and not just something else.</summary>
    public static bool Promises(string name)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return plain.EndsWith(".fit", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith(".tcx", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith(".gpx", StringComparison.OrdinalIgnoreCase);
    }

    public static FileReading Read(FoundFile file, FileDefaults defaults)
    {
        if (file.Refusal is not null) return Refused(file, file.Refusal) with { MayPass = file.MayPass };
        try
        {
            using var packed = file.Open();
            return Unpack(file, packed, defaults);
        }
        catch (Exception trouble) when (LineFor(trouble) is { } line)
        {
            return Refused(file, line) with { MayPass = MayPass(trouble) };
        }
    }

    /// <summary>Trouble of the disk or its rights; the content has none of its own that passes.</summary>
    internal static bool MayPass(Exception trouble) => trouble is UnauthorizedAccessException or IOException and not EndOfStreamException;

    private static FileReading Unpack(FoundFile file, BoundedStream packed, FileDefaults defaults)
    {
        var outer = new ContentStream(packed);
        if (!outer.Head().StartsWith(GzipMagic)) return ReadContent(file, outer, packed, packed, defaults);
        using var unpacked = new BoundedStream(new GZipStream(outer, CompressionMode.Decompress), FoundFile.LimitFor(file.PackedBytes));
        var content = new ContentStream(unpacked);
        return ReadContent(file, content, unpacked, packed, defaults);
    }

    private static FileReading ReadContent(
        FoundFile file, ContentStream content, BoundedStream unpacked, BoundedStream packed, FileDefaults defaults)
    {
        FileContent found;
        try
        {
            found = Recognise(file, content);
        }
        catch (XmlException trouble)
        {
            found = content.IsEndless
                ? FileContent.Quarantined("one tag, text or comment in it goes on for longer than any recording does")
                : FileContent.Quarantined($"it is no well-formed XML: {OneLine.Of(trouble.Message, 200)}");
        }

        string hash;
        try
        {
            hash = content.Finish();
        }
        catch (Exception trouble) when (LineFor(trouble) is { } line)
        {
            return Refused(file, line) with { MayPass = MayPass(trouble) };
        }

        if (unpacked.Exceeded || packed.Exceeded) return Refused(file, TooLarge);
        return ToReading(file, found, hash, defaults);
    }

    private static FileContent Recognise(FoundFile file, ContentStream content)
    {
        var head = content.Head();
        var promises = Promises(file.Name);
        if (head.IsEmpty) return promises ? FileContent.Quarantined("the file is empty") : FileContent.Skipped(NoActivityFile);
        if (FitReader.IsFit(head)) return ReadFit(content, file.PackedBytes);
        if (StravaExport.IsList(file.Name)) return StravaExport.Read(content).ToContent();
        if (GarminSummaries.IsName(file.Name)) return GarminSummaries.Read(content, file.PackedBytes);
        if (MarkupAt(head) is { } start)
        {
            content.SkipHead(start);
            content.IsMarkup = true;
            return ReadMarkup(content, promises);
        }

        return promises
            ? FileContent.Quarantined("its content is no FIT, TCX or GPX, whatever its name says; export it again")
            : FileContent.Skipped(NoActivityFile);
    }

    private static FileContent ReadFit(ContentStream content, long packedBytes)
    {
        var limit = (int)Math.Min(packedBytes * MaxFitRatio, MaxFitBytes);
        return WholeContent.Read(content, packedBytes * UsualFitRatio, limit, FitReader.Read) ?? FileContent.Quarantined(TooLarge);
    }

    private static FileContent ReadMarkup(ContentStream content, bool promises)
    {
        using var xml = new XmlElements(content);
        try
        {
            xml.Read();
        }
        catch (XmlException) when (!promises)
        {
            return FileContent.Skipped(NoActivityFile);
        }

        return xml.Name switch
        {
            TcxReader.Root => TcxReader.Read(xml),
            GpxReader.Root => GpxReader.Read(xml),
            _ when promises => FileContent.Quarantined("its content is neither TCX nor GPX, whatever its name says; export it again"),
            _ => FileContent.Skipped(NoActivityFile),
        };
    }

    /// <summary>Where markup starts, past a byte order mark and blanks, which parsers refuse; null if it is none.</summary>
    private static int? MarkupAt(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return 0;
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var start = head.StartsWith(mark) ? mark.Length : 0;
        var text = head[start..].IndexOfAnyExcept(Blanks);
        return text >= 0 && head[start + text] == '<' ? start + text : null;
    }

    private static FileReading ToReading(FoundFile file, FileContent found, string hash, FileDefaults defaults)
    {
        var warnings = new SortedSet<string>(found.Warnings, StringComparer.Ordinal);
        var activities = new List<FileRecording>(found.Recorded.Count);
        for (var session = 0; session < found.Recorded.Count; session++)
        {
            var recorded = found.Recorded[session];
            if (found.Recorded.Count == 1 && file.Note is { } note) recorded = note.On(recorded);
            var id = recorded.Key ?? $"{hash[..SourceIdDigits]}-{session + 1}";
            activities.Add(new FileRecording(id, found.Format, Plausible.Activity(recorded, id, defaults, warnings)));
        }

        return new FileReading
        {
            File = file.Name,
            Verdict = found.Verdict,
            Reason = found.Reason,
            Warnings = [.. warnings],
            ContentHash = hash,
            Activities = activities,
        };
    }

    private static FileReading Refused(FoundFile file, string reason) =>
        new() { File = file.Name, Verdict = FileVerdict.Quarantined, Reason = reason };

    /// <summary>What to tell of trouble that a file or a disk may give; null for anything else.</summary>
    internal static string? LineFor(Exception trouble) => trouble switch
    {
        InvalidDataException or EndOfStreamException => "its packing is damaged or cut short; copy it again",
        UnauthorizedAccessException => "it may not be read; give the user that runs activitysync the right to",
        FileNotFoundException or DirectoryNotFoundException => "it is no longer there",
        IOException => "it cannot be read from the disk; copy it again",
        NotSupportedException => "it is no file but a pipe, a socket or a device",
        _ => null,
    };
}
