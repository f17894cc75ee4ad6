using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Mail.Outbox;
using ActivitySync.Web.Pages;

namespace ActivitySync.Web;

/// <summary>
/// Reads states for the operator: of sources, emails, jobs, backups and the machine. Of the athletes it reads names,
/// sessions and counts, and no activity, pain or note.
/// </summary>
internal sealed class AdminReader(
    AppSettings settings,
    AthleteRoster roster,
    Database database,
    HealthReader health,
    SourceStateReader sources,
    RecentLog log,
    TimeProvider clock
)
{
    public AdminState Read()
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var all = roster.GetAll();
        var state = health.Read().ForPage();
        var athletes = ChooseShown(all, state);
        return new AdminState
        {
            Health = state,
            Athletes = [.. athletes.Select(athlete => athlete.Name)],
            OtherAthletes = all.Count - athletes.Count,
            Roster = all,
            Sources =
            [
                .. athletes.SelectMany(athlete =>
                    sources.GetAll(athlete).Select(status => new AthleteSource(athlete, status))
                ),
            ],
            Emails = [.. athletes.Select(athlete => ReadEmails(connection, athlete, now))],
            Jobs = health.GetJobRuns(),
            Machine = ReadMachine(),
            LogLines = log.GetLines(),
        };
    }

    /// <summary>With many athletes, those of the sources with the gravest state.</summary>
    private static IReadOnlyList<AthleteSettings> ChooseShown(IReadOnlyList<AthleteSettings> all, Health state)
    {
        if (all.Count <= ShownList.MaxAthletesInDetail)
        {
            return all;
        }

        var names = state.GetShownSources().Sources.Select(source => source.Athlete).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(athlete => names.Contains(athlete.Name))];
    }

    private static AthleteEmails ReadEmails(
        System.Data.Common.DbConnection connection,
        AthleteSettings athlete,
        DateTimeOffset now
    )
    {
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        // What kind of mail waits is not said: one of them is about health.
        var mails = MailRepository.GetAll(connection, athleteId);
        return new AthleteEmails(
            athlete,
            TimeZoneInfo.ConvertTime(DigestSchedule.GetNext(athlete, now).At, athlete.TimeZone),
            PauseRepository.FindEndDate(connection, athleteId),
            mails.Count(mail => mail.IsWaiting),
            mails.Count(mail => HealthFindings.IsFailed(mail) && now - mail.ChangedAt <= TimeSpan.FromDays(7))
        );
    }

    private MachineState ReadMachine()
    {
        var newest = BackupFolder.FindNewestNightlyCopy(settings);
        return new MachineState
        {
            Version = ProgramVersion.Text,
            Runtime = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}",
            MemoryBytes = Environment.WorkingSet,
            FreeBytes = new DriveInfo(Path.GetFullPath(settings.ActivitySync.DataDirectory)).AvailableFreeSpace,
            DatabaseBytes = database.GetSize(),
            NewestBackup = newest is null ? null : Path.GetFileNameWithoutExtension(newest),
            BackupBytes = newest is null ? 0 : new FileInfo(newest).Length,
            StoredBackups = settings.Backup.Keep,
        };
    }
}

/// <summary>States for the operator.</summary>
internal sealed record AdminState
{
    public required Health Health { get; init; }

    /// <summary>The names of the athletes that are shown.</summary>
    public required IReadOnlyList<string> Athletes { get; init; }

    /// <summary>How many athletes are not shown.</summary>
    public required int OtherAthletes { get; init; }

    /// <summary>All athletes, also those that are not shown: lines of the log name them too.</summary>
    public required IReadOnlyList<AthleteSettings> Roster { get; init; }

    public required IReadOnlyList<AthleteSource> Sources { get; init; }

    public required IReadOnlyList<AthleteEmails> Emails { get; init; }

    public required IReadOnlyList<JobRunRow> Jobs { get; init; }

    public required MachineState Machine { get; init; }

    public required IReadOnlyList<string> LogLines { get; init; }
}

/// <summary>A source of an athlete.</summary>
internal sealed record AthleteSource(AthleteSettings Athlete, SourceStatus Status);

