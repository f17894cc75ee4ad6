using System.Data.Common;
using System.Globalization;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Sources.Files;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>Looks whether the work is done, not whether a process exists: syncs, mails and jobs as the store knows them.</summary>
internal sealed class ReadHealth(Database database, AppSettings settings, TimeProvider clock, DaemonLock daemonLock, JobWatch watch)
{
    /// <summary>A daemon writes its pulse every five minutes; two and a bit may be missing.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private const int MaxNameLength = 100;

    /// <summary>With less nothing can be written down any more, not even that.</summary>
    private const long LeastFreeBytes = 2_000_000;

    /// <summary>A mail that waits longer than this is not merely in the next try.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>Failed mails are counted as long as the next digest is not due.</summary>
    private static readonly TimeSpan FailuresCount = TimeSpan.FromDays(7);

    /// <summary>Trouble with the disk or the database is an answer too, and the only one: what else could be said comes from there.</summary>
    public Health Read()
    {
        var now = clock.GetUtcNow();
        try
        {
            if (watch.StoreTrouble is { } known) return Red(known, now);
            if (daemonLock.TroubleWriting() is { } unwritable) return Red(unwritable, now);
            return Read(now);
        }
        catch (CannotProceedException told)
        {
            return Red(told.Message, now);
        }
        catch (Exception trouble) when (database.LineOf(trouble) is { } line)
        {
            return Red(line, now);
        }
    }

    /// <summary>How the jobs went, from the table; from this process alone where the table cannot be had.</summary>
    public IReadOnlyList<JobRunRow> Jobs()
    {
        try
        {
            if (watch.StoreTrouble is not null) return JobsOfThisProcess();
            using var store = database.Open();
            return RunsOf(store);
        }
        catch (Exception trouble) when (trouble is CannotProceedException || database.LineOf(trouble) is not null)
        {
            return JobsOfThisProcess();
        }
    }

    private IReadOnlyList<JobRunRow> RunsOf(DbConnection store)
    {
        var jobs = ScheduledJobs.Of(settings);
        return [.. JobRuns.All(store).Where(run => jobs.Contains(run.Job))];
    }

    private List<JobRunRow> JobsOfThisProcess() =>
    [
        .. watch.Pulses
            .Select(pulse => new JobRunRow(pulse.Key, 0, pulse.Value.SucceededAt?.ToColumn(), pulse.Value.Failures, pulse.Value.Line))
            .OrderBy(run => run.Job, StringComparer.Ordinal),
    ];

    private Health Red(string line, DateTimeOffset now) => new(false, [line], [], NextDigest(now), new OutboxHealth(0, 0)) { IsBlind = true };

    private Health Read(DateTimeOffset now)
    {
        using var store = database.Open();
        var reasons = new List<string>();
        reasons.AddRange(DaemonReasons(store, now));
        var sources = new List<SourceHealth>();
        int waiting = 0, failed = 0;
        foreach (var athlete in settings.Athletes)
        {
            var athleteId = Athletes.IdOf(store, athlete.Name, clock);
            var knownSince = Athletes.CreatedAt(store, athleteId);
            var rows = Syncs.Of(store, athleteId);
            sources.AddRange(SourcesOf(athlete, rows));
            if (athlete.Sources.RaceCalendars.Count > 0) sources.Add(CalendarsOf(store, athlete, athleteId));
            if (athlete.Sources.Inbox is not null) sources.Add(InboxOf(store, athlete, athleteId));
            reasons.AddRange(SourceReasons(athlete, rows, knownSince, now));
            var mails = Mails.Of(store, athleteId);
            waiting += mails.Count(IsWaiting);
            failed += mails.Count(mail => IsFailed(mail) && now - mail.ChangedAt.ToInstant() <= FailuresCount);
            reasons.AddRange(MailReasons(athlete, mails, now));
        }

        return new Health(reasons.Count == 0, reasons, sources, NextDigest(now), new OutboxHealth(waiting, failed));
    }

    private DateTimeOffset? NextDigest(DateTimeOffset now) => settings.Athletes.Count == 0
        ? null
        : settings.Athletes.Select(athlete => TimeZoneInfo.ConvertTime(DigestSlots.NextAfter(athlete, now).At, athlete.TimeZone)).Min();

    private static bool IsWaiting(MailRow mail) => mail.State is MailState.Planned or MailState.Rendered or MailState.Sending;

    private static bool IsFailed(MailRow mail) => mail.State is MailState.Failed or MailState.Unknown;

