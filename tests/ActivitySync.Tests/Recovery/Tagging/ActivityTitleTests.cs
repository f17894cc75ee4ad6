using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class ActivityTitleTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  Morning   Run! ", "morning run")]
    [InlineData("Straße ŁÓDŹ Øresund Ærø Đà Nẵng", "strasse lodz oresund aero da nang")]
    [InlineData("6×800 m", "6x800 m")]
    [InlineData("21,1 km / 13.1 mi.", "21.1 km 13.1 mi")]
    [InlineData("1.,2", "1 2")]
    [InlineData("10k@MP", "10k @ mp")]
    [InlineData("１０ｋｍ　ロング走", "10km ロンク走")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Tempo\ud800run", "tempo run")]
    [InlineData("a\ufffeb", "a b")]
    [InlineData("💪 race 💪", "race")]
    [InlineData("٣ km", "٣ km")]
    public void Titles_are_brought_to_one_form(string title, string form) =>
        Assert.Equal(form, TitleNormalizer.Normalize(title));

    [Theory]
    [InlineData("Marathon, FL Running")]
    [InlineData("Long Beach Running")]
    [InlineData("Running")]
    [InlineData("Berlin Laufen")]
    [InlineData("Paris Course à pied")]
    [InlineData("東京マラソンランニング")]
    [InlineData("北京跑步")]
    [InlineData("")]
    [InlineData("!!!")]
    public void A_device_default_or_empty_title_says_nothing(string title)
    {
        var read = ActivityTitle.Parse(title);
        Assert.False(read.IsInformative);
        Assert.False(
            read.IsLong
                || read.IsHard
                || read.IsGentle
                || read.IsWarmUp
                || read.IsNotRace
                || read.NamesRace(RaceDistance.Marathon)
        );
    }

    [Theory]
    [InlineData("Trail running")]
    [InlineData("Running late")]
    [InlineData("Outrunning the storm")]
    public void Only_the_complete_ending_is_a_device_default(string title) =>
        Assert.Equal(title != "Trail running", ActivityTitle.Parse(title).IsInformative);

    [Theory]
    [InlineData("Long run", true)]
    [InlineData("Langer Lauf mit Anna", true)]
    [InlineData("Sortie longue", true)]
    [InlineData("Długie wybieganie", true)]
    [InlineData("日曜ロング走の会", true)]
    [InlineData("Belong running club", false)]
    [InlineData("long easy run", false)]
    [InlineData("no long run", false)]
    [InlineData("instead of my long run", false)]
    [InlineData("not today my little long run", true)]
    [InlineData("no long run, then a long run after all", true)]
    public void A_long_run_is_named_by_whole_words_without_a_negator_among_the_three_before(string title, bool named) =>
        Assert.Equal(named, ActivityTitle.Parse(title).IsLong);

    [Theory]
    [InlineData("6x800m", true)]
    [InlineData("6 x 800", true)]
    [InlineData("6×800", true)]
    [InlineData("3x10.5", true)]
    [InlineData("v6x800", true)]
    [InlineData("1.6x8", false)]
    [InlineData("6  xx 8", false)]
    [InlineData("x8", false)]
    public void Repetitions_make_a_title_hard(string title, bool found)
    {
        Assert.Equal(found, ActivityTitle.Parse(title).HasRepetitions);
        Assert.Equal(found, ActivityTitle.Parse(title).IsHard);
    }

    [Theory]
    [InlineData("City race", 8_000, true)]
    [InlineData("parkrun #12", 5_000, true)]
    [InlineData("after the race", 8_000, false)]
    [InlineData("to parkrun", 8_000, false)]
    [InlineData("after the big race", 8_000, true)]
    [InlineData("no race today", 8_000, false)]
    [InlineData("terrace", 8_000, false)]
    [InlineData("春の大会", 8_000, true)]
    [InlineData("Half Marathon", 21_097.5, true)]
    [InlineData("Half Marathon", 21_097.5 * 1.0599, true)]
    [InlineData("Half Marathon", 21_097.5 * 1.0601, false)]
    [InlineData("Half Marathon", 21_097.5 * 0.9401, true)]
    [InlineData("Half Marathon", 21_097.5 * 0.9399, false)]
    [InlineData("Half Marathon", 42_195, false)]
    [InlineData("Halbmarathon Wien", 21_250, true)]
    [InlineData("City Marathon", 42_195, true)]
    [InlineData("City Marathon", 42_195 * 1.0599, true)]
    [InlineData("City Marathon", 42_195 * 1.0601, false)]
    [InlineData("City Marathon", 42_195 * 0.9401, true)]
    [InlineData("City Marathon", 42_195 * 0.9399, false)]
    [InlineData("City Marathon", 0, false)]
    [InlineData("half marathon and marathon weekend", 42_195, true)]
    [InlineData("after the marathon", 42_195, false)]
    [InlineData("no big 市民マラソン大会", 42_195, false)] // the part of the word before counts as a word
    [InlineData("サブ3 市民マラソン大会", 42_195, true)]
    [InlineData("서울 하프마라톤", 21_097.5, true)]
    [InlineData("서울 하프", 42_195, false)]
    [InlineData("서울마라톤", 42_195, true)]
    [InlineData("Spring 13.1", 21_097.5, true)]
    [InlineData("Turkey trot", 8_000, true)]
    public void An_event_title_has_a_race_word_that_counts(string title, double meters, bool isEvent) =>
        Assert.Equal(isEvent, ActivityTitle.Parse(title).NamesRace(meters));

    [Theory]
    [InlineData("after the race")]
    [InlineData("no race")]
    [InlineData("shakeout before marathon")]
    [InlineData("easy")]
    [InlineData("warm-up")]
    [InlineData("5 @ MP")]
    [InlineData("volunteering")]
    public void A_title_around_a_race_gentle_warm_or_training_is_not_the_race(string title) =>
        Assert.True(ActivityTitle.Parse(title).IsNotRace);

    [Theory]
    [InlineData("parkrun 300", true)]
    [InlineData("parkrun race to parkrun", true)]
    [InlineData("jog to parkrun", false)]
    [InlineData("race", false)]
    public void A_parkrun_counts_only_as_a_race(string title, bool isParkrun) =>
        Assert.Equal(isParkrun, ActivityTitle.Parse(title).IsParkrun);

    [Theory]
    [InlineData("Riverside 10k", 10_000, true)]
    [InlineData("10 km", 10_600, true)]
    [InlineData("法特莱克10km", 10_000, true)]
    [InlineData("v10km", 10_000, false)]
    [InlineData("10 km", 10_700, false)]
    [InlineData("10 km", 9_440, true)]
    [InlineData("10 km", 9_430, false)]
    [InlineData("10 miles", 16_093, true)]
    [InlineData("10 miles", 15_183, true)]
    [InlineData("10 miles", 15_182, false)]
    [InlineData("10 mile", 16_093, true)]
    [InlineData("10 miler", 16_093, true)]
    [InlineData("10mi", 16_093, true)]
    [InlineData("10 mins", 16_093, false)]
    [InlineData("21,1 km", 21_100, true)]
    [InlineData("a10 km", 10_000, false)]
    [InlineData("1.2.10 km", 10_000, false)]
    [InlineData("10 kmh", 10_000, false)]
    [InlineData("my half", 21_097.5, true)]
    [InlineData("my half", 22_500, false)]
    [InlineData("10 km", 0, false)]
    public void A_distance_in_the_title_is_the_one_run_within_six_per_cent(string title, double meters, bool named) =>
        Assert.Equal(named, ActivityTitle.Parse(title).NamesDistance(meters));

    [Fact]
    public void A_very_long_hostile_title_is_parsed_quickly()
    {
        var digits = ActivityTitle.Parse(new string('1', 200_000));
        Assert.False(digits.HasRepetitions || digits.NamesDistance(10_000));
        Assert.False(ActivityTitle.Parse(new string('\ud800', 50_000)).IsInformative);
    }
}
