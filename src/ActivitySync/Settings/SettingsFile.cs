namespace ActivitySync.Settings;

/// <summary>Finds and reads the settings.</summary>
internal static class SettingsFile
{
    /// <summary>Reads the named file, else the first of the usual places, then the environment.</summary>
    /// <exception cref="CannotProceedException">No settings, or wrong ones: all mistakes at once, a line each.</exception>
    public static AppSettings Load(FileInfo? named) => throw new NotSupportedException(named?.FullName);

    /// <summary>The same, or null where no file is named and none is found: for verbs that can do without.</summary>
    public static AppSettings? LoadIfAny(FileInfo? named) => throw new NotSupportedException(named?.FullName);

    /// <summary>The runner of that name; without a name the only one.</summary>
    /// <exception cref="CannotProceedException">No such runner, or several and none named: the line names them.</exception>
    public static AthleteSettings AthleteNamed(this AppSettings settings, string? name)
    {
        var known = string.Join(", ", settings.Athletes.Select(athlete => athlete.Name));
        if (settings.Athletes.Count == 0)
            throw new CannotProceedException(ExitCode.WrongInput, "Athletes: the settings name no runner; add one with Name, Email and TimeZone.");
        if (name is null)
        {
            return settings.Athletes.Count == 1
                ? settings.Athletes[0]
                : throw new CannotProceedException(ExitCode.WrongInput, $"--athlete: the settings name several runners; say which: {known}.");
        }

        return settings.Athletes.FirstOrDefault(athlete => athlete.Name == name)
            ?? throw new CannotProceedException(ExitCode.WrongInput, $"--athlete {name}: no such runner in the settings; there are: {known}.");
    }
}
