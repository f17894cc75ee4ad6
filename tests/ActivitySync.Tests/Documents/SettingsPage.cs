using System.Globalization;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Tests.Documents;

/// <summary>
/// Renders <c>docs/settings.md</c>: keys, defaults and expected values from the parsed settings, descriptions from the
/// comments of the sample.
/// </summary>
internal static class SettingsPage
{
    private const string Head = """
        # Settings

        ActivitySync reads one JSON file: the one given by `--config`, or `appsettings.json` in the working directory,
        or `/etc/activitysync/appsettings.json`. Only the first one found is read. Comments and trailing commas are
        allowed. A setting that is left out has its default. Restart the daemon after a change.

        `activitysync setup` asks and writes a short file; `activitysync config init` writes one with every setting.
        `activitysync config check` reports every error with its line. `activitysync config show` prints the effective
        settings and where they come from; secrets are hidden.

        The layers, each overriding the next: the environment, what an athlete changed on the page or with
        `activitysync preference` ([preferences](preferences.md)), the file, the default. `config show` names the layer
        of each value. Athletes may also be in the database, where `athlete` changes them ([many athletes](scale.md)).
        Both hold at once; everything else is read at start.

        Environment variables override the file: `Strava__ClientId`, `Athletes__0__Email`. A secret (marked below) may
        also come from another file, with `Mail__Smtp__Password_FILE=/run/secrets/mail`, or from a systemd credential
        named `Mail__Smtp__Password`.

        A relative path starts at the working directory, not at the folder of the settings. Use absolute paths if the
        daemon and your commands run in different folders. `setup` always writes absolute paths.

        """;

    private const string Foot = """

        ## Rules

        Any parameter of the rules by its name: `"Rules": {"AfterMarathonGentleDays": 4}`. `activitysync rules` lists
        them with units, defaults and sources. A value that would allow an unsafe day is refused, with the reason.

        """;

    public static string Render(string sample, IReadOnlyList<EffectiveSetting> settings)
    {
        var descriptions = ReadDescriptions(sample);
        var page = new StringBuilder(Head);
        var section = "";
        foreach (var setting in settings.Where(setting => !setting.Key.StartsWith("Rules:", StringComparison.Ordinal)))
        {
            var title = setting.Key[..setting.Key.IndexOf(':', StringComparison.Ordinal)];
            if (title != section)
            {
                var heading = title == "Athletes" ? "Athletes: one entry per athlete" : title;
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"\n## {heading}\n\n| setting | expected | default | |\n| --- | --- | --- | --- |\n"
                );
            }

            section = title;
            var key = setting.Key[(title.Length + 1)..].Replace("0:", "", StringComparison.Ordinal);
            var expected = setting.Expected + (setting.IsSecret ? " (secret)" : "");
            var description = descriptions.GetValueOrDefault(setting.Key);
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{key}` | {expected} | {FormatDefault(setting)} | {description} |\n"
            );
        }

        return page.Append(Foot).ToString();
    }

    private static string FormatDefault(EffectiveSetting setting) =>
        setting switch
        {
            { Origin: "default", Value: null } => "",
            { Origin: "default" } => $"`{setting.Value}`",
            _ => "required",
        };

    /// <summary>Reads the comments after the sample's settings, by key.</summary>
    private static Dictionary<string, string> ReadDescriptions(string sample)
    {
        var errors = new List<SettingError>();
        var lines = sample.Split('\n');
        return SettingsDocument
            .Read("x", Encoding.UTF8.GetBytes(sample), errors)
            .Select(value =>
                (value.Key, Line: lines[int.Parse(value.Origin.Split(':')[1], CultureInfo.InvariantCulture) - 1])
            )
            .Where(setting => setting.Line.Contains(" // ", StringComparison.Ordinal))
            .ToDictionary(
                setting => setting.Key,
                setting => setting.Line[(setting.Line.IndexOf(" // ", StringComparison.Ordinal) + 4)..].Trim()
            );
    }
}
