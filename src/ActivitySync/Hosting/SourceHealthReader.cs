using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Sources;

namespace ActivitySync.Hosting;

/// <summary>Reads the state of an athlete's sources, race calendars and inbox.</summary>
internal static class SourceHealthReader
{
    private const int MaxFileNameLength = 100;

    public static IEnumerable<SourceHealth> GetAll(
        DbConnection connection,
        AthleteSettings athlete,
        AthleteHealthRows rows
    )
    {
        foreach (var source in athlete.Sources.Enabled)
        {
            yield return GetSource(connection, athlete, source.ToColumn(), rows.Syncs);
        }

        if (athlete.Sources.RaceCalendars.Count > 0)
        {
            yield return GetRaceCalendars(athlete, rows.RaceFeeds);
        }

        if (athlete.Sources.Inbox is not null)
        {
            yield return GetInbox(athlete, rows);
        }
    }

    private static SourceHealth GetSource(
        DbConnection connection,
        AthleteSettings athlete,
        string source,
        IReadOnlyList<SyncStateRow> syncs
    )
    {
        var sync = syncs.FirstOrDefault(row => row.Source == source);
        return new SourceHealth(
            athlete.Name,
            source,
            FindOutcome(connection, sync),
            sync?.TriedAt.ToInstant(),
            sync?.SucceededAt.ToInstant(),
            sync?.RetryAt.ToInstant(),
            sync?.Line
        );
    }

    /// <summary>Null for a word that is not an outcome.</summary>
    private static string? FindOutcome(DbConnection connection, SyncStateRow? sync)
    {
        if (sync is null || EnumText.TryParse<SourceOutcome>(sync.Outcome, out _))
        {
            return sync?.Outcome;
        }

        connection.ReportUnreadable("syncs", sync.Source);
        return null;
    }

    /// <summary>An unavailable calendar is shown but is not a problem: its stored races stay in use.</summary>
    private static SourceHealth GetRaceCalendars(AthleteSettings athlete, IReadOnlyList<RaceFeedRow> rows)
    {
        var oldest = rows.Count == 0 ? null : rows.Min(row => row.SucceededAt);
        var failed = rows.FirstOrDefault(row => row.HasFailed);
        var outcome =
            rows.Count == 0 ? null
            : failed is null ? SourceOutcome.Complete.ToColumn()
            : SourceOutcome.Away.ToColumn();
        return new SourceHealth(
            athlete.Name,
            "race-calendars",
            outcome,
            rows.Count == 0 ? null : rows.Max(row => row.TriedAt).ToInstant(),
            oldest.ToInstant(),
            null,
            (failed ?? rows.FirstOrDefault(row => row.Line is not null))?.Line
        );
    }

    /// <summary>
    /// An unavailable inbox or a quarantined file is shown but is not a problem: removable drives come and go.
    /// </summary>
    private static SourceHealth GetInbox(AthleteSettings athlete, AthleteHealthRows rows)
    {
        var scan = rows.InboxScan;
        var outcome =
            scan is null ? null
            : scan.Line is null ? SourceOutcome.Complete.ToColumn()
            : SourceOutcome.Away.ToColumn();
        return new SourceHealth(
            athlete.Name,
            SourceName.File.ToColumn(),
            outcome,
            scan?.LookedAt.ToInstant(),
            scan?.SeenAt.ToInstant(),
            null,
            scan?.Line ?? DescribeQuarantined(rows.Quarantined)
        );
    }

    private static string? DescribeQuarantined(IReadOnlyList<InboxFileRow> files)
    {
        if (files.Count == 0)
        {
            return null;
        }

        var last = files[0];
        var name = SingleLineText.From(Path.GetFileName(last.Path), MaxFileNameLength);
        return files.Count == 1
            ? $"the inbox has a file that could not be imported, {name}: {last.Reason}"
            : $"the inbox has {files.Count} files that could not be imported, last {name}: {last.Reason}";
    }
}
