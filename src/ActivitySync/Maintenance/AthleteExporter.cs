using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.FileSystem;
using ActivitySync.Logbook;

namespace ActivitySync.Maintenance;

/// <summary>
/// Exports everything stored about an athlete as a zip file: JSON documents, CSV tables and a README. The file is
/// written atomically and only its owner may read it.
/// </summary>
internal sealed class AthleteExporter(
    Database database,
    AdviceService adviceService,
    CalendarFeed feed,
    AppSettings settings,
    TimeProvider clock
)
{
    // Every export has these two.
    private const string ReadmeName = "README.txt";
    private const string TablesName = "held.json";

    /// <summary>The name of an export of today: <c>activitysync-anna-2026-11-23.zip</c>.</summary>
    public string CreateFileName(AthleteSettings athlete) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"activitysync-{athlete.Name}-{AthleteLogbook.GetToday(athlete, clock):yyyy-MM-dd}.zip"
        );

    /// <param name="athlete">The athlete.</param>
    /// <param name="target">The path of the zip file.</param>
    /// <exception cref="OperationException">
    /// The file cannot be written, or is another one than an earlier export.
    /// </exception>
    public void Export(AthleteSettings athlete, string target)
    {
        if (PrivateFolder.FindRisk(Path.GetDirectoryName(Path.GetFullPath(target))!, allowSticky: true) is { } risk)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{target}: {risk}. Use a folder that only you may write to."
            );
        }

        try
        {
            if (File.Exists(target) && !IsReplaceable(target))
            {
                throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"{target}: exists and is not an export. Use another file, or remove it first."
                );
            }

            AtomicFile.Write(target, AtomicFile.OwnerOnly, file => Write(athlete, file));
        }
        catch (UnsuitableFileException exception)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{target}: {exception.Problem}. Use another file.",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{target}: cannot be written. Check the folder, its permissions and the free space.",
                exception
            );
        }
    }

    /// <summary>Whether a file is an earlier export, or a link that leads nowhere: nothing is lost then.</summary>
    private static bool IsReplaceable(string file)
    {
        if (new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true) is { Exists: false })
        {
            return true;
        }

        try
        {
            using var content = RegularFile.OpenRead(file);
            using var zip = new ZipArchive(content, ZipArchiveMode.Read);
            return zip.GetEntry(ReadmeName) is not null && zip.GetEntry(TablesName) is not null;
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException or UnauthorizedAccessException
                && !ErrorText.IsOutOfHandles(exception)
            )
        {
            return false;
        }
    }

    /// <summary>Writes an export as a zip archive.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="file">A stream that can seek.</param>
    public void Write(AthleteSettings athlete, Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var tables = AthleteTableReader.ReadAll(connection, athleteId).ToList();
        Add(
            zip,
            ReadmeName,
            ExportReadme.Create(
                athlete,
                AthleteRepository.FindCreatedAt(connection, athleteId) ?? clock.GetUtcNow(),
                clock.GetUtcNow()
            )
        );
        foreach (var (name, content) in CreateDocuments(athlete))
        {
            Add(zip, name, content);
        }

        foreach (var (name, content) in CreateTables(connection, athleteId))
        {
            Add(zip, name, content);
        }

        if (FindStoredSettings(connection, athlete.Name) is { } stored)
        {
            Add(zip, "settings.json", stored);
        }

        if (feed.Read(athlete) is { } calendar)
        {
            Add(zip, "massage.ics", calendar);
        }

        Add(zip, TablesName, TablesJson.Serialize(tables));
        foreach (var table in tables)
        {
            Add(zip, ExportReadme.GetTablePath(table.Name), CsvTable.Format(table.Columns, table.Rows));
        }

        foreach (var mail in MailRepository.GetAll(connection, athleteId))
        {
            if (MailRepository.FindMessage(connection, mail.Id) is { } message)
            {
                Add(zip, string.Create(CultureInfo.InvariantCulture, $"mails/{mail.Id}.eml"), message);
            }
        }
    }

    /// <summary>The athlete's settings in the database; null if there are none that can be read. A calendar's address
    /// may be a secret; keys of services are not among the settings.</summary>
    private static string? FindStoredSettings(DbConnection connection, string name)
    {
        if (RosterRepository.Find(connection, name) is not { } row)
        {
            return null;
        }

        var errors = new List<SettingError>();
        var document = AthleteDocument.Parse(Encoding.UTF8.GetBytes(row.Settings), AthleteDocument.Origin, errors);
        return errors.Count > 0 ? null : document.With("Sources:RaceCalendars", null).With("Name", name).ToJson();
    }

    /// <summary>JSON documents by name, as the commands print them.</summary>
    private IEnumerable<(string Name, string Content)> CreateDocuments(AthleteSettings athlete)
    {
        var advice = adviceService.Plan(athlete, AthleteLogbook.GetToday(athlete, clock));
        using var logbook = AthleteLogbook.Open(database, athlete, clock, settings.Rules, isReadOnly: true);
        yield return (
            "activities.json",
            Print(output => output.WriteList(ActivityDocument.GetRows(advice), ActivityDocument.WriteFields))
        );
        yield return (
            "plan.json",
            Print(output => output.WriteDocument(json => PlanDocument.Write(json, advice.Plan)))
        );
        yield return (
            "log.json",
            Print(output => output.WriteList(LogDocument.GetRows(logbook), LogDocument.WriteFields))
        );
        yield return (
            "races.json",
            Print(output => output.WriteList(LogDocument.GetRaces(logbook), LogDocument.WriteRace))
        );
    }

    private static string Print(Action<TextWriter> print)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        print(output);
        return output.ToString();
    }

    private static IEnumerable<(string Name, string Content)> CreateTables(DbConnection connection, long athleteId)
    {
        yield return (
            "recordings.csv",
            CsvTable.Format(
                [
                    "source",
                    "source_id",
                    "format",
                    "start",
                    "sport",
                    "name",
                    "distance_m",
                    "moving_s",
                    "elapsed_s",
                    "average_hr",
                    "max_hr",
                    "ascent_m",
                    "descent_m",
                    "exertion",
                    "tag",
                    "first_seen",
                    "confirmed",
                ],
                RecordingRepository
                    .GetAll(connection, athleteId)
                    .Select(row =>
                        new object?[]
                        {
                            row.Source,
                            row.SourceId,
                            row.Format,
                            row.StartedAt.ToInstant().ToOffset(TimeSpan.FromSeconds(row.UtcOffsetSeconds)),
                            row.Sport,
                            row.Name,
                            row.DistanceMeters,
                            row.MovingSeconds,
                            row.ElapsedSeconds,
                            row.AverageHeartRate,
                            row.MaxHeartRate,
                            row.AscentMeters,
                            row.DescentMeters,
                            row.PerceivedExertion,
                            row.SourceTag,
                            row.FirstSeenAt.ToInstant(),
                            row.ConfirmedAt.ToInstant(),
                        }
                    )
            )
        );
        yield return (
            "massages.csv",
            CsvTable.Format(
                ["date", "kind"],
                MassageRepository
                    .GetAll(connection, athleteId)
                    .Select(row => new object?[] { row.Value.Date, EnumText.Format(row.Value.Kind) })
            )
        );
        yield return (
            "feelings.csv",
            CsvTable.Format(
                ["massage_date", "feeling", "stored"],
                MassageFeelingRepository
                    .GetAll(connection, athleteId)
                    .Select(row =>
                        new object?[] { row.Value.MassageDate, EnumText.Format(row.Value.Feeling), row.Value.SaidAt }
                    )
            )
        );
        yield return (
            "pains.csv",
            CsvTable.Format(
                ["date", "area", "severity", "signs", "gone"],
                PainRepository
                    .GetAll(connection, athleteId)
                    .Select(row =>
                        new object?[]
                        {
                            row.Value.Date,
                            row.Value.Area,
                            row.Value.Severity,
                            string.Join(' ', row.Value.Signs),
                            row.Value.ResolvedOn,
                        }
                    )
            )
        );
        yield return (
            "races.csv",
            CsvTable.Format(
                ["date", "name", "distance_m", "importance"],
                RaceRepository
                    .GetAll(connection, athleteId)
                    .Select(row =>
                        new object?[] { row.Value.Date, row.Value.Name, row.Value.DistanceMeters, row.Value.Importance }
                    )
            )
        );
        yield return (
            "mails.csv",
            CsvTable.Format(
                ["kind", "period", "state", "due", "message_id", "reason"],
                MailRepository
                    .GetAll(connection, athleteId)
                    .Select(row =>
                        new object?[]
                        {
                            row.Kind.ToStoredText(),
                            row.Period.ToString(),
                            row.State.ToStoredText(),
                            row.DueAt,
                            row.MessageId,
                            row.Reason,
                        }
                    )
            )
        );
        yield return (
            "files.csv",
            CsvTable.Format(
                ["content_hash", "file_name", "result", "reason", "seen"],
                ImportedFileRepository
                    .GetAll(connection, athleteId)
                    .Select(row =>
                        new object?[] { row.ContentHash, row.FileName, row.Result, row.Reason, row.SeenAt.ToInstant() }
                    )
            )
        );
    }

    private static void Add(ZipArchive zip, string name, string content) =>
        Add(zip, name, Encoding.UTF8.GetBytes(content));

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }
}

