using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Xml;
using ActivitySync.FileFormats.Archives;
using ActivitySync.FileFormats.Fit;
using ActivitySync.FileFormats.Gpx;
using ActivitySync.FileFormats.Tcx;

namespace ActivitySync.FileFormats;

/// <summary>
/// Reads one file of any format. The content decides the format, not the name. Invalid content never throws; the result
/// gives the reason.
/// </summary>
internal static class ActivityFileReader
{
    /// <summary>The longest recordings of watches stay below 30 MB.</summary>
    private const int MaxFitBytes = 32 * 1024 * 1024;

    /// <summary>
    /// FIT files shrink to about a third; one that shrinks to less than a twentieth is not read into memory.
    /// </summary>
    private const int MaxFitRatio = 20;

    // errno(3), which the HResult of an IOException has on Linux
    private const int TooManyOpenFilesInSystem = 23;
    private const int TooManyOpenFiles = 24;

    private const int TypicalFitRatio = 4;

    /// <summary>16 hex digits (64 bits) are enough to make the files of one athlete unique.</summary>
    private const int SourceIdDigits = 16;

    private const string TooLarge = "it unpacks to more than any recording holds and was not read to its end";
    private const string NoActivityFile = "no activity file (FIT, TCX or GPX)";

    private static readonly SearchValues<byte> Whitespace = SearchValues.Create(" \t\r\n"u8);

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>
    /// Whether the name is that of an activity file, so that other content is an error instead of being skipped.
    /// </summary>
    public static bool HasActivityExtension(string name)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return plain.EndsWith(".fit", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith(".tcx", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith(".gpx", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Reads a file; if it is missing or unreadable, its row in the list of the export, which has times and distance.
    /// </summary>
    public static FileReadResult Read(FileEntry file, RecordingDefaults defaults)
    {
        var result = ReadFile(file, defaults);
        return result is { Recordings.Count: 0, IsRetryable: false } && file.Metadata?.Recording is { } row
            ? ReplaceByRow(result, row, defaults)
            : result;
    }

    private static FileReadResult ReadFile(FileEntry file, RecordingDefaults defaults)
    {
        if (file.RefusalReason is not null)
        {
            return CreateQuarantined(file, file.RefusalReason) with { IsRetryable = file.IsRetryable };
        }

        try
        {
            using var packed = file.Open();
            return Unpack(file, packed, defaults);
        }
        catch (Exception exception) when (DescribeError(exception) is { } line)
        {
            return CreateQuarantined(file, line) with { IsRetryable = IsRetryable(exception) };
        }
    }

    /// <summary>Whether another try may help: errors of the disk and its permissions, not of the content.</summary>
    internal static bool IsRetryable(Exception exception) =>
        exception is UnauthorizedAccessException or IOException and not EndOfStreamException;

    /// <summary>Whether a file that is named as an archive is an activity file instead.</summary>
    /// <param name="head">Its first bytes.</param>
    public static bool IsActivityContent(ReadOnlySpan<byte> head) =>
        FitReader.IsFit(head) || head.StartsWith(GzipMagic) || FindMarkupStart(head) is not null;

    private static FileReadResult Unpack(FileEntry file, BoundedStream packed, RecordingDefaults defaults)
    {
        var outer = new HashingStream(packed);
        if (!outer.PeekHead().StartsWith(GzipMagic))
        {
            return ReadContent(file, outer, packed, packed, defaults);
        }

        using var unpacked = new BoundedStream(
            new GZipStream(outer, CompressionMode.Decompress),
            FileEntry.GetMaxUnpackedBytes(file.PackedBytes)
        );
        var content = new HashingStream(unpacked);
        return ReadContent(file, content, unpacked, packed, defaults);
    }

    private static FileReadResult ReadContent(
        FileEntry file,
        HashingStream content,
        BoundedStream unpacked,
        BoundedStream packed,
        RecordingDefaults defaults
    )
    {
        ParsedFile parsed;
        try
        {
            parsed = ReadByFormat(file, content);
        }
        catch (XmlException exception)
        {
            parsed = content.IsTokenTooLong
                ? ParsedFile.CreateQuarantined(
                    "one tag, text or comment in it goes on for longer than any recording does"
                )
                : ParsedFile.CreateQuarantined(DescribeXmlError(exception));
        }

        string hash;
        try
        {
            hash = content.ComputeHash();
        }
        catch (Exception exception) when (DescribeError(exception) is { } line)
        {
            return CreateQuarantined(file, line) with { IsRetryable = IsRetryable(exception) };
        }

        if (unpacked.IsLimitExceeded || packed.IsLimitExceeded)
        {
            return CreateQuarantined(file, TooLarge);
        }

        return ToResult(file, parsed, hash, defaults);
    }

    /// <summary>The parser's own texts are for programmers; its place is 0 if it doesn't know it.</summary>
    private static string DescribeXmlError(XmlException exception)
    {
        if (exception is RefusedXmlException)
        {
            return $"it is no well-formed XML: {exception.Message}";
        }

        var place =
            exception.LineNumber == 0
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $", at line {exception.LineNumber}, column {exception.LinePosition}"
                );
        return $"it is no complete and well-formed XML file, or has a document type{place}; export it again";
    }

    private static ParsedFile ReadByFormat(FileEntry file, HashingStream content)
    {
        var head = content.PeekHead();
        var hasExtension = HasActivityExtension(file.Name);
        if (head.IsEmpty)
        {
            return hasExtension
                ? ParsedFile.CreateQuarantined("the file is empty")
                : ParsedFile.CreateSkipped(NoActivityFile);
        }

        if (FitReader.IsFit(head))
        {
            return ReadFit(content, file.PackedBytes);
        }

        var markup = FindMarkupStart(head);
        var isXml = markup is { } at && head[at] == '<';
        if (StravaExportList.IsListFile(file.Name) && !isXml)
        {
            return StravaExportList.Read(content).ToParsedFile();
        }

        if (GarminSummaryReader.IsSummaryFile(file.Name) || GarminSummaryReader.IsSummary(head))
        {
            return GarminSummaryReader.Read(content, file.PackedBytes);
        }

        if (markup is { } start)
        {
            content.SkipHead(start);
            content.IsMarkup = true;
            return ReadMarkup(content, hasExtension);
        }

        return hasExtension
            ? ParsedFile.CreateQuarantined("its content is no FIT, TCX or GPX, whatever its name says; export it again")
            : ParsedFile.CreateSkipped(NoActivityFile);
    }

    private static ParsedFile ReadFit(HashingStream content, long packedBytes)
    {
        var limit = (int)Math.Min(packedBytes * MaxFitRatio, MaxFitBytes);
        return ContentBuffer.ReadAll(content, packedBytes * TypicalFitRatio, limit, FitReader.Read)
            ?? ParsedFile.CreateQuarantined(TooLarge);
    }

    private static ParsedFile ReadMarkup(HashingStream content, bool hasExtension)
    {
        using var xml = new XmlElementReader(content);
        try
        {
            xml.Read();
        }
        catch (XmlException) when (!hasExtension)
        {
            return ParsedFile.CreateSkipped(NoActivityFile);
        }

        return xml.Name switch
        {
            TcxReader.RootElement => TcxReader.Read(xml),
            GpxReader.RootElement => GpxReader.Read(xml),
            _ when hasExtension => ParsedFile.CreateQuarantined(
                "its content is neither TCX nor GPX, whatever its name says; export it again"
            ),
            _ => ParsedFile.CreateSkipped(NoActivityFile),
        };
    }

    /// <summary>
    /// Finds where XML starts, after a byte order mark and whitespace, which parsers refuse; null if it is no XML.
    /// </summary>
    private static int? FindMarkupStart(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return 0;
        }

        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var start = head.StartsWith(mark) ? mark.Length : 0;
        var text = head[start..].IndexOfAnyExcept(Whitespace);
        return text >= 0 && head[start + text] == '<' ? start + text : null;
    }

    private static FileReadResult ToResult(FileEntry file, ParsedFile parsed, string hash, RecordingDefaults defaults)
    {
        var warnings = new SortedSet<string>(parsed.Warnings, StringComparer.Ordinal);
        var activities = new List<FileRecording>(parsed.Recordings.Count);
        for (var session = 0; session < parsed.Recordings.Count; session++)
        {
            var recorded = parsed.Recordings[session];
            if (parsed.Recordings.Count == 1 && file.Metadata is { } note)
            {
                recorded = note.ApplyTo(recorded);
            }

            var id = recorded.Key ?? $"{hash[..SourceIdDigits]}-{session + 1}";
            activities.Add(ToRecording(recorded, id, parsed.Format, defaults, warnings));
        }

        return new FileReadResult
        {
            File = file.Name,
            Status = parsed.Status,
            Reason = parsed.Reason,
            Warnings = [.. warnings],
            ContentHash = hash,
            Recordings = activities,
        };
    }

    private static FileReadResult ReplaceByRow(FileReadResult file, RawRecording row, RecordingDefaults defaults)
    {
        var warnings = new SortedSet<string>(file.Warnings, StringComparer.Ordinal)
        {
            $"taken from the list of the export, because {file.Reason}",
        };

        // The list has no id only if it was shortened; then the start identifies the activity.
        var id = row.Key ?? string.Create(CultureInfo.InvariantCulture, $"export-row-{row.Start.ToUnixTimeSeconds()}");
        return file with
        {
            Status = FileReadStatus.Read,
            Reason = null,
            Recordings = [ToRecording(row, id, RecordingFormat.Strava, defaults, warnings)],
            Warnings = [.. warnings],
        };
    }

    private static FileRecording ToRecording(
        RawRecording recorded,
        string id,
        RecordingFormat format,
        RecordingDefaults defaults,
        SortedSet<string> warnings
    ) =>
        new(
            id,
            format,
            RecordingSanitizer.ToActivity(recorded, id, defaults, warnings) with
            {
                SourceTag = recorded.SourceTag,
            }
        );

    private static FileReadResult CreateQuarantined(FileEntry file, string reason) =>
        new()
        {
            File = file.Name,
            Status = FileReadStatus.Quarantined,
            Reason = reason,
        };

    /// <summary>The reason for an error of a file or a disk; null for any other exception.</summary>
    internal static string? DescribeError(Exception exception) =>
        exception switch
        {
            InvalidDataException or EndOfStreamException => "its packing is damaged or cut short; copy it again",
            UnauthorizedAccessException => "it may not be read; give the user that runs activitysync the right to",
            FileNotFoundException or DirectoryNotFoundException => "it is no longer there",
            IOException { HResult: TooManyOpenFiles or TooManyOpenFilesInSystem } =>
                "too many files are open; set a higher limit (LimitNOFILE in systemd, 'ulimit -n' in a shell)",
            IOException => "it cannot be read from the disk; copy it again",
            NotSupportedException => "it is no file but a pipe, a socket or a device",
            _ => null,
        };
}
