using System.Collections;
using System.Text.Json;

namespace ActivitySync.Configuration;

/// <summary>Reads settings from environment variables and systemd credentials; they override the file.</summary>
internal static class EnvironmentSettings
{
    private const string Separator = "__";
    private const string FileSuffix = "_FILE";

    private static readonly string[] Sections =
    [
        "ActivitySync",
        "Store",
        "Backup",
        "Athletes",
        "Strava",
        "Garmin",
        "Mail",
        "Rules",
    ];

    /// <summary>Reads the values in ascending priority: credentials, files named by <c>…_FILE</c> variables, variables
    /// that begin with a section.</summary>
    public static IReadOnlyList<SettingValue> Read(IDictionary variables, List<SettingError> errors)
    {
        var named = variables
            .Keys.OfType<string>()
            .Where(name =>
                Sections.Any(section => name.StartsWith(section + Separator, StringComparison.OrdinalIgnoreCase))
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        var plain = named
            .Where(name => !name.EndsWith(FileSuffix, StringComparison.Ordinal))
            .Select(name => new SettingValue(
                GetKey(name),
                (string?)variables[name],
                JsonValueKind.Undefined,
                $"environment {name}"
            ));
        var files = named
            .Where(name => name.EndsWith(FileSuffix, StringComparison.Ordinal))
            .Select(name =>
                ReadFile(GetKey(name[..^FileSuffix.Length]), (string)variables[name]!, $"environment {name}", errors)
            )
            .OfType<SettingValue>()
            .ToList();
        foreach (
            var duplicate in files.Where(file =>
                named.Contains(file.Key.Replace(":", Separator, StringComparison.Ordinal))
            )
        )
        {
            errors.Add(
                new SettingError(
                    duplicate.Origin,
                    duplicate.Key,
                    "is set both directly and by its _FILE variable; remove one."
                )
            );
        }

        return [.. ReadCredentials(variables, errors), .. files, .. plain];
    }

    /// <summary>Finds the files named by variables of the form <c>…_FILE</c>.</summary>
    public static IEnumerable<string> FindSecretFiles(IDictionary variables) =>
        variables
            .Keys.OfType<string>()
            .Where(name =>
                name.EndsWith(FileSuffix, StringComparison.Ordinal)
                && Sections.Any(section => name.StartsWith(section + Separator, StringComparison.OrdinalIgnoreCase))
            )
            .Select(name => (string)variables[name]!);

    private static List<SettingValue> ReadCredentials(IDictionary variables, List<SettingError> errors)
    {
        if (variables["CREDENTIALS_DIRECTORY"] is not string directory || !Directory.Exists(directory))
        {
            return [];
        }

        return Directory
            .EnumerateFiles(directory)
            .Where(file =>
                Sections.Any(section =>
                    Path.GetFileName(file).StartsWith(section + Separator, StringComparison.OrdinalIgnoreCase)
                )
            )
            .Order(StringComparer.Ordinal)
            .Select(file =>
                ReadFile(GetKey(Path.GetFileName(file)), file, $"credential {Path.GetFileName(file)}", errors)
            )
            .OfType<SettingValue>()
            .ToList();
    }

    private static SettingValue? ReadFile(string key, string file, string origin, List<SettingError> errors)
    {
        try
        {
            return new SettingValue(key, File.ReadAllText(file).TrimEnd('\r', '\n'), JsonValueKind.Undefined, origin);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add(
                new SettingError(origin, key, $"the file {file} cannot be read. Check its path and permissions.")
            );
            return null;
        }
    }

    private static string GetKey(string name) => name.Replace(Separator, ":", StringComparison.Ordinal);
}
