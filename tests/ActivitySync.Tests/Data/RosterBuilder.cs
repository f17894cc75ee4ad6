using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Data;

/// <summary>Creates the roster of settings and a database.</summary>
internal static class RosterBuilder
{
    public static AthleteRoster Create(Database database, AppSettings settings) =>
        new(database, settings, new StoredAthleteParser(SourceDescriptors.SettingsParsers));

    /// <summary>Creates the roster with the database of the settings' data directory.</summary>
    public static AthleteRoster Create(AppSettings settings) =>
        Create(new Database(settings, TimeProvider.System), settings);
}
