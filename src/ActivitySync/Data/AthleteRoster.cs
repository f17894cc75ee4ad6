using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// All athletes: those of the settings file, then those in the database, each with the preferences applied. Read at
/// each use, so that a change needs no restart.
/// </summary>
/// <remarks>The layers of a value: environment, page, file or database, default. An athlete whom the settings file
/// names is taken from there alone. A key in <c>Page:Locked</c> has no page layer. Athletes who had themselves deleted
/// on the page are left out.</remarks>
internal sealed class AthleteRoster(Database database, AppSettings settings, StoredAthleteParser parser)
{
    private readonly Dictionary<string, AthleteSettings> _fileAthletes = settings
        .FileAthletes.DistinctBy(athlete => athlete.Name)
        .ToDictionary(athlete => athlete.Name, StringComparer.Ordinal);

    /// <summary>The settings that were read last, by name, so that only changed ones are parsed again.</summary>
    private readonly ConcurrentDictionary<string, (string Json, AthleteSettings Athlete)> _parsed = new(
        StringComparer.Ordinal
    );

    /// <summary>Reads all athletes. A database that doesn't exist yet is not created.</summary>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public IReadOnlyList<AthleteSettings> GetAll() => Read(GetAll, settings.FileAthletes);

    /// <summary>Reads all athletes. A stored athlete or preference that can't be read is reported and left
    /// out.</summary>
    public IReadOnlyList<AthleteSettings> GetAll(DbConnection connection)
    {
        var configured = GetAllConfigured(connection);
        var stored = PreferenceRepository.GetAll(connection);
        if (stored.Count == 0)
        {
            return configured;
        }

        var byAthlete = stored.ToLookup(row => row.Athlete, StringComparer.Ordinal);
        return [.. configured.Select(athlete => Apply(connection, athlete, byAthlete[athlete.Name]))];
    }

    /// <summary>Reads all athletes, or those of the settings file if the database cannot be read.</summary>
    public IReadOnlyList<AthleteSettings> GetReadable()
    {
        try
        {
            return GetAll();
        }
        catch (OperationException)
        {
            return settings.FileAthletes;
        }
    }

    /// <summary>Reads the athlete of that name.</summary>
    /// <exception cref="InvalidOperationException">There is no athlete of that name.</exception>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public AthleteSettings Get(string name) =>
        Find(name) ?? throw new InvalidOperationException("There is no athlete of this name.");

    /// <summary>Reads the athlete of that name; null if there is none.</summary>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public AthleteSettings? Find(string name) =>
        Read(connection => Find(connection, name), _fileAthletes.GetValueOrDefault(name));

    /// <summary>Reads the athlete of that name; null if there is none.</summary>
    public AthleteSettings? Find(DbConnection connection, string name) =>
        FindWithoutPreferences(connection, name) is { } athlete && !IsDeleted(connection, name)
            ? Apply(connection, athlete, PreferenceRepository.GetForAthlete(connection, name))
            : null;

    /// <summary>Reads the athlete with a row id; null if there is none, or the athlete was removed.</summary>
    public AthleteSettings? Find(DbConnection connection, long athleteId) =>
        AthleteRepository.FindName(connection, athleteId) is { } name ? Find(connection, name) : null;

