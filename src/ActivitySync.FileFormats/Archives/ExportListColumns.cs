using ActivitySync.Recovery;
using Sylvan.Data.Csv;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Finds the columns of the list of an export by their headers, and in a language that isn't known by their position,
/// which has been the same since 2019. Distance and elapsed time occur twice: as the service shows them, then in meters
/// and seconds.
/// </summary>
internal sealed class ExportListColumns
{
    /// <summary>The folder of the files, next to the list.</summary>
    public const string Folder = "activities/";

    private const int MetersPerKilometer = 1000;

    /// <summary>The speeds that a distance without a unit may mean, in m/s: a slow walk, a fast descent.</summary>
    private const double MinSpeed = 0.2;
    private const double MaxSpeed = 40;

    /// <summary>Without a time, a distance up to this many is taken as kilometers, a larger one as meters.</summary>
    private const double MaxKilometersWithoutTime = 300;

    /// <summary>Titles and paths are shorter; longer ones are truncated.</summary>
    private const int MaxTextChars = 500;

    /// <summary>Lists since 2019 have at least the columns from the id to the file.</summary>
    private const int MinColumnsByPosition = 10;

    /// <summary>A list with fewer columns was shortened, so the position of its last columns is not certain.</summary>
    private const int MinColumnsOfFullList = 80;

    private const int DateIndex = 1;
    private const int ElapsedTimeIndex = 5;
    private const int DistanceIndex = 6;

    /// <summary>Columns after the second elapsed time, in lists of full length.</summary>
    private static readonly (ExportListField Field, int Offset)[] OffsetsFromElapsedTime =
    [
        (ExportListField.MovingTime, 1),
        (ExportListField.Ascent, 5),
        (ExportListField.Descent, 6),
        (ExportListField.MaxHeartRate, 15),
        (ExportListField.AverageHeartRate, 16),
        (ExportListField.PerceivedExertion, 28),
        (ExportListField.Competition, 80),
        (ExportListField.LongRun, 81),
    ];

    private readonly Dictionary<ExportListField, (int First, int Last)> _indexes = [];

    public ExportListColumns(CsvDataReader list)
    {
        var headers = Enumerable.Range(0, list.FieldCount).Select(list.GetName).ToList();
        for (var i = 0; i < headers.Count; i++)
        {
            if (ExportListWords.FindField(headers[i]) is { } field)
            {
                _indexes[field] = (_indexes.TryGetValue(field, out var known) ? known.First : i, i);
            }
        }

        IsEnglish = ExportListWords.ToKey(headers.ElementAtOrDefault(1) ?? "") is "activitydate" or "date";
        if (!IsEnglish && headers.Count >= MinColumnsByPosition && IsAtOrMissing(ExportListField.Date, DateIndex))
        {
            AddByPosition(headers);
        }
    }

    public bool IsEnglish { get; }

    /// <summary>Whether the list has an error in place of a file: <c>#error#</c>.</summary>
    public static bool IsLostFile(string file) => file.StartsWith('#');

    /// <summary>The file of a row; empty if it has none.</summary>
    public string GetFile(CsvDataReader row)
    {
        if (_indexes.ContainsKey(ExportListField.File))
        {
            return Truncate(GetText(row, ExportListField.File)).Replace('\\', '/');
        }

        for (var i = DistanceIndex + 1; i < row.RowFieldCount; i++)
        {
            var cell = GetCell(row, i).Replace('\\', '/');
            if (cell.StartsWith(Folder, StringComparison.Ordinal) || IsLostFile(cell))
            {
                return Truncate(cell);
            }
        }

        return "";
    }

    /// <summary>The date as it is written.</summary>
    public string GetDate(CsvDataReader row) => GetText(row, ExportListField.Date);

    /// <summary>The type of activity as it is written.</summary>
    public string GetType(CsvDataReader row) => Truncate(GetText(row, ExportListField.Type));

    /// <summary>The id of the activity; empty if it is none.</summary>
    public string GetId(CsvDataReader row)
    {
        var id = GetText(row, ExportListField.Id);
        return id.Length <= 24 && id.All(char.IsAsciiDigit) ? id : "";
    }

    public string GetName(CsvDataReader row) => Truncate(GetText(row, ExportListField.Name));

    /// <summary>The tag; a race before a long run, since a row may have both.</summary>
    public SourceTag? GetTag(CsvDataReader row) =>
        ExportListNumbers.IsYes(GetText(row, ExportListField.Competition)) ? SourceTag.Race
        : ExportListNumbers.IsYes(GetText(row, ExportListField.LongRun)) ? SourceTag.LongRun
        : null;

    /// <summary>1 to 10; null if there is none.</summary>
    public double? GetExertion(CsvDataReader row) =>
        GetNumber(row, ExportListField.PerceivedExertion) is >= 1 and <= 10 and var rating ? rating : null;

