using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Deploy;

/// <summary>The settings in the compose files are settings that the program knows.</summary>
public sealed partial class ComposeFileTests
{
    /// <summary>What the files behind <c>…_FILE</c> may contain.</summary>
    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["Store__ConnectionString"] = "Host=db;Database=activitysync;Username=activitysync;Password=x",
        ["Store__Key"] = Convert.ToBase64String(new byte[32]),
    };

    [Fact]
    public void The_compose_file_is_all_that_the_program_needs()
    {
        var (settings, errors) = Parse(ReadVariables("compose.yaml"));

        Assert.Empty(errors);
        Assert.Equal("anna", Assert.Single(settings!.FileAthletes).Name);
        Assert.Equal("/data/mails", settings.Mail.PickupDirectory);
    }

    [Fact]
    public void The_commented_lines_of_the_compose_file_are_settings_too()
    {
        var variables = ReadVariables("compose.yaml", withComments: true);
        variables.Remove("Mail__PickupDirectory"); // "remove this line for a mail server"

        var (settings, errors) = Parse(variables);

        Assert.Empty(errors);
        Assert.NotNull(settings!.Mail.Smtp.Host);
        Assert.NotNull(settings.ActivitySync.PublicUrl);
    }

    [Fact]
    public void The_cluster_file_is_valid_without_an_athlete()
    {
        var (settings, errors) = Parse(ReadVariables("cluster.yaml"));

        Assert.Empty(errors);
        Assert.Empty(settings!.FileAthletes);
    }

    private static (AppSettings? Settings, List<SettingError> Errors) Parse(Dictionary<string, string> variables)
    {
        var errors = new List<SettingError>();
        var values = EnvironmentSettings.Read(variables, SourceDescriptors.SettingsParsers, errors);
        var result = SettingsFile.Parse(null, values, SourceDescriptors.SettingsParsers, errors);
        return (result.Settings, errors);
    }

    private static Dictionary<string, string> ReadVariables(string file, bool withComments = false) =>
        File.ReadLines(Path.Combine(TestPaths.RepositoryRoot, "deploy", "docker", file))
            .Select(line => Variable().Match(line))
            .Where(match => match.Success && (withComments || match.Groups["comment"].Length == 0))
            .Select(match => (Name: match.Groups["name"].Value, Value: match.Groups["value"].Value))
            .ToDictionary(
                variable => variable.Name.Replace("_FILE", "", StringComparison.Ordinal),
                variable =>
                    variable.Name.EndsWith("_FILE", StringComparison.Ordinal)
                        ? Secrets.GetValueOrDefault(variable.Name.Replace("_FILE", "", StringComparison.Ordinal), "x")
                        : variable.Value
            );

    [GeneratedRegex("""^ +(?<comment># )?(?<name>[A-Za-z]+(__[A-Za-z0-9]+)+(_FILE)?): "?(?<value>[^" ]+)"?( +#.*)?$""")]
    private static partial Regex Variable();
}
