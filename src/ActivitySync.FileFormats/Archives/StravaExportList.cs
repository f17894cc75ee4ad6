using Sylvan.Data.Csv;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// The list <c>activities.csv</c> of Strava's account export: titles, sports and tags of its files, and the activities
/// without a file: manual ones, and those whose file Strava could not write (<c>#error#</c>). Headers, dates, numbers
/// and sports are in the athlete's language.
/// </summary>
/// <param name="Metadata">By file, as the list names it: <c>activities/123.fit.gz</c>.</param>
/// <param name="LostRows">Rows whose file could not be written, by id or number of the row.</param>
/// <param name="ManualRecordings">Activities that never had a file.</param>
/// <param name="UnreadableCount">Manual activities whose date cannot be read.</param>
/// <param name="UnknownSports">Types of activity that are not known, each once.</param>
/// <param name="Error">Why the list ends early; null if it was read to its end.</param>
internal sealed record StravaExportList(
    IReadOnlyList<(string File, ExportMetadata Note)> Metadata,
    IReadOnlyList<(string Row, ExportMetadata Note)> LostRows,
    IReadOnlyList<RawRecording> ManualRecordings,
    int UnreadableCount,
    IReadOnlyCollection<string> UnknownSports,
    string? Error
)
{
    private const string FileName = "activities.csv";

    /// <summary>The longest row has a long description.</summary>
    private const int MaxRowChars = 256 * 1024;

    /// <summary>18 activities a day for thirty years.</summary>
    private const int MaxRows = 200_000;

    private const int Megabyte = 1024 * 1024;
    private const int MaxBytes = 64 * Megabyte;

    /// <summary>The max number of unknown sports that are reported.</summary>
    private const int MaxUnknownSports = 10;

    private const int MaxSportChars = 40;

    /// <summary>Whether a path, or that of a member of an archive, has the name of the list.</summary>
    public static bool IsListFile(string name) =>
        name.EndsWith(FileName, StringComparison.OrdinalIgnoreCase)
        && (name.Length == FileName.Length || name[^(FileName.Length + 1)] is '/' or '\\' or '!');

    /// <summary>Reads as far as possible; invalid content never throws.</summary>
    public static StravaExportList Read(Stream content)
    {
        var rows = new List<Row>();
        var isEnglish = false;
        string? error = null;
        try
        {
            using var bounded = new BoundedStream(content, MaxBytes);
            using var text = new StreamReader(bounded, leaveOpen: true);
            using var list = CsvDataReader.Create(text, new CsvDataReaderOptions { MaxBufferSize = MaxRowChars });
            var columns = new ExportListColumns(list);
            isEnglish = columns.IsEnglish;
            while (error is null && list.Read())
            {
                if (rows.Count == MaxRows)
                {
                    error = $"no more than the first {MaxRows} rows of the list are read";
                }
                else
                {
                    rows.Add(
                        new Row(
                            columns.GetId(list),
                            columns.GetFile(list),
                            columns.GetDate(list),
                            columns.GetType(list),
                            columns.ReadRecording(list)
                        )
                    );
                }
            }

            error ??= bounded.IsLimitExceeded
                ? $"no more than the first {MaxBytes / Megabyte} MB of the list are read"
                : null;
        }
        catch (Exception exception)
            when (exception
                    is CsvFormatException
                        or CsvRecordTooLargeException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            error = "the list is no whole table of comma separated values; export it again";
        }

        return FromRows(rows, isEnglish, error);
    }

    public ParsedFile ToParsedFile()
    {
        if (Error is not null && Metadata.Count + LostRows.Count + ManualRecordings.Count == 0)
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

        if (UnknownSports.Count > 0)
        {
            var names = string.Join(", ", UnknownSports.Take(MaxUnknownSports).Select(name => $"\"{name}\""));
            warnings.Add(
                $"unknown types of activity: {names}; without a file they are kept as other, label those that were runs"
            );
        }

        return ManualRecordings.Count > 0
            ? ParsedFile.FromRecordings(RecordingFormat.Strava, ManualRecordings, warnings)
            : ParsedFile.CreateSkipped(
                $"the list of an export; the titles of {Metadata.Count} files were taken from it"
            ) with
            {
                Warnings = warnings,
            };
    }

    /// <summary>Reads the dates last: one row may show in which order all have the day and the month.</summary>
    private static StravaExportList FromRows(List<Row> rows, bool isEnglish, string? error)
    {
        var order = rows.Select(row => ExportListDates.HasMonthFirst(row.Date))
            .FirstOrDefault(order => order is not null);
        var isMonthFirst = order ?? isEnglish;
        var notes = new List<(string, ExportMetadata)>();
        var lost = new List<(string, ExportMetadata)>();
        var typed = new List<RawRecording>();
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var unreadable = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var sport = ExportListSports.Find(row.Type);
            if (sport is null && row.Type.Length > 0)
            {
                unknown.Add(SingleLineText.From(row.Type, MaxSportChars));
            }

            var recording = ExportListDates.Read(row.Date, isMonthFirst) is { } start
                ? row.Recording with
                {
                    Start = start,
                    Sport = sport ?? (row.Type.Length > 0 ? SportNames.Other : null),
                }
                : null;
            var note = new ExportMetadata(
                row.Recording.Name,
                sport,
                row.Recording.PerceivedExertion,
                row.Recording.SourceTag,
                recording
            );
            if (ExportListColumns.IsLostFile(row.File))
            {
                lost.Add((row.Id.Length > 0 ? row.Id : $"row {i + 1}", note));
            }
            else if (row.File.Length > 0)
            {
                notes.Add((row.File, note));
            }
            else if (recording is not null)
            {
                typed.Add(recording);
            }
            else
            {
                unreadable++;
            }
        }

        return new StravaExportList(notes, lost, typed, unreadable, unknown, error);
    }

    private sealed record Row(string Id, string File, string Date, string Type, RawRecording Recording);
}
