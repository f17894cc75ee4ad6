using ActivitySync.Sync;
using CsCheck;

namespace ActivitySync.Tests.Sync;

public sealed class HashtagReaderTests
{
    [Theory]
    [InlineData("Morning Run", "")]
    [InlineData("#race", "race")]
    [InlineData("City 10k #Race-B!", "race B")]
    [InlineData("#RACE-A", "race A")]
    [InlineData("#race_c", "race C")]
    [InlineData("#long", "long-run")]
    [InlineData("#LongRun and #long-run", "long-run, long-run")]
    [InlineData("#hard then #easy", "hard, easy")]
    [InlineData("#massage", "massage other")]
    [InlineData("#massage-other", "massage other")]
    [InlineData("#massage-swedish.", "massage swedish")]
    [InlineData("(#massage-deep)", "massage deep-tissue")]
    [InlineData("#massage-deep-tissue", "massage deep-tissue")]
    [InlineData("#massage-active-release", "massage active-release")]
    [InlineData("#massage #massage-deep", "massage deep-tissue")]
    [InlineData("#massage #Massage", "massage other")]
    [InlineData("#feel-better", "feeling better")]
    [InlineData("Jog, #Felt_Same", "feeling same")]
    [InlineData("#felt-worse!", "feeling worse")]
    [InlineData("#feel-better no, #feel-worse", "feeling worse")]
    [InlineData("#pain", "pain '' 3")]
    [InlineData("#pain-5", "pain '' 5")]
    [InlineData("#pain-10", "pain '' 10")]
    [InlineData("#pain-calf", "pain 'calf' 3")]
    [InlineData("#pain-calves", "pain 'calf' 3")]
    [InlineData("#pain-calf-4", "pain 'calf' 4")]
    [InlineData("#pain-calf-l", "pain 'left calf' 3")]
    [InlineData("#pain-calf-l-4", "pain 'left calf' 4")]
    [InlineData("#pain-left-calf-4", "pain 'left calf' 4")]
    [InlineData("#pain-knee-right", "pain 'right knee' 3")]
    [InlineData("#pain-lower-back-2", "pain 'lower back' 2")]
    [InlineData("#pain-popliteus-r-4", "pain 'right popliteus' 4")]
    [InlineData("#pain-gone", "gone ''")]
    [InlineData("#pain-0", "gone ''")]
    [InlineData("#pain-calf-gone", "gone 'calf'")]
    [InlineData("#pain-calf-l-gone", "gone 'left calf'")]
    [InlineData("#pain-calf-0", "gone 'calf'")]
    [InlineData("#nomail", "nomail")]
    [InlineData("#no-mail", "nomail")]
    [InlineData("#race#long", "race, long-run")]
    [InlineData("Done!#race", "race")]
    public void A_title_says_what_its_hashtags_say(string title, string said) => Assert.Equal(said, Describe(title));

    [Theory]
    [InlineData("#sundayfunday")]
    [InlineData("#rain #pace #main #trace #nope #mail #lung-busting #no-filter #1")]
    [InlineData("#feel-good #feelgood #feel #felt #feels #fell #feel-the-burn #feet #fuel #better #same")]
    [InlineData("#running #jogger #hills #parkrun #hope #life #workout")]
    [InlineData("C#race and http://example.org/#race &#race; mail=#pain")]
    [InlineData("# race #- #--- ## #")]
    [InlineData("race, massage, pain")]
    public void Other_hashtags_are_none_of_our_business(string title)
    {
        Assert.Equal("", Describe(title));
        Assert.Empty(HashtagReader.Read(title).Suggestions);
    }

