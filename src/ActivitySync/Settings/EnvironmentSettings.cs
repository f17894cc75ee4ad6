using System.Collections;
using System.Text.Json;

namespace ActivitySync.Settings;

/// <summary>What the environment and systemd's credentials say over the file.</summary>
internal static class EnvironmentSettings
{
    private const string Separator = "__";
    private const string FileSuffix = "_FILE";

    private static readonly string[] Sections = ["ActivitySync", "Store", "Backup", "Athletes", "Strava", "Garmin", "Mail", "Rules"];

    /// <summary>Reads variables that begin with a section, then <c>…_FILE</c> ones; credentials come first, so the environment wins.</summary>
    public static IReadOnlyList<SettingValue> Read(IDictionary variables, List<SettingMistake> mistakes)
    {
        var named = variables.Keys.OfType<string>()
            .Where(name => Sections.Any(section => name.StartsWith(section + Separator, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .ToList();
        var plain = named
            .Where(name => !name.EndsWith(FileSuffix, StringComparison.Ordinal))
            .Select(name => new SettingValue(KeyOf(name), (string?)variables[name], JsonValueKind.Undefined, $"environment {name}"));
        var files = named
            .Where(name => name.EndsWith(FileSuffix, StringComparison.Ordinal))
            .Select(name => FromFile(KeyOf(name[..^FileSuffix.Length]), (string)variables[name]!, $"environment {name}", mistakes))
            .OfType<SettingValue>()
            .ToList();
        foreach (var twice in files.Where(file => named.Contains(file.Key.Replace(":", Separator, StringComparison.Ordinal))))
        {
            mistakes.Add(new SettingMistake(twice.Origin, twice.Key, "is set both by itself and by its _FILE; keep one."));
        }

        return [.. Credentials(variables, mistakes), .. files, .. plain];
    }

    /// <summary>The files that variables of the form <c>…_FILE</c> name.</summary>
    public static IEnumerable<string> SecretFiles(IDictionary variables) => variables.Keys.OfType<string>()
        .Where(name => name.EndsWith(FileSuffix, StringComparison.Ordinal) && Sections.Any(section => name.StartsWith(section + Separator, StringComparison.OrdinalIgnoreCase)))
        .Select(name => (string)variables[name]!);

    private static List<SettingValue> Credentials(IDictionary variables, List<SettingMistake> mistakes)
    {
        if (variables["CREDENTIALS_DIRECTORY"] is not string directory || !Directory.Exists(directory)) return [];
        return Directory.EnumerateFiles(directory)
            .Where(file => Sections.Any(section => Path.GetFileName(file).StartsWith(section + Separator, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .Select(file => FromFile(KeyOf(Path.GetFileName(file)), file, $"credential {Path.GetFileName(file)}", mistakes))
            .OfType<SettingValue>()
            .ToList();
    }

    private static SettingValue? FromFile(string key, string file, string origin, List<SettingMistake> mistakes)
    {
        try
        {
            return new SettingValue(key, File.ReadAllText(file).TrimEnd('\r', '\n'), JsonValueKind.Undefined, origin);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException)
        {
            mistakes.Add(new SettingMistake(origin, key, $"the file {file} cannot be read; check its path and rights."));
            return null;
        }
    }

    private static string KeyOf(string name) => name.Replace(Separator, ":", StringComparison.Ordinal);
}
