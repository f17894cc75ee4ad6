using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance.Checks;

/// <summary>The settings were read, or nothing else would run; this looks who else can read the secrets in them.</summary>
internal sealed class SettingsCheck(AppSettings settings) : IDoctorCheck
{
    public string Name => "settings";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        yield return settings.Athletes.Count == 0
            ? Finding.Invalid(
                "Athletes: the settings name no runner; add one with Name, Email and TimeZone, or run 'activitysync setup'."
            )
            : Finding.Ok(
                $"{settings.File ?? "environment"}: {settings.Athletes.Count} runner(s): {string.Join(", ", settings.Athletes.Select(athlete => athlete.Name))}."
            );
        foreach (var file in GetReadableByAll())
        {
            yield return Finding.Failed(
                $"{file}: holds secrets and everybody on this machine may read it; run 'chmod 600 {file}' (or 640 with the group of the user that runs activitysync)."
            );
        }
    }

    private IEnumerable<string> GetReadableByAll()
    {
        if (settings.File is { } file && HasSecrets() && FilePermissions.IsOpenToAll(file))
        {
            yield return file;
        }

        foreach (
            var secret in EnvironmentSettings
                .FindSecretFiles(Environment.GetEnvironmentVariables(), SourceDescriptors.SettingsParsers)
                .Where(File.Exists)
                .Where(FilePermissions.IsOpenToAll)
        )
        {
            yield return secret;
        }
    }

    private bool HasSecrets() =>
        SettingsFile
            .Read(new FileInfo(settings.File!), SourceDescriptors.SettingsParsers)
            .Effective.Any(setting =>
                setting.IsSecret
                && setting.Origin.StartsWith(Path.GetFileName(settings.File!), StringComparison.Ordinal)
            );
}
