using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.FileSystem;

namespace ActivitySync.Configuration;

/// <summary>Finds and reads the settings.</summary>
internal static class SettingsFile
{
    /// <summary>Far above the size of the settings of hundreds of athletes.</summary>
    public const int MaxBytes = 4_000_000;

    /// <summary>The max number of names in a message.</summary>
    private const int MaxListed = 20;

    private const int FingerprintBytes = 8;

    /// <summary>The settings that may differ between nodes.</summary>
    private static readonly HashSet<string> SettingsOfANode =
    [
        "ActivitySync:DataDirectory",
        "ActivitySync:Listen",
        "ActivitySync:LogFormat",
    ];

    /// <summary>The default paths; only the first file found is read.</summary>
    public static IReadOnlyList<string> DefaultPaths { get; } =
    ["appsettings.json", "/etc/activitysync/appsettings.json"];

    /// <summary>Reads the named file, or the first default path that exists, then applies the environment.</summary>
    /// <param name="named">The file given by <c>--config</c>, or null.</param>
    /// <param name="sources">The parsers of the sources' settings.</param>
    /// <param name="requireSecrets">Whether a missing secret is an error. Commands that only use the database work
    /// without.</param>
    /// <exception cref="OperationException">No settings exist, or they are invalid; the message has one line per
    /// error.</exception>
    public static AppSettings Load(FileInfo? named, IReadOnlyList<SourceSettingsParser> sources, bool requireSecrets) =>
        LoadOrNull(named, sources, requireSecrets)
        ?? throw new OperationException(
            ErrorKind.InvalidInput,
            IsInUnreadableFolder(DefaultPaths[^1])
                ? $"{DefaultPaths[^1]}: only root and the daemon's user may read the settings. "
                    + "Run the command as the daemon's user: sudo -u activitysync activitysync ..."
                : $"No settings: there is no {string.Join(" and no ", DefaultPaths)}. "
                    + "Run 'activitysync setup' to create one, or use --config FILE."
        );

    /// <summary>Reads like <see cref="Load"/>, but returns null if no file is named and none is found.</summary>
    /// <exception cref="OperationException">The settings are invalid.</exception>
    public static AppSettings? LoadOrNull(
        FileInfo? named,
        IReadOnlyList<SourceSettingsParser> sources,
        bool requireSecrets = false
    )
    {
        var read = Read(named, sources);
        var errors = read.Errors.Where(error => requireSecrets || !error.IsMissingSecret).ToList();
        return errors.Count > 0
            ? throw new OperationException(ErrorKind.InvalidInput, string.Join(Environment.NewLine, errors))
            : read.Settings;
    }

    /// <summary>Reads the settings, the effective values and the errors, without throwing.</summary>
    /// <param name="named">The file given by <c>--config</c>, or null.</param>
    /// <param name="sources">The parsers of the sources' settings.</param>
    /// <param name="usedSources">Sources that athletes outside of the settings use, so that their settings are
    /// required.</param>
    public static SettingsReadResult Read(
        FileInfo? named,
        IReadOnlyList<SourceSettingsParser> sources,
        IReadOnlyCollection<SourceName>? usedSources = null
    )
    {
        var file = named?.FullName ?? DefaultPaths.FirstOrDefault(File.Exists);
        var errors = new List<SettingError>();
        var environment = EnvironmentSettings.Read(Environment.GetEnvironmentVariables(), sources, errors);
        if (
            file is null
            && !environment.Any(value =>
                // The athletes may be in the database; the mail server is then in the environment.
                value.Key.StartsWith("Athletes:", StringComparison.OrdinalIgnoreCase)
                || value.Key.StartsWith("Mail:", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return new SettingsReadResult(null, [], []);
        }

        IReadOnlyList<SettingValue> values = [];
        if (file is not null)
        {
            try
            {
                values = SettingsDocument.Read(
                    Path.GetFileName(file),
                    RegularFile.ReadAllBytes(file, MaxBytes),
                    errors
                );
            }
            catch (UnsuitableFileException exception)
            {
                errors.Add(new SettingError(file, "", $"{exception.Problem}. Use a settings file."));
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException && !ErrorText.IsOutOfHandles(exception))
            {
                errors.Add(
                    new SettingError(
                        file,
                        "",
                        "cannot be read. Check the path and the permissions of the user that runs activitysync."
                    )
                );
            }
        }

        return errors.Count > 0
            ? new SettingsReadResult(null, [], errors) // what could not be read would only cause more errors
            : Parse(file, [.. values, .. environment], sources, errors, usedSources);
    }

    /// <summary>Whether this user can't read the file's folder; a file in it then seems not to exist.</summary>
    private static bool IsInUnreadableFolder(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            _ = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Parses values; a later value of the same key wins.</summary>
    public static SettingsReadResult Parse(
        string? file,
        IReadOnlyList<SettingValue> values,
        IReadOnlyList<SourceSettingsParser> sources,
        List<SettingError> errors,
        IReadOnlyCollection<SourceName>? usedSources = null
    )
    {
        var reader = new SettingsReader(values, errors);
        var settings = AppSettingsParser.Parse(reader, sources, usedSources ?? []);
        reader.RejectUnknownKeys();
        settings = settings with
        {
            File = file,
            Fingerprint = settings.Store.Provider == StoreProvider.Postgres ? ComputeFingerprint(reader.Effective) : "",
        };
        return new SettingsReadResult(settings, reader.Effective, errors);
    }

    /// <summary>Secrets are part of it only by whether they are set, since it is stored in the database.</summary>
    private static string ComputeFingerprint(IEnumerable<EffectiveSetting> effective)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var setting in effective.Where(setting => !SettingsOfANode.Contains(setting.Key)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{setting.Key}={setting.Value}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, FingerprintBytes));
    }

    /// <summary>Gets the athlete of that name in the settings; without a name the only one.</summary>
    /// <exception cref="OperationException">The athlete is unknown, or there are several and none is named; the message
    /// lists them.</exception>
    public static AthleteSettings GetAthlete(this AppSettings settings, string? name)
    {
        if (settings.FileAthletes.Count == 0)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                "Athletes: no athlete is set. Set one with Name, Email and TimeZone, or run 'activitysync athlete add'."
            );
        }

        var known = settings.FileAthletes.Select(athlete => athlete.Name);
        if (name is null)
        {
            return settings.FileAthletes is [var only] ? only : throw CreateNotNamed(known);
        }

        return settings.FileAthletes.FirstOrDefault(athlete => athlete.Name == name)
            ?? throw CreateUnknown(name, " in the settings", known);
    }

    /// <summary>Creates the error that a command needs an athlete.</summary>
    public static OperationException CreateNotNamed(IEnumerable<string> known) =>
        new(ErrorKind.InvalidInput, $"--athlete: is required with several athletes. Use one of {ListNames(known)}.");

    /// <summary>Creates the error that there is no athlete of a name.</summary>
    /// <param name="name">The name as typed.</param>
    /// <param name="where">Where it was looked for, with a space before it; may be empty.</param>
    /// <param name="known">The names that exist.</param>
    public static OperationException CreateUnknown(string name, string where, IEnumerable<string> known) =>
        new(
            ErrorKind.InvalidInput,
            $"--athlete: there is no athlete \"{TerminalText.Sanitize(name, 40)}\"{where}. "
                + $"Use one of {ListNames(known)}."
        );

    /// <summary>Lists names for a message; of many only the first.</summary>
    public static string ListNames(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= MaxListed
            ? string.Join(", ", all)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", all.Take(MaxListed))} and {all.Count - MaxListed} more (see 'athlete list')"
            );
    }
}
