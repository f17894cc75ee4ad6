using ActivitySync.Digest.Words;

namespace ActivitySync.Digest;

/// <summary>Tonight: the routine, how to press, and what to leave alone.</summary>
internal static class TonightSentences
{
    /// <summary>Before a race nothing new: this many days before it and on its morning.</summary>
    private const int NothingNewDays = 1;

    public static PageBlock Block(DigestContent content, Language language)
    {
        if (content.Plan.SelfMassage is not { } advice) return new PageBlock("", [], [], []);
        var words = language.Tonight;
        var raceTomorrow = content.RaceAhead is { } race && race.Date.DayNumber - content.Today.DayNumber <= NothingNewDays;
        return new PageBlock(
            language.HeadingTonight,
            [],
            [.. advice.Steps.Select(step => words.Step(step.Area, step.Seconds, step.Sets))],
            [
                words.Pressure(advice.Mode),
                .. advice.Steps.Select(step => words.Caution(step.Area)).OfType<string>(),
                words.StopAt,
                raceTomorrow ? words.BeforeRace : content.Plan.Massage is null ? words.Again : words.InsteadOfMassage,
            ]);
    }
}