/// <summary>Formats tables as CSV (RFC 4180).</summary>
internal static class CsvTable
{
    public static string Format(IEnumerable<string> header, IEnumerable<object?[]> rows) =>
        string.Concat(rows.Select(row => FormatLine(row.Select(FormatValue))).Prepend(FormatLine(header)));

    private static string FormatLine(IEnumerable<string> cells) => $"{string.Join(',', cells.Select(QuoteCell))}\r\n";

    private static string FormatValue(object? value) =>
        value switch
        {
            null => "",
            DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    /// <summary>
    /// Escapes a cell. Spreadsheets run a text that starts like a formula, and titles come from outside, so such a text
    /// gets an apostrophe.
    /// </summary>
    private static string QuoteCell(string cell)
    {
        var safe =
            cell.Length > 0 && cell[0] is '=' or '@' or '\t' or '\r'
            || (cell.Length > 1 && cell[0] is '+' or '-' && !double.TryParse(cell, CultureInfo.InvariantCulture, out _))
                ? $"'{cell}"
                : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>Writes tables as one JSON object: the rows by table name, without the columns that are null.</summary>
internal static class TablesJson
{
    public static byte[] Serialize(IEnumerable<AthleteTable> tables)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8, PlanDocument.Options))
        {
            json.WriteStartObject();
            foreach (var table in tables)
            {
                json.WriteStartArray(table.Name);
                foreach (var row in table.Rows)
                {
                    WriteRow(json, table.Columns, row);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return utf8.WrittenSpan.ToArray();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<string> columns, object?[] row)
    {
        json.WriteStartObject();
        foreach (var (column, cell) in columns.Zip(row))
        {
            switch (cell)
            {
                case null:
                    break;
                case long number:
                    json.WriteNumber(column, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(column, number);
                    break;
                case double number: // JSON has no infinity
                    json.WriteString(column, number.ToString(CultureInfo.InvariantCulture));
                    break;
                case byte[] bytes:
                    json.WriteBase64String(column, bytes);
                    break;
                default:
                    json.WriteString(column, (string)cell);
                    break;
            }
        }

        json.WriteEndObject();
    }
}
