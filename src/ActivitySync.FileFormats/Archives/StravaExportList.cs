using System.Globalization;
using Sylvan.Data.Csv;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// The list <c>activities.csv</c> of Strava's account export: titles and sports of its files, and the manual
/// activities, which have no file. Some headers occur twice (Distance in km or miles, then in meters). They are in the
/// athlete's language; if that isn't English, only titles are read, by their position.
/// </summary>
/// <param name="Metadata">By file, as the list names it: <c>activities/123.fit.gz</c>.</param>
/// <param name="ManualRecordings">Activities without a file.</param>
/// <param name="UnreadableCount">Activities without a file whose date cannot be read.</param>
/// <param name="Error">Why the list ends early; null if it was read to its end.</param>
internal sealed record StravaExportList(
    IReadOnlyList<(string File, ExportMetadata Note)> Metadata,
    IReadOnlyList<RawRecording> ManualRecordings,
    int UnreadableCount,
    string? Error
)
{
    private const string FileName = "activities.csv";
    private const string Folder = "activities/";

    /// <summary>The positions of the columns since 2019, for headers in other languages.</summary>
    private const int NameIndex = 2;
    private const int FileIndex = 12;

    /// <summary>The longest row has a long description.</summary>
    private const int MaxRowChars = 256 * 1024;

    /// <summary>Three activities a day for forty years.</summary>
    private const int MaxRows = 50_000;

    private const int Megabyte = 1024 * 1024;
    private const int MaxBytes = 64 * Megabyte;

    /// <summary>Titles and paths are shorter; longer ones are truncated.</summary>
    private const int MaxTextChars = 500;

    private static readonly string[] DateFormats =
    [
        "MMM d, yyyy, h:mm:ss tt",
        "d MMM yyyy, HH:mm:ss",
        "MMM d, yyyy, HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss",
    ];

    /// <summary>Whether a path, or that of a member of an archive, has the name of the list.</summary>
    public static bool IsListFile(string name) =>
        name.EndsWith(FileName, StringComparison.OrdinalIgnoreCase)
        && (name.Length == FileName.Length || name[^(FileName.Length + 1)] is '/' or '\\' or '!');

    /// <summary>Reads as far as possible; invalid content never throws.</summary>
    public static StravaExportList Read(Stream content)
    {
        var notes = new List<(string, ExportMetadata)>();
        var typed = new List<RawRecording>();
        var unreadable = 0;
        try
        {
            using var bounded = new BoundedStream(content, MaxBytes);
            using var text = new StreamReader(bounded, leaveOpen: true);
            using var rows = CsvDataReader.Create(text, new CsvDataReaderOptions { MaxBufferSize = MaxRowChars });
            var columns = new Columns(rows);
            while (rows.Read())
            {
                if (notes.Count + typed.Count + unreadable == MaxRows)
                {
                    return new StravaExportList(
                        notes,
                        typed,
                        unreadable,
                        $"no more than the first {MaxRows} rows of the list are read"
                    );
                }

                var file = columns.GetFile(rows);
                var note = columns.ReadMetadata(rows);
                if (file.Length > 0)
                {
                    notes.Add((file, note));
                }
                else if (columns.ReadManualRecording(rows, note) is { } recorded)
                {
                    typed.Add(recorded);
                }
                else
                {
                    unreadable++;
                }
            }

            var error = bounded.IsLimitExceeded
                ? $"no more than the first {MaxBytes / Megabyte} MB of the list are read"
                : null;
            return new StravaExportList(notes, typed, unreadable, error);
        }
        catch (Exception exception)
            when (exception
                    is CsvFormatException
                        or CsvRecordTooLargeException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            return new StravaExportList(
                notes,
                typed,
                unreadable,
                "the list is no whole table of comma separated values; export it again"
            );
        }
    }

    public ParsedFile ToParsedFile()
    {
        if (Error is not null && Metadata.Count + ManualRecordings.Count == 0)
        {
            return ParsedFile.CreateQuarantined(Error);
        }

        var warnings = new List<string>();
        if (Error is not null)
        {
            warnings.Add(Error);
        }

        if (UnreadableCount > 0)
        {
            warnings.Add($"{UnreadableCount} activities without a file have no date that can be read and are left out");
        }

        return ManualRecordings.Count > 0
            ? ParsedFile.FromRecordings(RecordingFormat.Strava, ManualRecordings, warnings)
            : ParsedFile.CreateSkipped(
                $"the list of an export; the titles of {Metadata.Count} files were taken from it"
            );
    }

    /// <summary>
    /// The positions of the columns. Of a name that occurs twice, the later one is in meters and seconds.
    /// </summary>
    private sealed class Columns
    {
        private readonly Dictionary<string, (int First, int Last)> _indexes = new(StringComparer.OrdinalIgnoreCase);

        public Columns(CsvDataReader rows)
        {
            for (var i = 0; i < rows.FieldCount; i++)
            {
                var name = rows.GetName(i).Trim();
                _indexes[name] = (_indexes.TryGetValue(name, out var known) ? known.First : i, i);
            }
        }

        private bool IsEnglish => _indexes.ContainsKey("Filename") && _indexes.ContainsKey("Activity Date");

        public string GetFile(CsvDataReader row)
        {
            var at = IsEnglish ? _indexes["Filename"].First : FileIndex;
            var file = Truncate(GetCell(row, at)).Replace('\\', '/');
            return IsEnglish || file.StartsWith(Folder, StringComparison.Ordinal) ? file : "";
        }

        public ExportMetadata ReadMetadata(CsvDataReader row) =>
            new(
                Truncate(
                    GetCell(
                        row,
                        IsEnglish && _indexes.TryGetValue("Activity Name", out var name) ? name.First : NameIndex
                    )
                ),
                SportNames.Normalize(GetText(row, "Activity Type")),
                GetNumberOrNull(row, "Perceived Exertion") is >= 1 and <= 10 and var rating ? rating : null
            );

        /// <summary>Null without a readable date. Dates are in UTC.</summary>
        public RawRecording? ReadManualRecording(CsvDataReader row, ExportMetadata metadata)
        {
            var written = GetText(row, "Activity Date").Replace('\u202F', ' ').Replace('\u00A0', ' ');
            if (
                !DateTime.TryParseExact(
                    written,
                    DateFormats,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out var start
                )
                || start < RecordingSanitizer.EarliestStart.UtcDateTime
                || start > RecordingSanitizer.LatestStart.UtcDateTime
            )
            {
                return null;
            }

            var id = GetText(row, "Activity ID");
            return new RawRecording
            {
                Start = new DateTimeOffset(start, TimeSpan.Zero),
                Key = id.Length is > 0 and <= 24 && id.All(char.IsAsciiDigit) ? $"strava-export-{id}" : null,
                Sport = metadata.Sport,
                Name = metadata.Name,
                PerceivedExertion = metadata.PerceivedExertion,
                DistanceMeters =
                    _indexes.TryGetValue("Distance", out var distance) && distance.Last > distance.First
                        ? GetNumberOrNull(row, "Distance")
                        : null,
                TimerSeconds = GetNumberOrNull(row, "Moving Time"),
                ElapsedSeconds = GetNumberOrNull(row, "Elapsed Time"),
                AverageHeartRate = GetNumberOrNull(row, "Average Heart Rate"),
                MaxHeartRate = GetNumberOrNull(row, "Max Heart Rate"),
                AscentMeters = GetNumberOrNull(row, "Elevation Gain"),
                DescentMeters = GetNumberOrNull(row, "Elevation Loss"),
            };
        }

        private string GetText(CsvDataReader row, string name) =>
            _indexes.TryGetValue(name, out var at) ? GetCell(row, at.Last) : "";

        private double? GetNumberOrNull(CsvDataReader row, string name) =>
            double.TryParse(GetText(row, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? number
                : null;

        private static string Truncate(string text) => text.Length <= MaxTextChars ? text : text[..MaxTextChars];

        private static string GetCell(CsvDataReader row, int index) =>
            index < row.RowFieldCount ? row.GetString(index).Trim() : "";
    }
}
