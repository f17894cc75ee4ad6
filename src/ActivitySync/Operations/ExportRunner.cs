using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using ActivitySync.Digest;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>
/// All that is held on one runner in a zip: documents for programs, tables for people, and a page that says what they are.
/// Whole or not there, and readable by its owner alone.
/// </summary>
internal sealed class ExportRunner(Database database, CalendarFeed feed, TimeProvider clock)
{
    /// <param name="athlete">The runner.</param>
    /// <param name="documents">JSON documents by name, as the verbs print them.</param>
    /// <param name="target">The file.</param>
    /// <exception cref="CannotProceedException">It cannot be written.</exception>
    public void Write(AthleteSettings athlete, IReadOnlyList<(string Name, string Content)> documents, string target)
    {
        try
        {
            WholeFile.Write(target, UnixFileMode.UserRead | UnixFileMode.UserWrite, file =>
            {
                using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
                using var store = database.Open();
                var athleteId = Athletes.IdOf(store, athlete.Name, clock);
                var held = HeldTables.Of(store, athleteId).ToList();
                Add(zip, "README.txt", ExportDescription.Of(athlete, Athletes.CreatedAt(store, athleteId), clock.GetUtcNow()));
                foreach (var (name, content) in documents) Add(zip, name, content);
                foreach (var (name, content) in Tables(store, athleteId)) Add(zip, name, content);
                if (feed.Read(athlete) is { } calendar) Add(zip, "massage.ics", calendar);
                Add(zip, "held.json", HeldJson.Of(held));
                foreach (var table in held) Add(zip, ExportDescription.FileOf(table.Name), Csv.Of(table.Columns, table.Rows));
                foreach (var mail in Mails.Of(store, athleteId))
                {
                    if (Mails.Message(store, mail.Id) is { } message) Add(zip, string.Create(CultureInfo.InvariantCulture, $"mails/{mail.Id}.eml"), message);
                }
            });
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CannotProceedException(ExitCode.Failed, $"{target}: cannot be written; check the folder, its rights and the space.", trouble);
        }
    }

    private static IEnumerable<(string Name, string Content)> Tables(DbConnection store, long athleteId)
    {
        yield return ("recordings.csv", Csv.Of(
            ["source", "source_id", "format", "start", "sport", "name", "distance_m", "moving_s", "elapsed_s", "average_hr", "max_hr", "ascent_m", "descent_m", "exertion", "tag", "first_seen", "confirmed"],
            Recordings.Of(store, athleteId).Select(row => new object?[]
            {
                row.Source, row.SourceId, row.Format, row.StartedAt.ToInstant().ToOffset(TimeSpan.FromSeconds(row.UtcOffsetSeconds)), row.Sport, row.Name,
                row.DistanceMeters, row.MovingSeconds, row.ElapsedSeconds, row.AverageHeartRate, row.MaxHeartRate, row.AscentMeters, row.DescentMeters,
                row.PerceivedExertion, row.SourceTag, row.FirstSeenAt.ToInstant(), row.ConfirmedAt.ToInstant(),
            })));
        yield return ("massages.csv", Csv.Of(["date", "kind"], Massages.Of(store, athleteId).Select(row => new object?[] { row.Value.Date, EnumWord.Of(row.Value.Kind) })));
        yield return ("pains.csv", Csv.Of(
            ["date", "area", "severity", "signs", "gone"],
            Pains.Of(store, athleteId).Select(row => new object?[] { row.Value.Date, row.Value.Area, row.Value.Severity, string.Join(' ', row.Value.Signs), row.Value.ResolvedOn })));
        yield return ("races.csv", Csv.Of(
            ["date", "name", "distance_m", "importance"],
            Races.Of(store, athleteId).Select(row => new object?[] { row.Value.Date, row.Value.Name, row.Value.DistanceMeters, row.Value.Importance })));
        yield return ("mails.csv", Csv.Of(
            ["kind", "period", "state", "due", "message_id", "reason"],
            Mails.Of(store, athleteId).Select(row => new object?[] { row.Kind, row.Period, row.State, row.DueAt.ToInstant(), row.MessageId, row.Reason })));
        yield return ("files.csv", Csv.Of(
            ["content_hash", "file_name", "result", "reason", "seen"],
            Files.Of(store, athleteId).Select(row => new object?[] { row.ContentHash, row.FileName, row.Result, row.Reason, row.SeenAt.ToInstant() })));
    }

    private static void Add(ZipArchive zip, string name, string content) => Add(zip, name, Encoding.UTF8.GetBytes(content));

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }
}