    [Theory]
    [InlineData("#massge", "massage")]
    [InlineData("#Massgae", "massage")]
    [InlineData("#massage-deap", "massage-deep")]
    [InlineData("#massge-swedish", "massage-swedish")]
    [InlineData("#massage-thai", "massage")]
    [InlineData("#pian", "pain")]
    [InlineData("#pain-claf", "pain-calf")]
    [InlineData("#pain-claf-l", "pain-calf-l")]
    [InlineData("#pain-cave", "pain")]
    [InlineData("#pain-free", "pain-gone")]
    [InlineData("#pain-is-temporary", "pain")]
    [InlineData("#pain-calf-11", "pain")]
    [InlineData("#pain-l", "pain")]
    [InlineData("#race-d", "race")]
    [InlineData("#races", "race")]
    [InlineData("#hards", "hard")]
    [InlineData("#feel-beter", "feel-better")]
    [InlineData("#FeelBetter", "feel-better")]
    [InlineData("#feel-wrose", "feel-worse")]
    [InlineData("#feels-same", "feel-same")]
    [InlineData("#felt-wrose", "felt-worse")]
    [InlineData("#PainGone", "pain-gone")]
    [InlineData("#nomial", "nomail")]
    [InlineData("#p\u0430in", "pain")] // with a Cyrillic letter
    public void What_looks_like_ours_says_nothing_and_is_asked_about(string title, string meant)
    {
        Assert.Equal("", Describe(title));
        Assert.Equal(meant, Assert.Single(HashtagReader.Read(title).Suggestions).Suggested);
    }

    [Theory]
    [InlineData("\uFF03\uFF52\uFF41\uFF43\uFF45", "race")] // full width
    [InlineData("#mas\u200Bsage\u202E", "massage other")] // hidden characters
    [InlineData("#pain\u2011calf\u2013l\u22124", "pain 'left calf' 4")] // other hyphens
    [InlineData("#massage\U0001F486#race", "massage other, race")]
    [InlineData("\uD83D#race\uD83D", "race")] // half characters
    [InlineData("\uFFFE#easy", "easy")]
    [InlineData("#\uFE0F\u20E3", "")] // the key on a telephone
    [InlineData("'); DROP TABLE labels; -- #hard", "hard")]
    public void Hostile_titles_are_read_like_any(string title, string said) => Assert.Equal(said, Describe(title));

    [Fact]
    public void A_title_without_end_says_no_more_than_any_other()
    {
        var title = string.Join(
            ' ',
            Enumerable
                .Range(0, 100_000)
                .Select(number =>
                    $"#pain-{(char)('a' + (number % 26))}{(char)('a' + (number / 26 % 26))}-{number % 11}"
                )
        );

        var reading = HashtagReader.Read(title + new string('#', 1_000_000));

        Assert.InRange(reading.Pains.Count + reading.ResolvedPainAreas.Count + reading.Suggestions.Count, 1, 20);
    }

    [Fact]
    public void Any_title_is_read() =>
        Gen.Select(Gen.String, Gen.Int[0, HashtagVocabulary.All.Count - 1], Gen.String)
            .Sample(
                (before, tag, after) =>
                    HashtagReader
                        .Read($"{before}#{HashtagVocabulary.All[tag].Tag}{after}")
                        .Suggestions.All(doubt => doubt.Suggested.Length > 0)
            );

    /// <summary>What a title says, in a line.</summary>
    private static string Describe(string title)
    {
        var reading = HashtagReader.Read(title);
        return string.Join(
            ", ",
            reading
                .Massages.Select(kind => $"massage {ActivitySync.Data.EnumText.Format(kind)}")
                .Concat(
                    reading.Labels.Select(label =>
                        $"{ActivitySync.Data.EnumText.Format(label.Word)} {label.Importance}".Trim()
                    )
                )
                .Concat(
                    reading.Feeling is { } feeling
                        ? [$"feeling {ActivitySync.Data.EnumText.Format(feeling)}"]
                        : Array.Empty<string>()
                )
                .Concat(reading.Pains.Select(pain => $"pain '{pain.Area}' {pain.Severity}"))
                .Concat(reading.ResolvedPainAreas.Select(area => $"gone '{area}'"))
                .Concat(reading.IsNoMail ? ["nomail"] : Array.Empty<string>())
        );
    }
}