    private IEnumerable<string> DaemonReasons(DbConnection store, DateTimeOffset now)
    {
        var runs = RunsOf(store);
        if (new DriveInfo(Path.GetFullPath(settings.ActivitySync.DataDirectory)).AvailableFreeSpace < LeastFreeBytes)
        {
            yield return FileTrouble.Full(settings.ActivitySync.DataDirectory);
            yield break;
        }

        if (!daemonLock.IsHeld()) yield return "the daemon is not running; start it with 'activitysync run'.";
        else if (runs.FirstOrDefault(run => run.Job == JobName.Wake)?.SucceededAt.ToInstant() is { } woke && now - woke > LongestSilence + TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds))
            yield return string.Create(CultureInfo.InvariantCulture, $"the daemon has done nothing since {woke:yyyy-MM-dd HH:mm} UTC; look at its log and restart it.");
        foreach (var run in runs.Where(run => run.Failures > 0))
            yield return string.Create(CultureInfo.InvariantCulture, $"the job '{run.Job}' failed {run.Failures} times in a row: {run.Line}");
    }

    private static List<SourceHealth> SourcesOf(AthleteSettings athlete, IReadOnlyList<SyncRow> rows)
    {
        var held = new List<SourceHealth>();
        foreach (var source in AskedSources.Of(athlete))
        {
            var name = source.ToColumn();
            var row = rows.FirstOrDefault(known => known.Source == name);
            held.Add(new SourceHealth(
                athlete.Name, name, row?.Outcome, row?.TriedAt.ToInstant(), row?.SucceededAt.ToInstant(), row?.RetryAt.ToInstant(), row?.Line));
        }

        return held;
    }

    /// <summary>A calendar that is away keeps what it last said; how old that is, is told and no ill health.</summary>
    private static SourceHealth CalendarsOf(DbConnection store, AthleteSettings athlete, long athleteId)
    {
        var rows = RaceFeeds.Of(store, athleteId);
        var oldest = rows.Count == 0 ? null : rows.Min(row => row.SucceededAt);
        var trouble = rows.FirstOrDefault(row => row.Line is not null);
        var outcome = rows.Count == 0 ? null : trouble is null ? SourceOutcome.Complete.ToColumn() : SourceOutcome.Away.ToColumn();
        return new SourceHealth(
            athlete.Name, "race-calendars", outcome, rows.Count == 0 ? null : rows.Max(row => row.TriedAt).ToInstant(), oldest.ToInstant(), null, trouble?.Line);
    }

    /// <summary>An inbox that is away, or a file refused, is told and no ill health: sticks come and go.</summary>
    private static SourceHealth InboxOf(DbConnection store, AthleteSettings athlete, long athleteId)
    {
        var look = InboxFiles.Look(store, athleteId);
        var refused = InboxFiles.Refused(store, athleteId);
        var line = look?.Line ?? refused.Count switch
        {
            0 => null,
            1 => $"the inbox holds a file that could not be taken in, {NameOf(refused[0])}: {refused[0].Reason}",
            _ => $"the inbox holds {refused.Count} files that could not be taken in, last {NameOf(refused[0])}: {refused[0].Reason}",
        };
        var outcome = look is null ? null : look.Line is null ? SourceOutcome.Complete.ToColumn() : SourceOutcome.Away.ToColumn();
        return new SourceHealth(
            athlete.Name, SourceName.File.ToColumn(), outcome, look?.LookedAt.ToInstant(), look?.SeenAt.ToInstant(), null, line);

        static string NameOf(InboxFileRow row) => OneLine.Of(Path.GetFileName(row.Path), MaxNameLength);
    }

    private IEnumerable<string> SourceReasons(AthleteSettings athlete, IReadOnlyList<SyncRow> rows, DateTimeOffset knownSince, DateTimeOffset now)
    {
        var alertAfter = TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours);
        foreach (var source in AskedSources.Of(athlete))
        {
            var name = source.ToColumn();
            if (SourceTrouble.Of(source, rows.FirstOrDefault(row => row.Source == name), knownSince, now, alertAfter) is not { } trouble) continue;
            var since = trouble.LastSuccess is { } last
                ? string.Create(CultureInfo.InvariantCulture, $"no sync has succeeded since {last:yyyy-MM-dd HH:mm} UTC")
                : "no sync has ever succeeded";
            yield return trouble.NeedsPerson
                ? $"{athlete.Name}, {name}: {trouble.Line}"
                : $"{athlete.Name}, {name}: {since}; {trouble.Line ?? $"try 'activitysync sync --athlete {athlete.Name}'."}";
        }
    }

    private static IEnumerable<string> MailReasons(AthleteSettings athlete, IReadOnlyList<MailRow> mails, DateTimeOffset now)
    {
        foreach (var mail in mails.Where(mail => IsWaiting(mail) && mail.Attempts > 0 && now - mail.DueAt.ToInstant() > LongestWait))
            yield return $"{athlete.Name}, mail {mail.Period}: not delivered yet: {mail.Reason}";

        // A failure is old news once a later mail of the kind went out.
        foreach (var ofKind in mails.Where(mail => !IsWaiting(mail) && mail.State != MailState.Skipped).GroupBy(mail => mail.Kind))
        {
            if (ofKind.First() is var last && IsFailed(last)) yield return $"{athlete.Name}, mail {last.Period}: {last.State}: {last.Reason}";
        }
    }
}
