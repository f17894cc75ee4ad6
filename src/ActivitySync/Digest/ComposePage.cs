using ActivitySync.Digest.Words;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Digest;

/// <summary>Puts content into the words of a language: the blocks, in their order.</summary>
internal static class ComposePage
{
    public static DigestPage Compose(DigestContent content, Language language, AppSettings settings, MailAddresses addresses)
    {
        foreach (var cut in Enum.GetValues<Cut>().SkipLast(1))
        {
            if (Written(content with { Cut = cut }, language, settings, addresses) is var page && MailLength.Fits(page)) return page;
        }

        return Written(content with { Cut = Enum.GetValues<Cut>()[^1] }, language, settings, addresses);
    }

    private static DigestPage Written(DigestContent content, Language language, AppSettings settings, MailAddresses addresses)
    {
        var page = new DigestPage
        {
            Language = language.Tag,
            Subject = Subject(content, language),
            Preheader = Preheader(content, language),
            Heading = content is { IsRaceMail: true, Race: { } own } ? language.Race.Heading(own.Stage) : language.HeadingShort,
            Decision = DecisionLines.Decision(content, language),
            Lead = DecisionLines.Lead(content, language),
            Blocks = [],
            PainQuestion = language.PainQuestion,
            Encouragement = Encouragement(content, language),
            GeneralInformation = language.GeneralInformation,
            Footer = Footer(content, language, settings, addresses),
            PictureText = content.PictureDays is null ? "" : PictureText.Of(content, language),
            IsMedical = content.Tone == DigestTone.Medical,
        };
        PageBlock[] blocks = content.Tone switch
        {
            DigestTone.Medical => [MedicalLines.Reported(content, language)],
            _ when content is { IsRaceMail: true, Race: { } race } => RaceBlocks(content, race, language),
            DigestTone.Quiet => [WeekSentences.Quiet(content, language), .. InDigest(content, language)],
            _ =>
            [
                WeekSentences.Block(content, language),
                .. InDigest(content, language),
                WhySentences.Block(content, language),
                After(content, language),
                TonightSentences.Block(content, language),
                AheadSentences.Block(content, language),
                new PageBlock(language.HeadingWrong, [.. WeekSentences.Doubts(content, language), language.WrongLabel, .. WhySentences.Unknown(content, language), .. content.Leaves(Cut.HowTo) ? Array.Empty<string>() : [language.ChangeBudget]], [], []),
            ],
        };
        return page with { Blocks = [.. blocks.Where(block => !block.IsEmpty)] };
    }

    /// <summary>A mail of its own: what is about the race, and no week.</summary>
    private static PageBlock[] RaceBlocks(DigestContent content, RaceMail race, Language language)
    {
        var tellsWindow = content.Plan.Massage is not null && race.Stage is RaceStage.Plan or RaceStage.After;
        PageBlock[] blocks =
        [
            RaceSentences.Block(content, race, language),
            .. tellsWindow ? [WhySentences.Block(content, language), After(content, language)] : Array.Empty<PageBlock>(),
            TonightSentences.Block(content, language),
            new PageBlock(language.HeadingWrong, [language.Race.WrongRace, language.WrongLabel], [], []),
        ];
        blocks = [.. blocks.Where(block => !block.IsEmpty)];
        blocks[0] = blocks[0] with { ShowsPicture = content.PictureDays is not null };
        return blocks;
    }

    /// <summary>The mail around a race that the digest takes the place of.</summary>
    private static IEnumerable<PageBlock> InDigest(DigestContent content, Language language) =>
        content.Race is { } race ? [RaceSentences.InDigest(content, race, language)] : [];

    private static string Subject(DigestContent content, Language language) => content switch
    {
        { IsRaceMail: true, Race: { } race } => language.Race.Subject(race.Stage, SubjectDay(content, race)),
        { Tone: DigestTone.Medical } => language.SubjectMedical(content.Today),
        { Plan.Massage: { } massage } => language.SubjectPick(massage.From),
        { Tone: DigestTone.Full, Plan.SelfMassage: not null } => language.SubjectTonight(content.Today),
        _ => language.SubjectQuiet(content.WeekEnd),
    };

    /// <summary>The day that a mail around a race is about.</summary>
    private static DateOnly SubjectDay(DigestContent content, RaceMail race) => race.Stage switch
    {
        RaceStage.Plan or RaceStage.After when content.Plan.Massage is { } massage => massage.From,
        RaceStage.LastDeep => content.Today.AddDays(1),
        RaceStage.After when race.IsRecorded => content.Today,
        RaceStage.Check => content.Today,
        _ => race.Race.Date,
    };

    private static string Preheader(DigestContent content, Language language) => content switch
    {
        { IsRaceMail: true, Race: { } race } => language.Race.Preheader(race.Stage),
        { Tone: DigestTone.Medical } => language.PreheaderMedical,
        { Plan.Massage: not null } => language.PreheaderPick,
        { Tone: DigestTone.Full, Plan.SelfMassage: not null } => language.PreheaderTonight,
        _ => language.PreheaderQuiet,
    };

    private static PageBlock After(DigestContent content, Language language) =>
        new(
            language.HeadingAfter,
            [.. content.Plan.Aftercare.Select(language.AfterMassage)],
            [],
            []);

    private static string Encouragement(DigestContent content, Language language)
    {
        if (content.Tone == DigestTone.Medical) return "";
        var nothingEarned = content.Week.Count == 0 && content.OtherCount == 0;
        var nothingFunny = content.Trigger == ReasonCode.PainLocal
            || content.Reported.Count > 0
            || content.Week.Any(entry => entry.Lead.Facts.StoppedEarly)
            || content.ActivityOf(content.Plan.Facts.LastRace)?.Facts.StoppedEarly == true;
        return nothingEarned || nothingFunny ? language.GentleEncouragement : language.Encouragements[content.WeekNumber % language.Encouragements.Count];
    }

    private static List<string> Footer(DigestContent content, Language language, AppSettings settings, MailAddresses addresses)
    {
        // With a medical word there is nothing else; the header still says how to end the mails.
        if (content.Tone == DigestTone.Medical) return [];
        var lines = new List<string>();
        if (settings.ActivitySync.PublicUrl is { } page) lines.Add(language.SettingsAt(page.ToString()));
        lines.Add(language.Unsubscribe(addresses.UnsubscribePage?.AbsoluteUri ?? addresses.Operator.Address));
        if (content.Sources.Contains(SourceName.Strava)) lines.Add(language.PoweredByStrava);
        if (content.Sources.Contains(SourceName.Garmin)) lines.Add(language.DataFromGarmin);
        return lines;
    }
}
