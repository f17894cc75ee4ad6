using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance.Checks;

/// <summary>
/// Checks who can read the files with secrets. The settings themselves were validated before any command runs.
/// </summary>
internal sealed class SettingsCheck(AppSettings settings) : ICheck
{
    public string Name => "settings";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        var names = string.Join(", ", settings.FileAthletes.Select(athlete => athlete.Name));
        yield return settings.FileAthletes.Count == 0
            ? Finding.Invalid(
                "Athletes: none are set. Run 'activitysync setup', or add one with Name, Email and TimeZone."
            )
            : Finding.Ok($"{settings.File ?? "environment"}: {settings.FileAthletes.Count} athlete(s): {names}.");
        foreach (var file in GetReadableByAll())
        {
            yield return Finding.Failed(
                $"{file}: contains secrets and every user of this machine may read it. Run 'chmod 600 {file}' (or 640 "
                    + "with the group of the user that runs activitysync)."
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
