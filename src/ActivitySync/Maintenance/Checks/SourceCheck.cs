using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance.Checks;

/// <summary>Checks one source for each athlete who uses it, and whether the athlete's key expires soon.</summary>
internal sealed class SourceCheck(
    SourceDescriptor source,
    AthleteRoster roster,
    Database database,
    IServiceProvider services,
    TimeProvider clock
) : ICheck
{
    public string Name => source.Name.DisplayName;

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in roster.GetReadable().Where(athlete => athlete.Sources.IsEnabled(source.Name)))
        {
            found.AddRange(await source.CheckAsync(services, athlete, cancellationToken));
            if (FindExpiringKey(athlete) is { } expiring)
            {
                found.Add(expiring);
            }
        }

        return found;
    }

    private Finding? FindExpiringKey(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        if (
            source.Key?.FindLastDay(connection, athleteId) is not { } lastDay
            || KeyExpiryReminder.FindStage(lastDay, athlete.GetDate(clock.GetUtcNow())) is null
        )
        {
            return null;
        }

        return Finding.ActionNeeded(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{athlete.Name}: the key works until {lastDay:yyyy-MM-dd}. Create a new one at "
                    + $"{source.Key.PageUrl}, set it in the settings, "
                    + $"and run 'activitysync connect {source.Name.Text} --athlete {athlete.Name}'."
            )
        );
    }
}
