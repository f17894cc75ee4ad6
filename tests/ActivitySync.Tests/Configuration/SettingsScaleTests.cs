using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Configuration;

/// <summary>
/// Reading the settings of four times as many athletes does about four times the work. The work is counted as bytes
/// that are allocated, which do not depend on the machine.
/// </summary>
public sealed class SettingsScaleTests
{
    private const int Few = 150;
    private const int Many = 4 * Few;

    /// <summary>Four for the athletes, and a little for tables that grow by doubling.</summary>
    private const double MaxRatio = 5.2;

    [Fact]
    public void The_work_grows_with_the_athletes_and_no_faster() => AssertLinear(index => "");

    [Fact]
    public void A_mistake_of_each_athlete_costs_only_itself() =>
        AssertLinear(
            index =>
                $"""
                    , "Emial": "x", "Digest": "Sunday", "Sources": {"{"} "Stava": true {"}"}, "Zo": 1, "Conditions": 1
                    """,
            errorsPerAthlete: 5
        );

    [Fact]
    public void Names_that_are_used_twice_cost_no_search() =>
        AssertLinear(index => "", errorsPerAthlete: 0.5, name: index => index / 2);

    [Fact]
    public void Values_of_the_page_are_shown_in_one_pass()
    {
        var few = MeasureShown(Few);
        var many = MeasureShown(Many);

        Assert.InRange((double)many / few, 0, MaxRatio);
    }

    [Fact]
    public void A_section_is_found_without_a_look_at_the_other_keys()
    {
        var reads = 0;
        var keys = new SortedKeys(CountReads(Enumerable.Range(0, 10_000).Select(index => $"Athletes:{index}:Name")));
        var afterSorting = reads;

        for (var index = 0; index < 10_000; index++)
        {
            Assert.Equal($"Athletes:{index}:Name", Assert.Single(keys.GetBelow($"Athletes:{index}")));
        }

        Assert.Equal(10_000, afterSorting);
        Assert.Equal(afterSorting, reads);

        IEnumerable<string> CountReads(IEnumerable<string> source)
        {
            foreach (var key in source)
            {
                reads++;
                yield return key;
            }
        }
    }

    [Theory]
    [InlineData(
        "Mail:Smtp:Host,Mail:SmtpX,mail:smtp:port,Mail:From,Mail:Smtp",
        "Mail:Smtp",
        "Mail:Smtp:Host,mail:smtp:port"
    )]
    [InlineData("Athletes:1:Name,Athletes:10:Name,Athletes:1:Email", "athletes:1", "Athletes:1:Email,Athletes:1:Name")]
    [InlineData("Mail:From", "Mail:From", "")]
    [InlineData("A:\u00e4,A:\u00c4:b,A:\ud83d\ude00", "a", "A:\u00c4:b,A:\u00e4,A:\ud83d\ude00")]
    public void The_keys_of_a_section_are_found(string keys, string section, string expected) =>
        Assert.Equal(
            expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.OrdinalIgnoreCase),
            new SortedKeys(keys.Split(',')).GetBelow(section).Order(StringComparer.OrdinalIgnoreCase)
        );

    private static void AssertLinear(Func<int, string> more, double errorsPerAthlete = 0, Func<int, int>? name = null)
    {
        _ = Measure(Few, more, errorsPerAthlete, name); // what is created once
        var few = Measure(Few, more, errorsPerAthlete, name);
        var many = Measure(Many, more, errorsPerAthlete, name);

        Assert.InRange((double)many / few, 0, MaxRatio);
    }

    private static long Measure(int athletes, Func<int, string> more, double errorsPerAthlete, Func<int, int>? name)
    {
        var json = Create(athletes, more, name ?? (index => index));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var errors = new List<SettingError>();
        var values = SettingsDocument.Read("x", json, errors);
        var read = SettingsFile.Parse("x", values, SourceDescriptors.SettingsParsers, errors);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(errorsPerAthlete * athletes, read.Errors.Count);
        Assert.Equal(athletes, read.Settings!.FileAthletes.Count);
        return allocated;
    }

    private static long MeasureShown(int athletes)
    {
        var errors = new List<SettingError>();
        var values = SettingsDocument.Read("x", Create(athletes, _ => "", index => index), errors);
        var read = SettingsFile.Parse("x", values, SourceDescriptors.SettingsParsers, errors);
        var units = Preference.Find("Units")!;
        var changed = read.Settings!.FileAthletes.Select(athlete => units.TryApply(athlete, "imperial", out _)!)
            .ToList();
        _ = read.Effective.WithPreferences(changed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var shown = read.Effective.WithPreferences(changed);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(
            athletes,
            shown.Count(setting =>
                setting is { Value: "imperial", Origin: "page" }
                && setting.Key.EndsWith(":Units", StringComparison.Ordinal)
            )
        );
        Assert.Equal(read.Effective.Count, shown.Count);
        return allocated;
    }

    private static byte[] Create(int athletes, Func<int, string> more, Func<int, int> name) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "Athletes": [
                {{string.Join(
                ",\n",
                Enumerable
                    .Range(0, athletes)
                    .Select(index =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $$"""
                            {
                              "Name": "athlete-{{name(index):0000}}",
                              "Email": "athlete{{index:0000}}@example.org",
                              "TimeZone": "Europe/Berlin"{{more(index)}}
                            }
                            """
                        )
                    )
            )}}
              ]
            }
            """
        );
}
