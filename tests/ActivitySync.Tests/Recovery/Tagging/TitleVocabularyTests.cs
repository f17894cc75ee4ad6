using System.Text.Json;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class TitleVocabularyTests
{
    private static readonly Dictionary<string, string[]> Lists = new()
    {
        ["long"] = TitleVocabulary.Long,
        ["raceEvent"] = TitleVocabulary.RaceEvent,
        ["halfWords"] = TitleVocabulary.HalfMarathon,
        ["marathonWords"] = TitleVocabulary.Marathon,
        ["hard"] = TitleVocabulary.Hard,
        ["gentle"] = TitleVocabulary.Gentle,
        ["warm"] = TitleVocabulary.WarmUp,
        ["training"] = TitleVocabulary.Training,
        ["negators"] = TitleVocabulary.Negators,
        ["aroundRace"] = TitleVocabulary.AroundRace,
        ["deviceDefaultEndings"] = TitleVocabulary.DeviceDefaultEndings,
    };

    [Fact]
    public void The_vocabulary_is_that_of_the_specification()
    {
        var specified = ReadWords(Path.Combine(TestPaths.Specification, "name-tokens.json"));

        Assert.Equal(specified.Keys.Order(), Lists.Keys.Order());
        Assert.All(specified, list => Assert.Equal(list.Value, Lists[list.Key]));
    }

    [Fact]
    public void Every_token_alone_is_found_in_its_category()
    {
        Assert.All(TitleVocabulary.Long, word => Assert.True(ActivityTitle.Parse(word).IsLong, word));
        Assert.All(TitleVocabulary.RaceEvent, word => Assert.True(ActivityTitle.Parse(word).NamesRace(0), word));
        Assert.All(TitleVocabulary.HalfMarathon, word =>
            Assert.True(ActivityTitle.Parse(word).NamesRace(RaceDistance.HalfMarathon), word)
        );
        Assert.All(TitleVocabulary.HalfMarathon, word =>
            Assert.False(ActivityTitle.Parse(word).NamesRace(RaceDistance.Marathon), word)
        );
        Assert.All(TitleVocabulary.Marathon, word =>
            Assert.True(ActivityTitle.Parse(word).NamesRace(RaceDistance.Marathon), word)
        );
        Assert.All(TitleVocabulary.Hard, word => Assert.True(ActivityTitle.Parse(word).IsHard, word));
        Assert.All(TitleVocabulary.Gentle, word => Assert.True(ActivityTitle.Parse(word).IsGentle, word));
        Assert.All(TitleVocabulary.WarmUp, word => Assert.True(ActivityTitle.Parse(word).IsWarmUp, word));
        Assert.All(TitleVocabulary.Training, word => Assert.True(ActivityTitle.Parse(word).IsNotRace, word));
        Assert.All(TitleVocabulary.DeviceDefaultEndings, word =>
            Assert.False(ActivityTitle.Parse($"race {word}").IsInformative, word)
        );
        Assert.All(TitleVocabulary.Negators, word =>
            Assert.False(ActivityTitle.Parse($"{word} my own tempo").IsHard, word)
        );
        Assert.All(TitleVocabulary.Negators, word =>
            Assert.True(ActivityTitle.Parse($"{word} my own little tempo").IsHard, word)
        );
        Assert.All(TitleVocabulary.AroundRace, word =>
            Assert.False(ActivityTitle.Parse($"{word} my race").NamesRace(0), word)
        );
        Assert.All(TitleVocabulary.AroundRace, word =>
            Assert.True(ActivityTitle.Parse($"{word} my own race").NamesRace(0), word)
        );
    }

    private static Dictionary<string, string[]> ReadWords(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(file))!;
}
