using System.Globalization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery;

/// <summary>The tables of docs/how-it-decides.md are those of the code. <c>ACTIVITYSYNC_ACCEPT_GOLDEN=1</c> rewrites them.</summary>
public sealed class HowItDecidesTests
{
    private static string File { get; } = Path.Combine(ActivitySync.Tests.SharedFolder.RepositoryRoot, "docs", "how-it-decides.md");

    [Fact]
    public void The_tables_are_those_of_the_code()
    {
        var written = System.IO.File.ReadAllText(File);
        var fresh = Filled(Filled(Filled(written, "rules", Rules()), "parameters", Parameters()), "words", Words());
        if (Environment.GetEnvironmentVariable("ACTIVITYSYNC_ACCEPT_GOLDEN") == "1")
        {
            System.IO.File.WriteAllText(File, fresh);
            return;
        }

        Assert.True(written == fresh, $"{File} is older than the code; ACTIVITYSYNC_ACCEPT_GOLDEN=1 in the environment of this test writes it anew.");
    }

    private static string Filled(string text, string name, IEnumerable<string> lines)
    {
        var (start, end) = ($"<!-- {name} -->\n", $"<!-- end of {name} -->");
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= start.Length && to >= from, $"The markers of {name} are gone.");
        return $"{text[..from]}{string.Concat(lines.Select(line => line + "\n"))}{text[to..]}";
    }

    private static IEnumerable<string> Rules() =>
    [
        "| rule | what it says | source | evidence | what is left of it |",
        "| --- | --- | --- | --- | --- |",
        .. RuleBook.All.Select(rule => Row(rule.Id, rule.Text, rule.Source.ToString().ToLowerInvariant(), rule.Evidence.ToString(), rule.Verdict)),
    ];

    private static IEnumerable<string> Parameters() =>
    [
        "| name | default | unit | source | a setting may give |",
        "| --- | --- | --- | --- | --- |",
        .. RuleParameter.All.Select(parameter => Row(
            $"`{parameter.Name}`",
            Text(parameter.Default),
            parameter.Unit,
            parameter.Source,
            $"{Text(parameter.Least)} to {Text(parameter.Most)}")),
    ];

    private static IEnumerable<string> Words() =>
    [
        "| they say | words |",
        "| --- | --- |",
        Row("long run", TitleWords.Long),
        Row("race", TitleWords.RaceEvent),
        Row("half marathon, near its distance", TitleWords.HalfMarathon),
        Row("marathon, near its distance", TitleWords.Marathon),
        Row("hard", TitleWords.Hard),
        Row("gentle", TitleWords.Gentle),
        Row("warm-up, recovery, commute", TitleWords.Warm),
        Row("training for a race, or helping at one", TitleWords.Training),
        Row("negators", TitleWords.Negators),
        Row("before a race word: not the race itself", TitleWords.AroundRace),
        Row("endings of titles that a device writes", TitleWords.DeviceDefaultEndings),
    ];

    private static string Row(string meaning, string[] words) => Row(meaning, string.Join(", ", words));

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
