namespace ActivitySync.Configuration;

/// <summary>Finds and reads the settings.</summary>
internal static class SettingsFile
{
    /// <summary>The usual places; the first found counts, alone.</summary>
    public static IReadOnlyList<string> DefaultPaths { get; } =
    ["appsettings.json", "/etc/activitysync/appsettings.json"];

    /// <summary>Reads the named file, else the first of the usual places, then the environment.</summary>
    /// <param name="named">The file, if one is named.</param>
    /// <param name="sources">Reads the settings of the sources.</param>
    /// <param name="requireSecrets">Whether secrets that are wanted must be there; what only reads and writes here does without.</param>
    /// <exception cref="OperationException">No settings, or wrong ones: all mistakes at once, a line each.</exception>
    public static AppSettings Load(FileInfo? named, IReadOnlyList<SourceSettingsParser> sources, bool requireSecrets) =>
        LoadOrNull(named, sources, requireSecrets)
        ?? throw new OperationException(
            ErrorKind.InvalidInput,
            IsInUnreadableFolder(DefaultPaths[^1])
                ? $"{DefaultPaths[^1]}: only the daemon's user and root may see the settings; run this as the daemon's user: sudo -u activitysync activitysync ..."
                : $"no settings: there is no {string.Join(" and no ", DefaultPaths)}; make one with 'activitysync setup', or name one with --config FILE."
        );

    /// <summary>The same, or null where no file is named and none is found: for verbs that can do without.</summary>
    public static AppSettings? LoadOrNull(
        FileInfo? named,
        IReadOnlyList<SourceSettingsParser> sources,
        bool requireSecrets = false
    )
    {
        var read = Read(named, sources);
        var mistakes = read.Errors.Where(mistake => requireSecrets || !mistake.IsMissingSecret).ToList();
        return mistakes.Count > 0
            ? throw new OperationException(ErrorKind.InvalidInput, string.Join(Environment.NewLine, mistakes))
            : read.Settings;
    }

    /// <summary>Reads without complaining: the settings, what is in force, and the mistakes.</summary>
    public static SettingsReadResult Read(FileInfo? named, IReadOnlyList<SourceSettingsParser> sources)
    {
        var file = named?.FullName ?? DefaultPaths.FirstOrDefault(File.Exists);
        var mistakes = new List<SettingError>();
        var environment = EnvironmentSettings.Read(Environment.GetEnvironmentVariables(), sources, mistakes);
        if (
            file is null
            && !environment.Any(value => value.Key.StartsWith("Athletes:", StringComparison.OrdinalIgnoreCase))
        )
        {
            return new SettingsReadResult(null, [], []);
        }

        IReadOnlyList<SettingValue> values = [];
        if (file is not null)
        {
            try
            {
                values = SettingsDocument.Read(Path.GetFileName(file), File.ReadAllBytes(file), mistakes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                mistakes.Add(
                    new SettingError(
                        file,
                        "",
                        "cannot be read; check the path and the rights of the user that runs activitysync."
                    )
                );
            }

            if (mistakes.Count > 0)
            {
                return new SettingsReadResult(null, [], mistakes); // half a file would only bring follow-up mistakes
            }
        }

        return Parse(file, [.. values, .. environment], sources, mistakes);
    }

    /// <summary>Whether the file's folder is closed to this user; then a file in it looks as if it were not there.</summary>
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

    /// <summary>Values to settings; a later value of the same key wins.</summary>
    public static SettingsReadResult Parse(
        string? file,
        IReadOnlyList<SettingValue> values,
        IReadOnlyList<SourceSettingsParser> sources,
        List<SettingError> errors
    )
    {
        var reader = new SettingsReader(values, errors);
        var settings = AppSettingsParser.Parse(reader, sources) with { File = file };
        reader.RejectUnknownKeys();
        return new SettingsReadResult(settings, reader.Effective, errors);
    }

    /// <summary>The runner of that name; without a name the only one.</summary>
    /// <exception cref="OperationException">No such runner, or several and none named: the line names them.</exception>
    public static AthleteSettings GetAthlete(this AppSettings settings, string? name)
    {
        var known = string.Join(", ", settings.Athletes.Select(athlete => athlete.Name));
        if (settings.Athletes.Count == 0)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                "Athletes: the settings name no runner; add one with Name, Email and TimeZone."
            );
        }

        if (name is null)
        {
            return settings.Athletes.Count == 1
                ? settings.Athletes[0]
                : throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"--athlete: the settings name several runners; say which: {known}."
                );
        }

        return settings.Athletes.FirstOrDefault(athlete => athlete.Name == name)
            ?? throw new OperationException(
                ErrorKind.InvalidInput,
                $"--athlete {name}: no such runner in the settings; there are: {known}."
            );
    }
}
