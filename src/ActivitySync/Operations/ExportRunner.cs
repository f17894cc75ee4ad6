using System.Globalization;
using System.IO.Compression;
using System.Text;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>
/// All that is held on one runner in a zip: documents for programs, tables for people, and a page that says what they are.
/// Whole or not there, and readable by its owner alone.
/// </summary>
internal sealed class ExportRunner(Database database, TimeProvider clock)
{
    /// <param name="athlete">The runner.</param>
    /// <param name="documents">JSON documents by name, as the verbs print them.</param>
    /// <param name="target">The file.</param>
    /// <exception cref="CannotProceedException">It cannot be written.</exception>
    public void Write(AthleteSettings athlete, IReadOnlyList<(string Name, string Content)> documents, string target)
    {
        var part = $"{target}.part";
        try
        {
            File.Delete(part);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(part, options))
            {
                using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    Add(zip, "README.txt", Description(athlete));
                    foreach (var (name, content) in documents) Add(zip, name, content);
                    foreach (var (name, content) in Tables(athlete)) Add(zip, name, content);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(part, target, overwrite: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CannotProceedException(ExitCode.Failed, $"{target}: cannot be written; check the folder, its rights and the space.", trouble);
        }
    }

    private IEnumerable<(string Name, string Content)> Tables(AthleteSettings athlete)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
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

    private string Description(AthleteSettings athlete) => string.Create(CultureInfo.InvariantCulture, $"""
        All that ActivitySync holds on {athlete.Name}, written {clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC.

        activities.json   activities as they are counted, copies made one, with tags and why
        plan.json         today's advice with its reasons, from all of it
        log.json          massages, pains and illness as they were told, by hand or in titles
        races.json        the race calendar
        recordings.csv    every source's own copy of an activity
        massages.csv, pains.csv, races.csv   the same as the documents, as tables
        mails.csv         which mails were sent, and what became of them
        files.csv         files that were read, by their content

        Times carry their distance from UTC; distances are metres, times seconds, heart rates beats a minute. Not in it: the keys
        of the services (nobody needs them elsewhere) and your settings, which stand in the settings file. Rows from Strava
        are yours under its terms: show them to nobody else.

        """);

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var entry = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        entry.Write(content);
    }
}
