using ActivitySync.Intake;
using ActivitySync.Settings;

namespace ActivitySync.Operations.Checks;

/// <summary>The race calendars can be fetched and read; a calendar that is, is up to date afterwards.</summary>
internal sealed class RaceCalendarCheck(AppSettings settings, RefreshRaceCalendars calendars) : ICheck
{
    public string Name => "race calendars";

    public async ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in settings.Athletes.Where(athlete => athlete.Sources.RaceCalendars.Count > 0))
        {
            var lines = await calendars.RefreshAsync(athlete, now: true, cancellationToken);
            foreach (var line in lines) found.Add(Finding.Away(line));
            if (lines.Count == 0) found.Add(Finding.Ok($"{athlete.Name}: {athlete.Sources.RaceCalendars.Count} read."));
        }
        return found;
    }
}
