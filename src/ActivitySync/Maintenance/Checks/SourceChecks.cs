using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Files;
using ActivitySync.Sync;

namespace ActivitySync.Maintenance.Checks;

/// <summary>Checks that the inboxes exist and are readable.</summary>
internal sealed class InboxCheck(AthleteRoster roster) : ICheck
{
    public string Name => "inbox";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        foreach (var athlete in roster.GetReadable())
        {
            if (athlete.Sources.Inbox is not { } folder)
            {
                continue;
            }

            if (InboxFolder.ListFiles(folder) is not { } listing)
            {
                yield return Finding.Failed(
                    $"{athlete.Name}: {folder} does not exist or is not readable. Check that it is mounted and that "
                        + "the user who runs activitysync may read it."
                );
                continue;
            }

            yield return Finding.Ok($"{athlete.Name}: {folder}, {listing.Files.Count} file(s).");
            foreach (var (path, reason) in listing.Refused.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                yield return Finding.Failed($"{athlete.Name}: {TerminalText.Sanitize(path)}: {reason}.");
            }
        }
    }
}

/// <summary>Checks that the race calendars can be read; this also updates their races.</summary>
internal sealed class RaceCalendarCheck(AthleteRoster roster, RaceCalendarSync calendars) : ICheck
{
    public string Name => "race calendars";

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in roster.GetReadable().Where(athlete => athlete.Sources.RaceCalendars.Count > 0))
        {
            var reports = await calendars.SyncAsync(athlete, isForced: true, cancellationToken);
            foreach (var report in reports)
            {
                found.Add(report.WasRead ? Finding.Ok(report.Line) : Finding.Unavailable(report.Line));
            }

            if (reports.Count == 0)
            {
                found.Add(Finding.Ok($"{athlete.Name}: {athlete.Sources.RaceCalendars.Count} read."));
            }
        }

        return found;
    }
}
