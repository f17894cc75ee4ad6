using System.Data.Common;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// The athletes of the settings with their preferences applied, read from the database at each use, so that a change on
/// the page needs no restart. What depends on a preference takes its athletes from here; where names and sources are
/// enough, <see cref="AppSettings.Athletes"/> does.
/// </summary>
/// <remarks>The layers: environment, page, file, default. A key in <c>Page:Locked</c> has no page layer.</remarks>
internal sealed class AthleteRoster(Database database, AppSettings settings)
{
    /// <summary>Reads all athletes, in the order of the settings. A database that doesn't exist yet has no
    /// preferences, and is not created.</summary>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public IReadOnlyList<AthleteSettings> GetAll()
    {
        if (settings.Athletes.Count == 0 || !database.Exists)
        {
            return settings.Athletes;
        }

        using var connection = database.Open();
        return GetAll(connection, settings);
    }

    /// <summary>Reads the athlete of that name.</summary>
    /// <exception cref="InvalidOperationException">The settings have no athlete of that name.</exception>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public AthleteSettings Get(string name) =>
        Find(name) ?? throw new InvalidOperationException("The settings have no athlete of this name.");

    /// <summary>Reads the athlete of that name; null if the settings have none.</summary>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public AthleteSettings? Find(string name) => GetAll().FirstOrDefault(athlete => athlete.Name == name);

    /// <summary>Reads the settings with the preferences of all athletes applied.</summary>
    public static AppSettings GetSettings(DbConnection connection, AppSettings settings) =>
        settings with
        {
            Athletes = GetAll(connection, settings),
        };

    /// <summary>Reads all athletes, in the order of the settings. A stored value that can't be read is reported and
    /// leaves the value of the settings.</summary>
    public static IReadOnlyList<AthleteSettings> GetAll(DbConnection connection, AppSettings settings)
    {
        var stored = PreferenceRepository.GetAll(connection);
        if (stored.Count == 0)
        {
            return settings.Athletes;
        }

        var byAthlete = stored.ToLookup(row => row.Athlete, StringComparer.Ordinal);
        return
        [
            .. settings.Athletes.Select(athlete =>
                byAthlete[athlete.Name].Aggregate(athlete, (read, row) => Apply(connection, settings, read, row))
            ),
        ];
    }

    private static AthleteSettings Apply(
        DbConnection connection,
        AppSettings settings,
        AthleteSettings athlete,
        PreferenceRow row
    )
    {
        if (Preference.All.FirstOrDefault(known => known.Key == row.Key) is { } preference)
        {
            if (settings.FindLock(athlete, preference) != PreferenceLock.None)
            {
                return athlete;
            }

            if (preference.TryApply(athlete, row.Value, out _) is { } applied)
            {
                return applied;
            }
        }

        connection.ReportUnreadable("preferences", $"{row.AthleteId} {row.Key}");
        return athlete;
    }
}
