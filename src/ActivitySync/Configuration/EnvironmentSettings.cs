using System.Collections;
using System.Text.Json;
using ActivitySync.FileSystem;

namespace ActivitySync.Configuration;

/// <summary>Reads settings from environment variables and systemd credentials; they override the file.</summary>
internal static class EnvironmentSettings
{
    private const string Separator = "__";
    private const string FileSuffix = "_FILE";

    /// <summary>Stands for bytes that are not UTF-8; a login with it would only fail later.</summary>
    private const char Undecodable = '\uFFFD';

    /// <summary>Far above the length of any secret.</summary>
    public const int MaxSecretBytes = 64_000;

    private static readonly string[] GeneralSections =
    [
        "ActivitySync",
        "Page",
        "Notify",
        "Store",
        "Backup",
        "Athletes",
        "Mail",
        "Rules",
    ];

    /// <summary>Reads the values in ascending priority: credentials, files named by <c>…_FILE</c> variables, variables
    /// that begin with a section.</summary>
    public static IReadOnlyList<SettingValue> Read(
        IDictionary variables,
        IReadOnlyList<SourceSettingsParser> sources,
        List<SettingError> errors
    )
    {
        var named = variables
            .Keys.OfType<string>()
            .Where(name => IsSetting(name, sources))
            .Order(StringComparer.Ordinal)
            .ToList();
        var plain = named
            .Where(name => !name.EndsWith(FileSuffix, StringComparison.Ordinal))
            .Select(name => new SettingValue(
                GetKey(name),
                (string?)variables[name],
                JsonValueKind.Undefined,
                $"environment {name}"
            )
            {
                Layer = SettingLayer.Environment,
            });
        var files = named
            .Where(name => name.EndsWith(FileSuffix, StringComparison.Ordinal))
            .Select(name =>
                ReadFile(GetKey(name[..^FileSuffix.Length]), (string)variables[name]!, $"environment {name}", errors)
            )
            .OfType<SettingValue>()
            .ToList();
        var names = named.ToHashSet(StringComparer.Ordinal);
        foreach (
            var duplicate in files.Where(file =>
                names.Contains(file.Key.Replace(":", Separator, StringComparison.Ordinal))
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

        return [.. ReadCredentials(variables, sources, errors), .. files, .. plain];
    }

    /// <summary>Finds the files named by variables of the form <c>…_FILE</c>.</summary>
    public static IEnumerable<string> FindSecretFiles(
        IDictionary variables,
        IReadOnlyList<SourceSettingsParser> sources
    ) =>
        variables
            .Keys.OfType<string>()
            .Where(name => name.EndsWith(FileSuffix, StringComparison.Ordinal) && IsSetting(name, sources))
            .Select(name => (string)variables[name]!);

    private static List<SettingValue> ReadCredentials(
        IDictionary variables,
        IReadOnlyList<SourceSettingsParser> sources,
        List<SettingError> errors
    )
    {
        if (variables["CREDENTIALS_DIRECTORY"] is not string directory || !Directory.Exists(directory))
        {
            return [];
        }

        return Directory
            .EnumerateFiles(directory)
            .Where(file => IsSetting(Path.GetFileName(file), sources))
            .Order(StringComparer.Ordinal)
            .Select(file =>
                ReadFile(GetKey(Path.GetFileName(file)), file, $"credential {Path.GetFileName(file)}", errors)
            )
            .OfType<SettingValue>()
            .ToList();
    }

    private static SettingValue? ReadFile(string key, string file, string origin, List<SettingError> errors)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            errors.Add(new SettingError(origin, key, "names no file. Set it to the path of a file, or remove it."));
            return null;
        }

        try
        {
            var text = RegularFile.ReadAllText(file, MaxSecretBytes).TrimEnd('\r', '\n');
            if (text.Contains(Undecodable, StringComparison.Ordinal))
            {
                errors.Add(new SettingError(origin, key, $"the file {file} is not UTF-8 text. Save it as UTF-8."));
                return null;
            }

            return new SettingValue(key, text, JsonValueKind.Undefined, origin) { Layer = SettingLayer.Environment };
        }
        catch (UnsuitableFileException exception)
        {
            errors.Add(new SettingError(origin, key, $"{file} {exception.Problem}. Use a file with the value."));
            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException
                && !ErrorText.IsOutOfHandles(exception)
            )
        {
            errors.Add(
                new SettingError(origin, key, $"the file {file} cannot be read. Check its path and permissions.")
            );
            return null;
        }
    }

    private static bool IsSetting(string name, IReadOnlyList<SourceSettingsParser> sources) =>
        GeneralSections
            .Concat(sources.Select(source => source.SectionName))
            .Any(section => name.StartsWith(section + Separator, StringComparison.OrdinalIgnoreCase));

    private static string GetKey(string name) => name.Replace(Separator, ":", StringComparison.Ordinal);
}
