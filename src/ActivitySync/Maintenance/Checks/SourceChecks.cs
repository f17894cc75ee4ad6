using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;
using ActivitySync.Sources.Files;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Maintenance.Checks;

/// <summary>Strava shows each connected runner's activities: one call a runner, counted like all others.</summary>
internal sealed class StravaCheck(AppSettings settings, StravaAthleteClient calls) : ICheck
{
    public string Name => "Strava";

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in settings.Athletes.Where(athlete => athlete.Sources.Strava))
        {
            var (_, trouble) = await calls.GetAsync(
                athlete,
                "athlete/activities?per_page=1",
                new RequestCounter(),
                cancellationToken
            );
            found.Add(
                trouble is null
                    ? Finding.Ok($"{athlete.Name}: connected; Strava shows the activities.")
                    : new Finding(trouble.Outcome.ToErrorKind(), trouble.Message)
            );
        }

        return found;
    }
}

/// <summary>
/// What Garmin's service answers against what this program expects of it, and how long the key lasts.
/// </summary>
internal sealed class GarminCheck(
    AppSettings settings,
    GarminApiProbe probe,
    GarminConnectionService connection,
    TimeProvider clock
) : ICheck
{
    public string Name => "Garmin";

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in settings.Athletes.Where(athlete => athlete.Sources.Garmin))
        {
            var (works, lines) = await probe.ProbeAsync(athlete, cancellationToken);
            foreach (var line in lines)
            {
                found.Add(
                    works ? Finding.Ok($"{athlete.Name}: {line}") : Finding.ActionNeeded($"{athlete.Name}: {line}")
                );
            }

            if (connection.FindKeyExpiry(athlete) is not { } end)
            {
                continue;
            }

            if (
                KeyExpiryReminder.FindStage(end, DigestSchedule.GetLocalDate(athlete.TimeZone, clock.GetUtcNow()))
                is null
            )
            {
                continue;
            }

            found.Add(
                Finding.ActionNeeded(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{athlete.Name}: the key works until {end:yyyy-MM-dd}; make a new one at {GarminError.KeyPageUrl}, put it into the settings and run 'activitysync connect garmin --athlete {athlete.Name}'."
                    )
                )
            );
        }

        return found;
    }
}

/// <summary>Checks that the inboxes exist and are readable.</summary>
internal sealed class InboxCheck(AppSettings settings) : ICheck
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
                    $"{athlete.Name}: {folder} does not exist or is not readable. Check that it is mounted and that "
                        + "the user who runs activitysync may read it."
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

/// <summary>Checks that the race calendars can be read; this also updates their races.</summary>
internal sealed class RaceCalendarCheck(AppSettings settings, RaceCalendarSync calendars) : ICheck
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
