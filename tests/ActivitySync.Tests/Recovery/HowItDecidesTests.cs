using System.Globalization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery;

/// <summary>The tables of docs/how-it-decides.md are generated from the code.</summary>
/// <remarks><c>ACTIVITYSYNC_ACCEPT_GOLDEN=1</c> rewrites them.</remarks>
public sealed class HowItDecidesTests
{
    private static string DocumentPath { get; } =
        Path.Combine(ActivitySync.Tests.TestPaths.RepositoryRoot, "docs", "how-it-decides.md");

    [Fact]
    public void The_tables_are_those_of_the_code()
    {
        var written = System.IO.File.ReadAllText(DocumentPath);
        var fresh = ReplaceSection(
            ReplaceSection(ReplaceSection(written, "rules", Rules()), "parameters", Parameters()),
            "words",
            Words()
        );
        if (Environment.GetEnvironmentVariable("ACTIVITYSYNC_ACCEPT_GOLDEN") == "1")
        {
            System.IO.File.WriteAllText(DocumentPath, fresh);
            return;
        }

        Assert.True(
            written == fresh,
            $"{DocumentPath} is older than the code. Run this test with ACTIVITYSYNC_ACCEPT_GOLDEN=1 to update it."
        );
    }

    private static string ReplaceSection(string text, string name, IEnumerable<string> lines)
    {
        var (start, end) = ($"<!-- {name} -->\n", $"<!-- end of {name} -->");
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= start.Length && to >= from, $"The markers of {name} are missing.");
        return $"{text[..from]}{string.Concat(lines.Select(line => line + "\n"))}{text[to..]}";
    }

    private static IEnumerable<string> Rules() =>
        [
            "| rule | what it says | source | evidence | what is left of it |",
            "| --- | --- | --- | --- | --- |",
            .. RecoveryRules.Statements.Select(rule =>
                Row(
                    rule.Id,
                    rule.Text,
                    rule.Source.ToString().ToLowerInvariant(),
                    rule.Evidence.ToString(),
                    rule.Verdict
                )
            ),
        ];

    private static IEnumerable<string> Parameters() =>
        [
            "| name | default | unit | source | a setting may give |",
            "| --- | --- | --- | --- | --- |",
            .. RecoveryRules.Parameters.Select(parameter =>
                Row(
                    $"`{parameter.Name}`",
                    Text(parameter.Default),
                    parameter.Unit,
                    parameter.Source,
                    $"{Text(parameter.Min)} to {Text(parameter.Max)}"
                )
            ),
        ];

    private static IEnumerable<string> Words() =>
        [
            "| they say | words |",
            "| --- | --- |",
            Row("long run", TitleVocabulary.Long),
            Row("race", TitleVocabulary.RaceEvent),
            Row("half marathon, near its distance", TitleVocabulary.HalfMarathon),
            Row("marathon, near its distance", TitleVocabulary.Marathon),
            Row("hard", TitleVocabulary.Hard),
            Row("gentle", TitleVocabulary.Gentle),
            Row("warm-up, recovery, commute", TitleVocabulary.WarmUp),
            Row("training for a race, or helping at one", TitleVocabulary.Training),
            Row("negators", TitleVocabulary.Negators),
            Row("before a race word: not the race itself", TitleVocabulary.AroundRace),
            Row("endings of titles that a device writes", TitleVocabulary.DeviceDefaultEndings),
        ];

    private static string Row(string meaning, string[] words) => Row(meaning, string.Join(", ", words));

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
