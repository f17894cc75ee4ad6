using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Logbook;

public sealed class EntryParserTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("2026-11-30", "2026-11-30")]
    [InlineData("TODAY", "2026-11-23")]
    [InlineData("yesterday", "2026-11-22")]
    [InlineData("30.11.2026", "2026-11-30")]
    [InlineData("1.9.2026", "2026-09-01")]
    [InlineData("11/30/2026", null)]
    [InlineData("31.11.2026", null)]
    [InlineData("1.1.0001", null)]
    [InlineData("Tomorrow", "2026-11-24")]
    [InlineData("übermorgen", "2026-11-25")]
    [InlineData(" heute ", "2026-11-23")]
    [InlineData("2026-02-29", null)]
    [InlineData("0001-01-01", null)]
    [InlineData("9999-12-31", null)]
    [InlineData("", null)]
    public void A_date_is_parsed(string typed, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            EntryParser.FindDate(typed, Today)
        );

    /// <summary>Today is a Monday, which its own name means both ways.</summary>
    [Theory]
    [InlineData("monday", "2026-11-23", "2026-11-23")]
    [InlineData("Tue", "2026-11-17", "2026-11-24")]
    [InlineData("sonntag", "2026-11-22", "2026-11-29")]
    [InlineData("so", "2026-11-22", "2026-11-29")]
    [InlineData("Mi", "2026-11-18", "2026-11-25")]
    public void A_weekday_is_the_last_or_the_next_one(string typed, string last, string next) =>
        Assert.Equal(
            (last, next),
            (
                EntryParser.FindDate(typed, Today)?.ToColumn(),
                EntryParser.FindDate(typed, Today, DateDirection.Future)?.ToColumn()
            )
        );

    [Theory]
    [InlineData("tomorow", "tomorrow")]
    [InlineData("wendesday", "wednesday")]
    [InlineData("soon", null)]
    [InlineData("2026-13-01", null)]
    public void A_similar_word_for_a_date_is_found(string typed, string? similar) =>
        Assert.Equal(similar, DateWords.FindSimilar(typed));

    [Theory]
    [InlineData("deep", MassageKind.DeepTissue)]
    [InlineData("Deep Tissue massage", MassageKind.DeepTissue)]
    [InlineData("thai", MassageKind.Other)]
    [InlineData("Sportmassage", MassageKind.Other)]
    [InlineData("sports_massage", MassageKind.Other)]
    [InlineData("gentle", MassageKind.Swedish)]
    [InlineData("reiki", null)]
    [InlineData("massage", null)]
    public void Another_word_for_a_massage_is_its_kind(string typed, object? kind) =>
        Assert.Equal(kind, EntryParser.TryParseChoice<MassageKind>(typed, out var found) ? found : null);

    [Theory]
    [InlineData("tempo", PlannedSessionKind.Hard)]
    [InlineData("long run", PlannedSessionKind.LongRun)]
    [InlineData("recovery", PlannedSessionKind.Easy)]
    [InlineData("off", PlannedSessionKind.Rest)]
    [InlineData("thai", null)]
    public void Another_word_for_a_session_is_its_kind(string typed, object? kind) =>
        Assert.Equal(kind, EntryParser.TryParseChoice<PlannedSessionKind>(typed, out var found) ? found : null);

    [Fact]
    public void No_word_has_two_meanings_in_a_list_and_each_stands_for_a_value() => Assert.All(ChoiceWords.All, list =>
        {
            var words = list.Rows.SelectMany(row => row.Words.Append(row.Value)).ToList();
            Assert.Equal(words.Distinct(StringComparer.Ordinal), words);
            Assert.All(list.Rows, row =>
                Assert.Contains(
                    row.Value.Replace("-", "", StringComparison.Ordinal),
                    Enum.GetNames(list.Type),
                    StringComparer.OrdinalIgnoreCase
                )
            );
        });

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("4.5", 4.5)]
    [InlineData("10", 10.0)]
    [InlineData("10.1", null)]
    [InlineData("-1", null)]
    [InlineData("NaN", null)]
    [InlineData("1e1", null)]
    [InlineData("4,5", 4.5)]
    [InlineData("4,5,6", null)]
    public void A_severity_is_parsed(string typed, double? expected) =>
        AssertParsed(expected, EntryField.Severity, () => EntryParser.ParseSeverity(typed));

    [Theory]
    [InlineData("42.195", 42_195.0)]
    [InlineData("10000", 10_000_000.0)]
    [InlineData("10001", null)]
    [InlineData("0", null)]
    [InlineData("Infinity", null)]
    public void A_distance_in_kilometers_is_parsed_to_meters(string typed, double? expected) =>
        AssertParsed(expected, EntryField.Distance, () => EntryParser.ParseKilometers(typed));

    [Fact]
    public void A_choice_ignores_case()
    {
        Assert.Equal(MassageKind.DeepTissue, EntryParser.ParseChoice<MassageKind>("Deep-Tissue"));
        Assert.Equal(Importance.A, EntryParser.ParseChoice<Importance>("a"));
        Assert.Equal(
            (EntryField.Importance, EntryProblem.Unreadable),
            GetProblem(() => EntryParser.ParseChoice<Importance>("z", EntryField.Importance))
        );
    }

    [Fact]
    public void A_text_is_trimmed_and_has_no_control_characters()
    {
        Assert.Equal("left?calf", EntryParser.ParseText("  left\u001bcalf\n", EntryField.Area));
        Assert.Equal(200, EntryParser.ParseText(new string('x', 200), EntryField.Area).Length);
        Assert.Equal(["chest-pain", "new-numbness"], EntryParser.ParseSigns("Chest pain, new_numbness,"));
    }

    [Theory]
    [InlineData("m12", EntryKind.Massage, 12)]
    [InlineData("t1", EntryKind.PlannedSession, 1)]
    [InlineData("s9223372036854775807", EntryKind.Slot, long.MaxValue)]
    public void An_id_is_parsed_and_formatted(string text, object kind, long number)
    {
        Assert.True(EntryId.TryParse(text, out var id));
        Assert.Equal(new EntryId((EntryKind)kind, number), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("12")]
    [InlineData("x12")]
    [InlineData("m-1")]
    [InlineData("m 1")]
    [InlineData("m9223372036854775808")]
    public void A_text_that_is_no_id_is_refused(string text) => Assert.False(EntryId.TryParse(text, out _));

    private static void AssertParsed(double? expected, EntryField field, Func<double> parse)
    {
        if (expected is { } value)
        {
            Assert.Equal(value, parse(), 6);
        }
        else
        {
            Assert.Equal((field, EntryProblem.Unreadable), GetProblem(() => parse()));
        }
    }

    private static (EntryField, EntryProblem) GetProblem(Action parse)
    {
        var invalid = Assert.Throws<InvalidEntryException>(parse);
        return (invalid.Field, invalid.Problem);
    }
}
