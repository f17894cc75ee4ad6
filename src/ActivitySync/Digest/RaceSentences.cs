using ActivitySync.Digest.Words;

namespace ActivitySync.Digest;

/// <summary>What a mail around a race says, as a mail of its own and as the block of a digest that takes its place.</summary>
internal static class RaceSentences
{
    /// <summary>The decision of a mail of its own.</summary>
    public static string Decision(DigestContent content, RaceMail mail, Language language)
    {
        var (name, date) = (OutsideText.Tame(content.NameOf(mail.Race)), language.LongDate(mail.Race.Date));
        return mail.Stage switch
        {
            RaceStage.LastDeep => language.Race.LastDeep(language.LongDate(content.Today.AddDays(1))),
            RaceStage.Eve => language.Race.Eve(name, date),
            RaceStage.After when !mail.IsRecorded => language.Race.DidYouStart(name, date),
            RaceStage.Check => language.Race.Check(-mail.Days, name, date),
            RaceStage.Plan when content.Plan.Massage is null => language.Race.Ahead(name, date),
            _ => DecisionLines.Advised(content, language),
        };
    }

    public static string Lead(DigestContent content, RaceMail mail, Language language)
    {
        var name = OutsideText.Tame(content.NameOf(mail.Race));
        return mail.Stage switch
        {
            RaceStage.LastDeep => language.Race.LastDeepWhy(mail.Days - 1, name),
            RaceStage.Eve => language.Race.EveLead,
            RaceStage.After when !mail.IsRecorded => language.Race.NoRecording,
            RaceStage.After => content.ActivityOf(mail.Race)?.Facts.StoppedEarly == true ? language.Race.StoppedLead : language.Race.AfterLead(name),
            RaceStage.Check => language.Race.CheckLead,
            _ when content.Plan.Massage is { } massage =>
                Sentences.Join(language.ShortWhy.BeforeRace(mail.Race.Date.DayNumber - massage.To.DayNumber, name), language.ThenEasy),
            _ => language.Race.NothingToBook(mail.Days),
        };
    }

    /// <summary>The list of a mail of its own; empty where the other blocks say all.</summary>
    public static PageBlock Block(DigestContent content, RaceMail mail, Language language) =>
        new("", [], [.. Items(content, mail, language)], []); // its heading stands over the decision

    /// <summary>In a digest of the same day: all that the mail would have said and the digest does not.</summary>
    public static PageBlock InDigest(DigestContent content, RaceMail mail, Language language)
    {
        string[] told = mail.Stage switch
        {
            RaceStage.After => [], // the digest's own answer, week and questions tell it
            RaceStage.Plan => content.Plan.Massage is null ? [Lead(content, mail, language)] : [],
            _ => [$"{Decision(content, mail, language)}{(mail.Stage == RaceStage.Check ? "" : ".")}", Lead(content, mail, language)],
        };
        return new PageBlock(language.Race.Heading(mail.Stage), told, mail.Stage == RaceStage.After ? [] : [.. Items(content, mail, language)], []);
    }

    private static IEnumerable<string> Items(DigestContent content, RaceMail mail, Language language)
    {
        var (words, race) = (language.Race, mail.Race);
        switch (mail.Stage)
        {
            case RaceStage.Plan or RaceStage.LastDeep:
                if (mail.Stage == RaceStage.Plan && content.LastDeepDay is { } deep) yield return words.DeepUntil(language.LongDate(deep));
                if (content.LastGentleDay is { } gentle) yield return words.GentleUntil(language.LongDate(gentle));
                if (race.Date.AddDays(-content.NothingNewDays) is var used && used > content.Today) yield return words.NothingNewFrom(language.LongDate(used));
                yield return words.RaceDay(Capital(language.LongDate(race.Date)), OutsideText.Tame(content.NameOf(race)));
                if (mail.Stage == RaceStage.LastDeep) yield return words.NotBooked;
                break;
            case RaceStage.Eve:
                foreach (var item in words.EveItems) yield return item;
                break;
            case RaceStage.Check:
                foreach (var item in words.CheckItems) yield return item;
                break;
        }
    }

    private static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