/// <summary>The emails of an athlete.</summary>
/// <param name="Athlete">The athlete.</param>
/// <param name="NextDigest">When the next digest is due, in the athlete's zone.</param>
/// <param name="PausedUntil">The last day without emails; null without a pause.</param>
/// <param name="Waiting">Due and not delivered yet.</param>
/// <param name="Failed">Failed, or delivery unknown, in the last seven days.</param>
internal sealed record AthleteEmails(
    AthleteSettings Athlete,
    DateTimeOffset NextDigest,
    DateOnly? PausedUntil,
    int Waiting,
    int Failed
);

/// <summary>The program and the machine it runs on.</summary>
internal sealed record MachineState
{
    public required string Version { get; init; }

    /// <summary>The runtime and the operating system.</summary>
    public required string Runtime { get; init; }

    /// <summary>Resident memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Free on the disk of the data directory.</summary>
    public required long FreeBytes { get; init; }

    public required long DatabaseBytes { get; init; }

    /// <summary>The name of the newest nightly backup; null without one.</summary>
    public required string? NewestBackup { get; init; }

    public required long BackupBytes { get; init; }

    /// <summary>How many backups are kept at most.</summary>
    public required int StoredBackups { get; init; }
}

/// <summary>Writes the states as a text for somebody who helps: without health data, names and folders.</summary>
internal static class AdminReport
{
    private const int MaxLogLines = 60;
    private const double BytesPerMegabyte = 1e6;

    /// <param name="state">The states.</param>
    /// <param name="settings">The folders to replace.</param>
    /// <param name="now">When it is written.</param>
    public static string Create(AdminState state, AppSettings settings, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var machine = state.Machine;
        Add($"ActivitySync {machine.Version}, {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        Add($"{machine.Runtime}");
        Add($"memory: {machine.MemoryBytes / BytesPerMegabyte:0} MB");
        Add($"disk free: {machine.FreeBytes / BytesPerMegabyte:0} MB");
        Add($"database: {machine.DatabaseBytes / BytesPerMegabyte:0.0} MB");
        Add($"newest backup: {machine.NewestBackup ?? "none"}");
        Add($"healthy: {(state.Health.Healthy ? "yes" : "no")}");
        foreach (var reason in state.Health.GetShownReasons())
        {
            Add($"- {reason}");
        }

        Add($"");
        foreach (var (athlete, status) in state.Sources)
        {
            var read = status.ReadAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";
            Add($"{athlete.Name}, {status.Source.Name.Text}: {EnumText.Format(status.State)}, read {read}");
            if (status.Line is { } line)
            {
                Add($"  {line}");
            }
        }

        Add($"emails: {state.Health.Outbox.Waiting} waiting, {state.Health.Outbox.Failed} failed");
        foreach (var job in state.Jobs)
        {
            var done =
                job.SucceededAt is { } at && ColumnConversions.IsInstant(at)
                    ? at.ToInstant().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                    : "never";
            Add($"job {job.Job}: last success {done}, failures {job.Failures}");
        }

        Add($"");
        foreach (var line in state.LogLines.TakeLast(MaxLogLines))
        {
            Add($"{line}");
        }

        return Anonymize(text.ToString(), settings, state.Roster);

        void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Anonymize(string text, AppSettings settings, IReadOnlyList<AthleteSettings> athletes)
    {
        text = text.Replace(Path.GetFullPath(settings.ActivitySync.DataDirectory), "DATA", StringComparison.Ordinal);
        var shown = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var athlete in athletes)
        {
            shown[athlete.Name] = string.Create(CultureInfo.InvariantCulture, $"athlete{shown.Count + 1}");
            if (text.Contains('@'))
            {
                text = text.Replace(
                    athlete.Email,
                    $"{shown[athlete.Name]}@example.org",
                    StringComparison.OrdinalIgnoreCase
                );
            }
        }

        return ReplaceWords(text, shown);
    }

    /// <summary>
    /// Replaces names where they stand alone, not as a part of a longer word. One pass, however many there are.
    /// </summary>
    private static string ReplaceWords(string text, Dictionary<string, string> replacements)
    {
        var result = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            while (end < text.Length && IsPartOfWord(text[end]))
            {
                end++;
            }

            var word = text[start..end];
            result.Append(replacements.GetValueOrDefault(word, word));
            if (end < text.Length)
            {
                result.Append(text[end]);
            }

            start = end + 1;
        }

        return result.ToString();

        static bool IsPartOfWord(char character) => char.IsLetterOrDigit(character) || character == '-';
    }
}
