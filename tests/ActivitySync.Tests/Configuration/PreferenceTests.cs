using System.Collections;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Configuration;

public sealed class PreferenceTests
{
    private static readonly AthleteSettings Anna = new()
    {
        Name = "anna",
        Email = "anna@example.org",
        TimeZone = TimeZoneInfo.Utc,
    };

    [Theory]
    [InlineData("Language", "de", "en")]
    [InlineData("Units", "imperial", "metric")]
    [InlineData("Budget", "none", "regular")]
    [InlineData("Rhythm", "monthly", "auto")]
    [InlineData("EarlyGentle", "true", "false")]
    [InlineData("Conditions", "anticoagulants\npregnancy", "")]
    [InlineData("Digest:Day", "Saturday", "Sunday")]
    [InlineData("Digest:Time", "08:00", "19:00")]
    [InlineData("Digest:QuietWeeks", "skip", "short")]
    [InlineData("RaceMails", "false", "true")]
    public void A_value_is_applied_and_formatted_like_it_was_written(string key, string text, string defaultText)
    {
        var preference = Preference.Find(key)!;

        var changed = preference.TryApply(Anna, text, out var error)!;

        Assert.Null(error);
        Assert.Equal((defaultText, text), (preference.Format(Anna), preference.Format(changed)));
        Assert.Equal((SettingLayer.Default, SettingLayer.Page), (Layer(Anna), Layer(changed)));
        Assert.All(Preference.All.Where(other => other != preference), other =>
            Assert.Equal(other.Format(Anna), other.Format(changed))
        );
        Assert.All(preference.Choices, choice => Assert.NotNull(preference.TryApply(changed, choice, out _)));

        SettingLayer Layer(AthleteSettings athlete) => athlete.GetOrigin(preference).Layer;
    }

    [Fact]
    public void Every_preference_is_tested_above() => Assert.Equal(10, Preference.All.Count);

    [Theory]
    [InlineData("budget", " REGULAR ", "regular")]
    [InlineData("DIGEST:DAY", "saturday", "Saturday")]
    [InlineData("Digest:Time", "8:05", "08:05")]
    [InlineData("Conditions", "\r\n pregnancy \n\n", "pregnancy")]
    [InlineData("Conditions", "", "")]
    public void Case_and_blanks_do_not_matter(string key, string text, string formatted)
    {
        var preference = Preference.Find(key)!;

        var changed = preference.TryApply(Anna with { Budget = Budget.None }, text, out _)!;

        Assert.Equal(formatted, preference.Format(changed));
    }

    [Theory]
    [InlineData("Budget", "often")]
    [InlineData("Budget", "")]
    [InlineData("EarlyGentle", "yes")]
    [InlineData("RaceMails", "")]
    [InlineData("Digest:Day", "Caturday")]
    [InlineData("Digest:Time", "24:00")]
    [InlineData("Digest:Time", "19")]
    [InlineData("Language", "xx")]
    public void An_invalid_value_has_the_error_of_the_settings_file(string key, string text)
    {
        var inFile = key.Split(':') is [var section, var name]
            ? $"\"{section}\": {{\"{name}\": \"{text}\"}}"
            : $"\"{key}\": \"{text}\"";
        var fileErrors = Read(inFile, []).Errors;

        Assert.Null(Preference.Find(key)!.TryApply(Anna, text, out var error));

        Assert.StartsWith($"{key}: \"{text}\" is invalid; expected ", error, StringComparison.Ordinal);
        var isFlag = key is "EarlyGentle" or "RaceMails"; // in JSON, "yes" is of another type
        Assert.Contains(isFlag ? key : error!, fileErrors, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_bounded_and_errors_contain_no_condition()
    {
        var conditions = Preference.Find("Conditions")!;
        foreach (
            var text in new[]
            {
                new string('x', 201),
                new string('x', 100_000),
                string.Join('\n', Enumerable.Repeat("sesame", 21)),
                "sesame\u0000",
                "fine\nses\u001bame",
            }
        )
        {
            Assert.Null(conditions.TryApply(Anna, text, out var error));
            Assert.StartsWith("Conditions: ", error, StringComparison.Ordinal);
            Assert.DoesNotContain("ame", error, StringComparison.Ordinal);
            Assert.InRange(error!.Length, 1, 120);
        }

        Assert.Null(Preference.Find("Budget")!.TryApply(Anna, new string('x', 201), out var tooLong));
        Assert.Equal("Budget: is too long. Use fewer characters.", tooLong);
        Assert.Null(Preference.Find("Budget")!.TryApply(Anna, "a\u001b[2Jb\nc", out var control));
        Assert.DoesNotContain(control!, char.IsControl);
    }

    [Fact]
    public void The_layer_of_each_setting_is_known()
    {
        var read = Read(
            """ "Budget": "none", "Digest": {"Day": "Monday", "Time": "07:00"}, "Conditions": ["a"] """,
            new Hashtable { ["Athletes__0__Digest__Day"] = "friday", ["Athletes__0__Conditions__1"] = "b" }
        );

        var origins = Preference.All.ToDictionary(
            preference => preference.Key,
            preference => read.Settings!.FileAthletes[0].GetOrigin(preference)
        );

        Assert.Equal("", read.Errors);
        Assert.Equal(new SettingOrigin(SettingLayer.File, "x:1"), origins["Budget"]);
        Assert.Equal(new SettingOrigin(SettingLayer.File, "x:1"), origins["Digest:Time"]);
        Assert.Equal(
            new SettingOrigin(SettingLayer.Environment, "environment Athletes__0__Digest__Day"),
            origins["Digest:Day"]
        );
        Assert.Equal(SettingLayer.Environment, origins["Conditions"].Layer);
        Assert.Equal(SettingOrigin.Default, origins["Units"]);
    }

    private static (AppSettings? Settings, string Errors) Read(string preferences, Hashtable environment)
    {
        var errors = new List<SettingError>();
        var json =
            "{\"Athletes\": [{\"Name\": \"anna\", \"Email\": \"a@example.org\", \"TimeZone\": \"UTC\", "
            + $"{preferences}}}]}}";
        var values = SettingsDocument.Read("x", Encoding.UTF8.GetBytes(json), errors);
        var read = SettingsFile.Parse(
            "x",
            [.. values, .. EnvironmentSettings.Read(environment, SourceDescriptors.SettingsParsers, errors)],
            SourceDescriptors.SettingsParsers,
            errors
        );
        return (read.Settings, string.Join('\n', errors));
    }
}
