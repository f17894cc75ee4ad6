using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance.Checks;

/// <summary>
/// Checks the athletes of settings file and database, and who can read the files with secrets. The settings themselves
/// were validated before any command runs.
/// </summary>
internal sealed class SettingsCheck(AppSettings settings, AthleteRoster roster) : ICheck
{
    public string Name => "settings";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        var stored = GetStoredEntries();
        var names = string.Join(", ", settings.FileAthletes.Select(athlete => athlete.Name));
        if (settings.FileAthletes.Count + stored.Count == 0)
        {
            yield return Finding.Invalid(
                "Athletes: none are set. Run 'activitysync setup', or add one with Name, Email and TimeZone."
            );
        }

        if (settings.FileAthletes.Count > 0)
        {
            yield return Finding.Ok(
                $"{settings.File ?? "environment"}: {settings.FileAthletes.Count} athlete(s): {names}."
            );
        }

        if (stored.Count > 0)
        {
            yield return Finding.Ok($"database: {stored.Count} athlete(s).");
        }

        foreach (var entry in stored.Where(entry => entry.Problem is not null))
        {
            yield return Finding.Failed(
                $"{entry.Name}: the stored settings cannot be read ({entry.Problem}). "
                    + "Run 'activitysync athlete import' with the athlete's settings to replace them."
            );
        }

        foreach (var error in FindRosterErrors(stored))
        {
            yield return Finding.Invalid(error);
        }

        if (settings.Mail.Operator is null && settings.FileAthletes.Count == 0 && stored.Count > 0)
        {
            yield return Finding.Invalid(
                "Mail:Operator: is missing, and all athletes are in the database. Set the address that gets alerts."
            );
        }

        foreach (var file in GetReadableByAll())
        {
            yield return Finding.Failed(
                $"{file}: contains secrets and every user of this machine may read it. Run 'chmod 600 {file}' (or 640 "
                    + "with the group of the user that runs activitysync)."
            );
        }
    }

    private IReadOnlyList<RosterEntry> GetStoredEntries()
    {
        try
        {
            return [.. roster.GetEntries().Where(entry => entry.Layer == SettingLayer.Database)];
        }
        catch (OperationException)
        {
            return []; // the check of the database reports it
        }
    }

    private List<string> FindRosterErrors(IReadOnlyList<RosterEntry> stored)
    {
        var errors = roster.FindUnknownAdmins().ToList();
        if (settings.File is { } file && stored.Count > 0)
        {
            var used = stored.SelectMany(entry => entry.Athlete?.Sources.Enabled ?? []).ToHashSet();
            errors.AddRange(
                SettingsFile
                    .Read(new FileInfo(file), SourceDescriptors.SettingsParsers, used)
                    .Errors.Select(error => error.ToString())
            );
        }

        return errors;
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
