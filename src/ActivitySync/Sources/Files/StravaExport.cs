using System.Globalization;
using ActivitySync.Sources.Files.Archives;
using Sylvan.Data.Csv;

namespace ActivitySync.Sources.Files;

/// <summary>
/// The list <c>activities.csv</c> of Strava's account export: the titles and sports of its files, and the activities that have
/// no file because they were typed in. Headers come twice (Distance in km or miles, then in metres) and in the
/// runner's language; where they are not English only titles are taken, by their place.
/// </summary>
/// <param name="Notes">By file, as the list names it: <c>activities/123.fit.gz</c>.</param>
/// <param name="Typed">Activities without a file.</param>
/// <param name="Unreadable">Activities without a file whose date cannot be read.</param>
/// <param name="Trouble">Why the list ends early; null if it was read to its end.</param>
internal sealed record StravaExport(
    IReadOnlyList<(string File, ExportNote Note)> Notes, IReadOnlyList<Recorded> Typed, int Unreadable, string? Trouble)
{
    private const string FileName = "activities.csv";
    private const string Folder = "activities/";

    /// <summary>The places of the columns since 2019, for headers in other languages.</summary>
    private const int NameAt = 2;
    private const int FileAt = 12;

    /// <summary>The longest row has a long description.</summary>
    private const int MostRowChars = 256 * 1024;

    /// <summary>Three activities a day for forty years.</summary>
    private const int MostRows = 50_000;

    private const int Megabyte = 1024 * 1024;
    private const int MostBytes = 64 * Megabyte;

    /// <summary>Titles and paths are shorter; what is longer is kept so far.</summary>
    private const int MostKeptChars = 500;

    private static readonly string[] DateForms = ["MMM d, yyyy, h:mm:ss tt", "d MMM yyyy, HH:mm:ss", "MMM d, yyyy, HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Whether a path, or a member's, has the list's name.</summary>
    public static bool IsList(string name) =>
        name.EndsWith(FileName, StringComparison.OrdinalIgnoreCase)
        && (name.Length == FileName.Length || name[^(FileName.Length + 1)] is '/' or '\\' or '!');

    /// <summary>Reads as far as it can be read; never throws over the content.</summary>
    public static StravaExport Read(Stream content)
    {
        var notes = new List<(string, ExportNote)>();
        var typed = new List<Recorded>();
        var unreadable = 0;
        try
        {
            using var bounded = new BoundedStream(content, MostBytes);
            using var text = new StreamReader(bounded, leaveOpen: true);
            using var rows = CsvDataReader.Create(text, new CsvDataReaderOptions { MaxBufferSize = MostRowChars });
            var columns = new Columns(rows);
            while (rows.Read())
            {
                if (notes.Count + typed.Count + unreadable == MostRows)
                    return new StravaExport(notes, typed, unreadable, $"no more than the first {MostRows} rows of the list are read");
                var file = columns.File(rows);
                var note = columns.Note(rows);
                if (file.Length > 0) notes.Add((file, note));
                else if (columns.Typed(rows, note) is { } recorded) typed.Add(recorded);
                else unreadable++;
            }

            var trouble = bounded.Exceeded ? $"no more than the first {MostBytes / Megabyte} MB of the list are read" : null;
            return new StravaExport(notes, typed, unreadable, trouble);
        }
        catch (Exception trouble) when (trouble is CsvFormatException or CsvRecordTooLargeException or InvalidOperationException or ArgumentException)
        {
            return new StravaExport(notes, typed, unreadable, "the list is no whole table of comma separated values; export it again");
        }
    }

    public FileContent ToContent()
    {
        if (Trouble is not null && Notes.Count + Typed.Count == 0) return FileContent.Quarantined(Trouble);
        var warnings = new List<string>();
        if (Trouble is not null) warnings.Add(Trouble);
        if (Unreadable > 0) warnings.Add($"{Unreadable} activities without a file have no date that can be read and are left out");
        return Typed.Count > 0
            ? FileContent.Of(RecordingFormat.Strava, Typed, warnings)
            : FileContent.Skipped($"the list of an export; the titles of {Notes.Count} files were taken from it");
    }

    /// <summary>Where the columns stand. Of a name that comes twice the later one is in metres and seconds.</summary>
    private sealed class Columns
    {
        private readonly Dictionary<string, (int First, int Last)> _places = new(StringComparer.OrdinalIgnoreCase);

        public Columns(CsvDataReader rows)
        {
            for (var i = 0; i < rows.FieldCount; i++)
            {
                var name = rows.GetName(i).Trim();
                _places[name] = (_places.TryGetValue(name, out var known) ? known.First : i, i);
            }
        }

        private bool IsEnglish => _places.ContainsKey("Filename") && _places.ContainsKey("Activity Date");

        public string File(CsvDataReader row)
        {
            var at = IsEnglish ? _places["Filename"].First : FileAt;
            var file = Kept(Cell(row, at)).Replace('\\', '/');
            return IsEnglish || file.StartsWith(Folder, StringComparison.Ordinal) ? file : "";
        }

        public ExportNote Note(CsvDataReader row) => new(
            Kept(Cell(row, IsEnglish && _places.TryGetValue("Activity Name", out var name) ? name.First : NameAt)),
            SportWords.NameOf(Text(row, "Activity Type")),
            Number(row, "Perceived Exertion") is >= 1 and <= 10 and var rating ? rating : null);

        /// <summary>Null if it has no readable date; the list tells it in UTC.</summary>
        public Recorded? Typed(CsvDataReader row, ExportNote note)
        {
            var written = Text(row, "Activity Date").Replace('\u202F', ' ').Replace('\u00A0', ' ');
            if (!DateTime.TryParseExact(written, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
                || start < Plausible.Earliest.UtcDateTime || start > Plausible.Latest.UtcDateTime)
                return null;
            var id = Text(row, "Activity ID");
            return new Recorded
            {
                Start = new DateTimeOffset(start, TimeSpan.Zero),
                Key = id.Length is > 0 and <= 24 && id.All(char.IsAsciiDigit) ? $"strava-export-{id}" : null,
                Sport = note.Sport,
                Name = note.Name,
                PerceivedExertion = note.PerceivedExertion,
                DistanceMeters = _places.TryGetValue("Distance", out var distance) && distance.Last > distance.First ? Number(row, "Distance") : null,
                TimerSeconds = Number(row, "Moving Time"),
                ElapsedSeconds = Number(row, "Elapsed Time"),
                AverageHeartRate = Number(row, "Average Heart Rate"),
                MaxHeartRate = Number(row, "Max Heart Rate"),
                AscentMeters = Number(row, "Elevation Gain"),
                DescentMeters = Number(row, "Elevation Loss"),
            };
        }

        private string Text(CsvDataReader row, string name) => _places.TryGetValue(name, out var at) ? Cell(row, at.Last) : "";

        private double? Number(CsvDataReader row, string name) =>
            double.TryParse(Text(row, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

        private static string Kept(string text) => text.Length <= MostKeptChars ? text : text[..MostKeptChars];

        private static string Cell(CsvDataReader row, int at) => at < row.RowFieldCount ? row.GetString(at).Trim() : "";
    }
}