    /// <summary>Gets an athlete without the athlete's preferences: the one of that name, or without a name the only
    /// one.</summary>
    /// <exception cref="OperationException">The athlete is unknown or can't be read, or there are several and none is
    /// named.</exception>
    public AthleteSettings GetConfigured(string? name)
    {
        if (name is not null && Read(connection => IsDeleted(connection, name), false))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--athlete {name}: had everything deleted on the page. Remove {name} from the settings and restart "
                    + "the daemon; then the name can be used again."
            );
        }

        if (name is not null && _fileAthletes.TryGetValue(name, out var known))
        {
            return known;
        }

        return Read<AthleteSettings?>(connection => FindNamedOrOnly(connection, name), null)
            ?? settings.GetAthlete(name);
    }

    /// <summary>Whether there are several athletes, so that one has to be named.</summary>
    public bool HasSeveral() => Read(connection => HasSeveral(connection), settings.FileAthletes.Count > 1);

    /// <inheritdoc cref="HasSeveral()"/>
    public bool HasSeveral(DbConnection connection, DbTransaction? transaction = null) =>
        settings.FileAthletes.Count > 1
        || GetNames(connection, settings.FileAthletes.Count + 2, transaction).Take(2).Count() > 1;

    /// <summary>Whether the athlete is in the database and not in the settings file.</summary>
    public bool IsStored(string name) =>
        !_fileAthletes.ContainsKey(name)
        && Read(connection => RosterRepository.Find(connection, name) is not null, false);

    /// <summary>Whether the settings file names the athlete.</summary>
    public bool IsInFile(string name) => _fileAthletes.ContainsKey(name);

    /// <summary>The names of all athletes, also of those whose settings can't be read.</summary>
    public IReadOnlyList<string> GetNames() =>
        Read(
            connection => GetNames(connection, int.MaxValue),
            [.. settings.FileAthletes.Select(athlete => athlete.Name)]
        );

    /// <summary>Reads every athlete with the layer, also those who are shadowed or can't be read.</summary>
    public IReadOnlyList<RosterEntry> GetEntries() =>
        [
            .. settings.FileAthletes.Select(athlete => new RosterEntry(athlete.Name, SettingLayer.File)
            {
                Athlete = athlete,
            }),
            .. Read(RosterRepository.GetAll, []).Select(CreateEntry),
        ];

    /// <summary>Returns an error for each admin of the page who is not an athlete; none if the database cannot be
    /// read.</summary>
    public IReadOnlyList<string> FindUnknownAdmins()
    {
        IReadOnlyList<string> names;
        try
        {
            names = settings.Page.Admins.All(IsInFile) ? settings.Page.Admins : GetNames();
        }
        catch (OperationException)
        {
            return [];
        }

        return
        [
            .. settings
                .Page.Admins.Except(names, StringComparer.Ordinal)
                .Select(admin =>
                    $"Page:Admins: \"{TerminalText.Sanitize(admin)}\" is invalid; expected the name of an athlete"
                    + (names.Count == 0 ? ", and there are none." : $": {SettingsFile.ListNames(names)}.")
                ),
        ];
    }

    private RosterEntry CreateEntry(RosterRow row)
    {
        var errors = new List<SettingError>();
        var athlete = TryParse(row, errors);
        return new RosterEntry(row.Name, SettingLayer.Database)
        {
            Athlete = athlete,
            IsShadowed = _fileAthletes.ContainsKey(row.Name),
            // The message of an error may quote the value.
            Problem = errors is [var first, ..]
                ? $"{(first.Key.Length > 0 ? first.Key : "settings")} cannot be read"
                : null,
        };
    }

    private static bool IsDeleted(DbConnection connection, string name) =>
        DeletionRepository.GetStartedNames(connection).Contains(name);

    private List<AthleteSettings> GetAllConfigured(DbConnection connection)
    {
        var deleted = DeletionRepository.GetStartedNames(connection);
        var all = settings.FileAthletes.Where(athlete => !deleted.Contains(athlete.Name)).ToList();
        foreach (var row in RosterRepository.GetAll(connection).Where(row => !_fileAthletes.ContainsKey(row.Name)))
        {
            if (!deleted.Contains(row.Name) && Parse(connection, row) is { } athlete)
            {
                all.Add(athlete);
            }
        }

        return all;
    }

    /// <summary>Reads the athlete of that name, also one who is being deleted; null if there is none.</summary>
    public AthleteSettings? FindWithoutPreferences(DbConnection connection, string name) =>
        _fileAthletes.GetValueOrDefault(name)
        ?? (RosterRepository.Find(connection, name) is { } row ? Parse(connection, row) : null);

    /// <summary>Finds the athlete; null if there are none in the database, so that the settings decide.</summary>
    private AthleteSettings? FindNamedOrOnly(DbConnection connection, string? name)
    {
        var row = name is null ? null : RosterRepository.Find(connection, name);
        if (row is null)
        {
            var names = GetNames(connection, int.MaxValue);
            if (names.Count == settings.FileAthletes.Count)
            {
                return null;
            }

            row = name is null && names is [var only] ? RosterRepository.Find(connection, only) : null;
            if (row is null)
            {
                throw name is null ? SettingsFile.CreateNotNamed(names) : SettingsFile.CreateUnknown(name, "", names);
            }
        }

        return Parse(connection, row)
            ?? throw new OperationException(
                ErrorKind.Failed,
                $"The database: the settings of {row.Name} cannot be read. "
                    + $"Run 'activitysync athlete list', then 'activitysync athlete import' to replace them."
            );
    }

    private List<string> GetNames(DbConnection connection, int maxStored, DbTransaction? transaction = null) =>
        [
            .. settings.FileAthletes.Select(athlete => athlete.Name),
            .. RosterRepository
                .GetNames(connection, maxStored, transaction)
                .Where(name => !_fileAthletes.ContainsKey(name)),
        ];

    /// <summary>Parses a row; null and reported if it can't be read.</summary>
    private AthleteSettings? Parse(DbConnection connection, RosterRow row)
    {
        var athlete = TryParse(row, []);
        if (athlete is null)
        {
            connection.ReportUnreadable("roster", row.Name);
        }

        return athlete;
    }

    private AthleteSettings? TryParse(RosterRow row, List<SettingError> errors)
    {
        if (_parsed.TryGetValue(row.Name, out var known) && known.Json == row.Settings)
        {
            return known.Athlete;
        }

        var document = AthleteDocument.Parse(Encoding.UTF8.GetBytes(row.Settings), AthleteDocument.Origin, errors);
        var athlete = parser.Parse(document.With("Name", row.Name), AthleteDocument.Origin, errors);
        if (errors.Count > 0)
        {
            return null;
        }

        _parsed[row.Name] = (row.Settings, athlete);
        return athlete;
    }

    private AthleteSettings Apply(
        DbConnection connection,
        AthleteSettings athlete,
        IEnumerable<PreferenceRow> preferences
    ) => preferences.Aggregate(athlete, (read, row) => Apply(connection, read, row));

    private AthleteSettings Apply(DbConnection connection, AthleteSettings athlete, PreferenceRow row)
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

    private T Read<T>(Func<DbConnection, T> read, T withoutDatabase)
    {
        if (!database.Exists)
        {
            return withoutDatabase;
        }

        using var connection = database.Open();
        return read(connection);
    }
}

/// <summary>An athlete of the settings file or of the database, as <c>athlete list</c> shows it.</summary>
/// <param name="Name">The athlete.</param>
/// <param name="Layer">File or database.</param>
internal sealed record RosterEntry(string Name, SettingLayer Layer)
{
    /// <summary>The settings without preferences; null if they can't be read.</summary>
    public AthleteSettings? Athlete { get; init; }

    /// <summary>Whether the settings file names the athlete too, so that this entry is not used.</summary>
    public bool IsShadowed { get; init; }

    /// <summary>What is wrong with stored settings; null if they can be read. Contains no value.</summary>
    public string? Problem { get; init; }
}
