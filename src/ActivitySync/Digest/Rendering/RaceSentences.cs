using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;

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
                texts.LastDeep(language.LongDate(content.Today.AddDays(1)), name),
                texts.LastDeepWhy(language.Weekday(content.Today.AddDays(2)))
            ),
            RaceMailStage.Eve => new Decision(texts.Eve(name, date), texts.EveLead),
            RaceMailStage.After when !mail.IsRecorded => new Decision(
                language.Answers.AskStarted(name, date),
                content.PageAddresses is null
                    ? Sentences.Join(language.Answers.IfStarted, texts.NoRecording)
                    : texts.PreheaderStarted
            ),
            RaceMailStage.Check => new Decision(
                texts.Check(-mail.Days, name),
                Sentences.Join(texts.CheckLead, texts.CheckSore)
            ),
            RaceMailStage.Plan when content.Plan.Massage is null => CreateNothingToBook(content, mail, name, language),
            _ => DecisionSentences.CreateAdvice(content, language),
        };
    }

    private static Decision CreateNothingToBook(DigestContent content, RaceMail mail, string name, Language language)
    {
        var (reasons, texts) = (content.Plan.Reasons, language.Race);
        if (reasons.Contains(ReasonCode.RaceTooClose))
        {
            return DecisionSentences.ExplainNoMassage(content, language);
        }

        return new Decision(
            reasons.Contains(ReasonCode.BudgetNone)
                ? texts.NothingToBookBudget(mail.Days, name)
                : texts.NothingToBook(mail.Days, name),
            reasons.Contains(ReasonCode.MinGap) && content.Plan.Facts.LastMassage is { } last
                    ? texts.LastIsEnough(language.LongDate(last))
                : content.Plan.SelfMassage is null ? ""
                : texts.NothingToBookLead
        );
    }

    /// <summary>
    /// Creates the list of a separate mail, or the block of a digest with what it doesn't say already.
    /// </summary>
    public static PageBlock CreateBlock(DigestContent content, RaceMail mail, Language language)
    {
        var heading =
            mail.Stage == RaceMailStage.Eve
                ? language.Race.HeadingEve
                : language.Race.HeadingPlan(GetName(content, mail));
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
                // Only where the race is the reason for a massage: else it would be another one.
                if (
                    content is { Trigger: { } trigger, Plan.Massage: { } massage, LastGentleDay: { } gentle }
                    && trigger == ReasonCode.RacePre
                    && gentle > massage.To
                )
                {
                    yield return words.MassageUntil(
                        content.LastDeepDay is { } deep ? language.LongDate(deep) : "",
                        language.LongDate(gentle)
                    );
                }

                if (race.Date.AddDays(-content.NothingNewDays) is var nothingNewFrom && nothingNewFrom > content.Today)
                {
                    yield return words.NothingNewFrom(language.LongDate(nothingNewFrom));
                }

                yield return words.RaceDay(language.LongDate(race.Date), GetName(content, mail));
                break;
            case RaceMailStage.Eve:
                foreach (var item in words.EveItems)
                {
                    yield return item;
                }

                break;
        }
    }
}
