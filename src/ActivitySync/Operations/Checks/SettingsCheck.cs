using ActivitySync.Settings;

namespace ActivitySync.Operations.Checks;

/// <summary>The settings were read, or nothing else would run; this looks who else can read the secrets in them.</summary>
internal sealed class SettingsCheck(AppSettings settings) : ICheck
{
    public string Name => "settings";

    public ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => new([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        yield return settings.Athletes.Count == 0
            ? Finding.Wrong("Athletes: the settings name no runner; add one with Name, Email and TimeZone, or run 'activitysync setup'.")
            : Finding.Ok($"{settings.File ?? "environment"}: {settings.Athletes.Count} runner(s): {string.Join(", ", settings.Athletes.Select(athlete => athlete.Name))}.");
        foreach (var file in Open()) yield return Finding.Failed($"{file}: holds secrets and everybody on this machine may read it; run 'chmod 600 {file}' (or 640 with the group of the user that runs activitysync).");
    }

    private IEnumerable<string> Open()
    {
        if (settings.File is { } file && HasSecrets() && FileRights.IsOpenToAll(file)) yield return file;
        foreach (var secret in EnvironmentSettings.SecretFiles(Environment.GetEnvironmentVariables()).Where(File.Exists).Where(FileRights.IsOpenToAll)) yield return secret;
    }

    private bool HasSecrets() => SettingsFile.Read(new FileInfo(settings.File!)).InForce.Any(setting => setting.IsSecret && setting.Origin.StartsWith(Path.GetFileName(settings.File!), StringComparison.Ordinal));
}
