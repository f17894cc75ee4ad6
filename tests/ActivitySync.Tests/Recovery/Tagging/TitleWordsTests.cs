using System.Text.Json;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class TitleWordsTests
{
    private static readonly Dictionary<string, string[]> s_lists = new()
    {
        ["long"] = TitleWords.Long,
        ["raceEvent"] = TitleWords.RaceEvent,
        ["halfWords"] = TitleWords.HalfMarathon,
        ["marathonWords"] = TitleWords.Marathon,
        ["hard"] = TitleWords.Hard,
        ["gentle"] = TitleWords.Gentle,
        ["warm"] = TitleWords.Warm,
        ["training"] = TitleWords.Training,
        ["negators"] = TitleWords.Negators,
        ["aroundRace"] = TitleWords.AroundRace,
        ["deviceDefaultEndings"] = TitleWords.DeviceDefaultEndings,
    };

    [Fact]
    public void Every_word_of_the_domain_is_there_and_no_other()
    {
        if (SharedFolder.Find("domain") is not { } folder)
        {
            return;
        }

        using var words = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "name-tokens.json")));
        Assert.Equal(
            words.RootElement.EnumerateObject().ToDictionary(list => list.Name, list => list.Value.EnumerateArray().Select(word => word.GetString()!).ToArray()),
            s_lists);
    }

    [Fact]
    public void Every_word_alone_is_found_as_what_it_is()
    {
        Assert.All(TitleWords.Long, word => Assert.True(Title.Read(word).Long, word));
        Assert.All(TitleWords.RaceEvent, word => Assert.True(Title.Read(word).IsEvent(0), word));
        Assert.All(TitleWords.HalfMarathon, word => Assert.True(Title.Read(word).IsEvent(RaceDistance.HalfMarathon), word));
        Assert.All(TitleWords.HalfMarathon, word => Assert.False(Title.Read(word).IsEvent(RaceDistance.Marathon), word));
        Assert.All(TitleWords.Marathon, word => Assert.True(Title.Read(word).IsEvent(RaceDistance.Marathon), word));
        Assert.All(TitleWords.Hard, word => Assert.True(Title.Read(word).Hard, word));
        Assert.All(TitleWords.Gentle, word => Assert.True(Title.Read(word).Gentle, word));
        Assert.All(TitleWords.Warm, word => Assert.True(Title.Read(word).Warm, word));
        Assert.All(TitleWords.Training, word => Assert.True(Title.Read(word).NotTheRace, word));
        Assert.All(TitleWords.DeviceDefaultEndings, word => Assert.False(Title.Read($"race {word}").IsTelling, word));
        Assert.All(TitleWords.Negators, word => Assert.False(Title.Read($"{word} my own tempo").Hard, word));
        Assert.All(TitleWords.Negators, word => Assert.True(Title.Read($"{word} my own little tempo").Hard, word));
        Assert.All(TitleWords.AroundRace, word => Assert.False(Title.Read($"{word} my race").IsEvent(0), word));
        Assert.All(TitleWords.AroundRace, word => Assert.True(Title.Read($"{word} my own race").IsEvent(0), word));
    }
}
