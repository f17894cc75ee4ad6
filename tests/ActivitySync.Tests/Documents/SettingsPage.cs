using System.Globalization;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Tests.Documents;

/// <summary>
/// <c>docs/settings.md</c> as it has to be: keys, defaults and what each takes from the settings as they are parsed, what each is for from
/// the comments of the sample.
/// </summary>
internal static class SettingsPage
{
    private const string Head = """
        # Settings

        One JSON file: the one named by `--config`, else `appsettings.json` in the working directory, else
        `/etc/activitysync/appsettings.json`; the first found counts, alone. Comments and trailing commas are welcome.
        `activitysync config init` writes one with everything in it, `activitysync setup` asks and writes a short one,
        `activitysync config check` tells every mistake with its line, and `activitysync config show` what is in force
        and where it comes from, secrets hidden. A change counts from the next start on.

        The environment wins over the file: `Strava__ClientId`, `Athletes__0__Email`. Secrets (marked below) need not
        stand in the file: `Mail__Smtp__Password_FILE=/run/secrets/mail` names a file that holds one, and a systemd
        credential may be named `Mail__Smtp__Password`. A setting that is left out has its default.

        A path that does not begin with `/` counts from the folder the program is started in, not from the one the settings
        are in: where that may differ, as for the daemon of a service and a verb that you type, write whole paths (`setup` does).

        """;

    private const string Foot = """

        ## Rules

        Any number of the rules by its name, as `activitysync rules` lists them with their units, defaults and sources:
        `"Rules": {"AfterMarathonGentleDays": 4}`. A value that would open an unsafe day is refused, with the reason.

        """;

    public static string Render(string sample, IReadOnlyList<EffectiveSetting> inForce)
    {
        var purposes = Purposes(sample);
        var page = new StringBuilder(Head);
        var section = "";
        foreach (var setting in inForce.Where(setting => !setting.Key.StartsWith("Rules:", StringComparison.Ordinal)))
        {
            var title = setting.Key[..setting.Key.IndexOf(':', StringComparison.Ordinal)];
            if (title != section)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"\n## {(title == "Athletes" ? "Athletes: one entry a runner" : title)}\n\n| setting | takes | default | |\n| --- | --- | --- | --- |\n"
                );
            }

            section = title;
            var takes = setting.Expected + (setting.IsSecret ? " (secret)" : "");
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{setting.Key[(title.Length + 1)..].Replace("0:", "", StringComparison.Ordinal)}` | {takes} | {Default(setting)} | {purposes.GetValueOrDefault(setting.Key)} |\n"
            );
        }

        return page.Append(Foot).ToString();
    }

    private static string Default(EffectiveSetting setting) =>
        setting switch
        {
            { Origin: "default", Value: null } => "",
            { Origin: "default" } => $"`{setting.Value}`",
            _ => "must be set",
        };

    /// <summary>The comments behind the sample's settings, by key.</summary>
    private static Dictionary<string, string> Purposes(string sample)
    {
        var mistakes = new List<SettingError>();
        var lines = sample.Split('\n');
        return SettingsDocument
            .Read("x", Encoding.UTF8.GetBytes(sample), mistakes)
            .Select(value =>
                (value.Key, Line: lines[int.Parse(value.Origin.Split(':')[1], CultureInfo.InvariantCulture) - 1])
            )
            .Where(one => one.Line.Contains(" // ", StringComparison.Ordinal))
            .ToDictionary(
                one => one.Key,
                one => one.Line[(one.Line.IndexOf(" // ", StringComparison.Ordinal) + 4)..].Trim()
            );
    }
}
