using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;

namespace ActivitySync.Digest.Rendering;

/// <summary>The texts of a race mail, as a separate mail and as a block of the digest that includes it.</summary>
internal static class RaceSentences
{
    /// <summary>Creates the first lines of a separate mail.</summary>
    public static Decision CreateDecision(DigestContent content, RaceMail mail, Language language)
    {
        var (name, date) = (GetName(content, mail), language.LongDate(mail.Race.Date));
        var texts = language.Race;
        return mail.Stage switch
        {
            RaceMailStage.LastDeep => new Decision(
                texts.LastDeep(language.LongDate(content.Today.AddDays(1))),
                texts.LastDeepWhy(mail.Days - 1, name)
            ),
            RaceMailStage.Eve => new Decision(texts.Eve(name, date), texts.EveLead),
            RaceMailStage.After when !mail.IsRecorded => new Decision(texts.DidYouStart(name, date), texts.NoRecording),
            RaceMailStage.Check => new Decision(texts.Check(-mail.Days, name), texts.CheckLead),
            RaceMailStage.Plan when content.Plan.Massage is null => new Decision(
                texts.NothingToBook(mail.Days, name),
                texts.NothingToBookLead
            ),
            _ => DecisionSentences.CreateAdvice(content, language),
        };
    }

    /// <summary>
    /// Creates the list of a separate mail, or the block of a digest with what it doesn't say already.
    /// </summary>
    public static PageBlock CreateBlock(DigestContent content, RaceMail mail, Language language)
    {
        var heading = mail.Stage switch
        {
            RaceMailStage.Eve => language.Race.HeadingEve,
            RaceMailStage.Check => language.Race.HeadingCheck,
            _ => language.Race.HeadingPlan,
        };
        return new PageBlock(heading, [], [.. CreateItems(content, mail, language)], []);
    }

    public static string GetName(DigestContent content, RaceMail mail) =>
        UntrustedText.Sanitize(content.GetRaceName(mail.Race));

    private static IEnumerable<string> CreateItems(DigestContent content, RaceMail mail, Language language)
    {
        var (words, race) = (language.Race, mail.Race);
        switch (mail.Stage)
        {
            case RaceMailStage.Plan or RaceMailStage.LastDeep:
                // A booked massage is the decision; other days would book another one.
                if (content.LastDeepDay is { } deep && !content.IsBooked)
                {
                    yield return words.DeepUntil(language.LongDate(deep));
                }

                if (!content.IsBooked && content.LastGentleDay is { } gentle && gentle != content.LastDeepDay)
                {
                    yield return words.GentleUntil(language.LongDate(gentle));
                }

                if (race.Date.AddDays(-content.NothingNewDays) is var nothingNewFrom && nothingNewFrom > content.Today)
                {
                    yield return words.NothingNewFrom(language.LongDate(nothingNewFrom));
                }

                if (content.IsRaceMail)
                {
                    yield return words.RaceDay(language.LongDate(race.Date), GetName(content, mail));
                }

                if (mail.Stage == RaceMailStage.LastDeep)
                {
                    yield return words.NotBooked;
                }

                break;
            case RaceMailStage.Eve:
                foreach (var item in words.EveItems)
                {
                    yield return item;
                }

                break;
            case RaceMailStage.Check:
                yield return words.CheckSore;
                break;
        }
    }
}
