using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;

namespace ActivitySync.Digest.Rendering;

/// <summary>The texts of a race mail, as a separate mail and as a block of the digest that includes it.</summary>
internal static class RaceSentences
{
    /// <summary>Creates the decision of a separate mail.</summary>
    public static string CreateDecision(DigestContent content, RaceMail mail, Language language)
    {
        var (name, date) = (UntrustedText.Sanitize(content.GetRaceName(mail.Race)), language.LongDate(mail.Race.Date));
        return mail.Stage switch
        {
            RaceMailStage.LastDeep => language.Race.LastDeep(language.LongDate(content.Today.AddDays(1))),
            RaceMailStage.Eve => language.Race.Eve(name, date),
            RaceMailStage.After when !mail.IsRecorded => language.Race.DidYouStart(name, date),
            RaceMailStage.Check => language.Race.Check(-mail.Days, name, date),
            RaceMailStage.Plan when content.Plan.Massage is null => language.Race.Ahead(name, date),
            _ => DecisionSentences.DescribeAdvice(content, language),
        };
    }

    public static string CreateLead(DigestContent content, RaceMail mail, Language language)
    {
        var name = UntrustedText.Sanitize(content.GetRaceName(mail.Race));
        return mail.Stage switch
        {
            RaceMailStage.LastDeep => language.Race.LastDeepWhy(mail.Days - 1, name),
            RaceMailStage.Eve => language.Race.EveLead,
            RaceMailStage.After when !mail.IsRecorded => language.Race.NoRecording,
            RaceMailStage.After => content.FindActivity(mail.Race)?.Facts.IsStoppedEarly == true
                ? language.Race.StoppedLead
                : language.Race.AfterLead(name),
            RaceMailStage.Check => language.Race.CheckLead,
            _ when content.Plan.Massage is { } massage => Sentences.Join(
                language.ShortReasons.BeforeRace(mail.Race.Date.DayNumber - massage.To.DayNumber, name),
                language.ThenEasy
            ),
            _ => language.Race.NothingToBook(mail.Days),
        };
    }

    /// <summary>Creates the list of a separate mail; empty if the other blocks are enough.</summary>
    public static PageBlock CreateBlock(DigestContent content, RaceMail mail, Language language) =>
        new("", [], [.. CreateItems(content, mail, language)], []); // the heading is above the decision

    /// <summary>Creates the block of a digest with what the digest doesn't say already.</summary>
    public static PageBlock CreateDigestBlock(DigestContent content, RaceMail mail, Language language)
    {
        string[] sentences = mail.Stage switch
        {
            RaceMailStage.After => [], // the digest's advice, week and questions say it
            RaceMailStage.Plan => content.Plan.Massage is null ? [CreateLead(content, mail, language)] : [],
            _ =>
            [
                $"{CreateDecision(content, mail, language)}{(mail.Stage == RaceMailStage.Check ? "" : ".")}",
                CreateLead(content, mail, language),
            ],
        };
        return new PageBlock(
            language.Race.Heading(mail.Stage),
            sentences,
            mail.Stage == RaceMailStage.After ? [] : [.. CreateItems(content, mail, language)],
            []
        );
    }

    private static IEnumerable<string> CreateItems(DigestContent content, RaceMail mail, Language language)
    {
        var (words, race) = (language.Race, mail.Race);
        switch (mail.Stage)
        {
            case RaceMailStage.Plan or RaceMailStage.LastDeep:
                if (mail.Stage == RaceMailStage.Plan && content.LastDeepDay is { } deep)
                {
                    yield return words.DeepUntil(language.LongDate(deep));
                }

                if (content.LastGentleDay is { } gentle)
                {
                    yield return words.GentleUntil(language.LongDate(gentle));
                }

                if (race.Date.AddDays(-content.NothingNewDays) is var nothingNewFrom && nothingNewFrom > content.Today)
                {
                    yield return words.NothingNewFrom(language.LongDate(nothingNewFrom));
                }

                yield return words.RaceDay(
                    Capitalize(language.LongDate(race.Date)),
                    UntrustedText.Sanitize(content.GetRaceName(race))
                );
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
                foreach (var item in words.CheckItems)
                {
                    yield return item;
                }

                break;
        }
    }

    private static string Capitalize(string text) =>
        text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