    /// <summary>The activity of a row, with the values of its file. Its start is set by the caller.</summary>
    public RawRecording ReadRecording(CsvDataReader row)
    {
        var elapsed = GetElapsedSeconds(row);
        var moving = ExportListNumbers.ReadNear(GetText(row, ExportListField.MovingTime), elapsed);
        var id = GetId(row);
        return new RawRecording
        {
            Start = default,
            Key = id.Length > 0 ? $"strava-export-{id}" : null,
            Name = GetName(row),
            PerceivedExertion = GetExertion(row),
            SourceTag = GetTag(row),
            DistanceMeters = GetMeters(row, moving ?? elapsed),
            TimerSeconds = moving,
            ElapsedSeconds = elapsed ?? moving,
            AverageHeartRate = GetNumber(row, ExportListField.AverageHeartRate),
            MaxHeartRate = GetNumber(row, ExportListField.MaxHeartRate),
            AscentMeters = GetNumber(row, ExportListField.Ascent),
            DescentMeters = GetNumber(row, ExportListField.Descent),
        };
    }

    /// <summary>
    /// The header of the elapsed time occurs again where the columns in seconds and meters begin.
    /// </summary>
    private void AddByPosition(List<string> headers)
    {
        ReadOnlySpan<ExportListField> first =
        [
            ExportListField.Id,
            ExportListField.Date,
            ExportListField.Name,
            ExportListField.Type,
        ];
        for (var i = 0; i < first.Length; i++)
        {
            if (!IsOfOtherField(headers[i]))
            {
                _indexes.TryAdd(first[i], (i, i));
            }
        }

        var again = headers.LastIndexOf(headers[ElapsedTimeIndex]);
        _indexes.TryAdd(ExportListField.ElapsedTime, (ElapsedTimeIndex, again));
        _indexes.TryAdd(ExportListField.Distance, (DistanceIndex, headers.LastIndexOf(headers[DistanceIndex])));
        foreach (var (field, offset) in OffsetsFromElapsedTime)
        {
            var at = again + offset;
            var isCertain = offset == 1 || headers.Count >= MinColumnsOfFullList;
            if (again > ElapsedTimeIndex && isCertain && at < headers.Count && !IsOfOtherField(headers[at]))
            {
                _indexes.TryAdd(field, (at, at));
            }
        }
    }

    private static bool IsOfOtherField(string header) => ExportListWords.FindField(header) is not null;

    private bool IsAtOrMissing(ExportListField field, int index) =>
        !_indexes.TryGetValue(field, out var at) || at.First == index;

    /// <summary>Null if the unit is not clear, or there is no distance.</summary>
    private double? GetMeters(CsvDataReader row, double? seconds)
    {
        if (!_indexes.TryGetValue(ExportListField.Distance, out var at))
        {
            return null;
        }

        var shown = ExportListNumbers.Read(GetCell(row, at.First));
        if (
            at.Last > at.First
            && ExportListNumbers.ReadNear(GetCell(row, at.Last), shown * MetersPerKilometer) is { } meters
        )
        {
            return meters;
        }

        // Before 2019, or without the second column, it is in kilometers or meters.
        return shown is not > 0 ? shown
            : IsPlausible(shown.Value * MetersPerKilometer, seconds) ? shown * MetersPerKilometer
            : IsPlausible(shown.Value, seconds) ? shown
            : null;
    }

    private static bool IsPlausible(double meters, double? seconds) =>
        seconds > 0
            ? meters / seconds is >= MinSpeed and <= MaxSpeed
            : meters <= MaxKilometersWithoutTime * MetersPerKilometer;

    /// <summary>The column occurs twice; the second one is the exact one.</summary>
    private double? GetElapsedSeconds(CsvDataReader row)
    {
        if (!_indexes.TryGetValue(ExportListField.ElapsedTime, out var at))
        {
            return null;
        }

        var shown = ExportListNumbers.Read(GetCell(row, at.First));
        return ExportListNumbers.ReadNear(GetCell(row, at.Last), shown) ?? shown;
    }

    private double? GetNumber(CsvDataReader row, ExportListField field) =>
        ExportListNumbers.Read(GetText(row, field))
        ?? (_indexes.TryGetValue(field, out var at) ? ExportListNumbers.Read(GetCell(row, at.First)) : null);

    /// <summary>Of texts the first column of the name, of numbers the last, which is the exact one.</summary>
    private string GetText(CsvDataReader row, ExportListField field) =>
        !_indexes.TryGetValue(field, out var at) ? ""
        : field <= ExportListField.File ? GetCell(row, at.First)
        : GetCell(row, at.Last);

    private static string Truncate(string text) => text.Length <= MaxTextChars ? text : text[..MaxTextChars];

    private static string GetCell(CsvDataReader row, int index) =>
        index < row.RowFieldCount ? row.GetString(index).Trim() : "";
}
