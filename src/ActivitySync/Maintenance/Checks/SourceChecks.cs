using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Files;
using ActivitySync.Sync;

namespace ActivitySync.Maintenance.Checks;

/// <summary>The watched folders are there and can be read.</summary>
internal sealed class InboxCheck(AppSettings settings) : IDoctorCheck
{
    public string Name => "inbox";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        foreach (var athlete in settings.Athletes)
        {
            if (athlete.Sources.Inbox is not { } folder)
            {
                continue;
            }

            if (InboxFolder.ListFiles(folder) is not { } files)
            {
                yield return Finding.Failed(
                    $"{athlete.Name}: {folder} is not there or may not be read; make it, mount it, or give the user that runs activitysync the right to read it."
                );
                continue;
            }

            yield return Finding.Ok($"{athlete.Name}: {folder}, {files.Count} file(s).");
            foreach (var closed in FileFinder.FindUnreadableFolders(folder))
            {
                yield return Finding.Failed($"{athlete.Name}: the folder {closed} {PathErrors.AccessDenied}.");
            }
        }
    }
}

/// <summary>The race calendars can be fetched and read; a calendar that is, is up to date afterwards.</summary>
internal sealed class RaceCalendarCheck(AppSettings settings, RaceCalendarSync calendars) : IDoctorCheck
{
    public string Name => "race calendars";

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in settings.Athletes.Where(athlete => athlete.Sources.RaceCalendars.Count > 0))
        {
            var lines = await calendars.SyncAsync(athlete, isForced: true, cancellationToken);
            foreach (var line in lines)
            {
                found.Add(Finding.Unavailable(line));
            }

            if (lines.Count == 0)
            {
                found.Add(Finding.Ok($"{athlete.Name}: {athlete.Sources.RaceCalendars.Count} read."));
            }
        }

        return found;
    }
}
