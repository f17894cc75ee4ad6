using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Digest.Rendering;

/// <summary>Puts content into the words of a language: the blocks, in their order.</summary>
internal static class PageComposer
{
    public static DigestPage Compose(
        DigestContent content,
        Language language,
        AppSettings settings,
        MailAddresses addresses
    )
    {
        foreach (var cut in Enum.GetValues<DigestShortening>().SkipLast(1))
        {
            if (
                ComposeShortened(content with { Shortening = cut }, language, settings, addresses) is var page
                && MailLengthLimit.Fits(page)
            )
            {
                return page;
            }
        }

        return ComposeShortened(
            content with
            {
                Shortening = Enum.GetValues<DigestShortening>()[^1],
            },
            language,
            settings,
            addresses
        );
    }

    private static DigestPage ComposeShortened(
        DigestContent content,
        Language language,
        AppSettings settings,
        MailAddresses addresses
    )
    {
        var page = new DigestPage
        {
            Language = language.Tag,
            Subject = ChooseSubject(content, language),
            Preheader = ChoosePreheader(content, language),
            Heading = content is { IsRaceMail: true, RaceMail: { } own }
                ? language.Race.Heading(own.Stage)
                : language.HeadingSummary,
            Decision = DecisionSentences.CreateDecision(content, language),
            Lead = DecisionSentences.CreateLead(content, language),
            Blocks = [],
            PainQuestion = language.PainQuestion,
            Encouragement = ChooseEncouragement(content, language),
            GeneralInformation = language.GeneralInformation,
            Footer = CreateFooter(content, language, settings, addresses),
            LinkText = content.Links.Values.FirstOrDefault()?.Text ?? "",
            PictureText = content.ChartDays is null ? "" : ChartAltText.Create(content, language),
            IsMedical = content.Tone == DigestTone.Medical,
        };
        PageBlock[] blocks = content.Tone switch
        {
            DigestTone.Medical => [MedicalSentences.CreateReportedBlock(content, language)],
            _ when content is { IsRaceMail: true, RaceMail: { } race } => CreateRaceBlocks(content, race, language),
            DigestTone.Quiet =>
            [
                WeekSentences.CreateQuietBlock(content, language),
                .. CreateRaceBlockInDigest(content, language),
            ],
            _ =>
            [
                WeekSentences.CreateBlock(content, language),
                .. CreateRaceBlockInDigest(content, language),
                WhySentences.CreateBlock(content, language),
                CreateAfterBlock(content, language),
                TonightSentences.CreateBlock(content, language),
                AheadSentences.CreateBlock(content, language),
                new PageBlock(
                    language.HeadingCorrections,
                    [
                        .. WeekSentences.AskHashtags(content, language),
                        language.WrongLabel,
                        .. WhySentences.DescribeUnknownHistory(content, language),
                        .. content.Omits(DigestShortening.HowTo) ? Array.Empty<string>() : [language.ChangeBudget],
                    ],
                    [],
                    []
                ),
            ],
        };
        return page with { Blocks = [.. blocks.Where(block => !block.IsEmpty)] };
    }

    /// <summary>A mail of its own: what is about the race, and no week.</summary>
    private static PageBlock[] CreateRaceBlocks(DigestContent content, RaceMail race, Language language)
    {
        var tellsWindow = content.Plan.Massage is not null && race.Stage is RaceMailStage.Plan or RaceMailStage.After;
        PageBlock[] blocks =
        [
            RaceSentences.CreateBlock(content, race, language),
            .. tellsWindow
                ? [WhySentences.CreateBlock(content, language), CreateAfterBlock(content, language)]
                : Array.Empty<PageBlock>(),
            TonightSentences.CreateBlock(content, language),
            new PageBlock(language.HeadingCorrections, [language.Race.WrongRace, language.WrongLabel], [], []),
        ];
        blocks = [.. blocks.Where(block => !block.IsEmpty)];
        blocks[0] = blocks[0] with { ShowsPicture = content.ChartDays is not null };
        return blocks;
    }

    /// <summary>The mail around a race that the digest takes the place of.</summary>
    private static IEnumerable<PageBlock> CreateRaceBlockInDigest(DigestContent content, Language language) =>
        content.RaceMail is { } race ? [RaceSentences.CreateDigestBlock(content, race, language)] : [];

    private static string ChooseSubject(DigestContent content, Language language) =>
        content switch
        {
            { IsRaceMail: true, RaceMail: { } race } => language.Race.Subject(
                race.Stage,
                ChooseSubjectDay(content, race)
            ),
            { Tone: DigestTone.Medical } => language.SubjectMedical(content.Today),
            { Plan.Massage: { } massage } => language.SubjectPick(massage.From),
            { Tone: DigestTone.Full, Plan.SelfMassage: not null } => language.SubjectTonight(content.Today),
            _ => language.SubjectQuiet(content.WeekEnd),
        };

    /// <summary>The day that a mail around a race is about.</summary>
    private static DateOnly ChooseSubjectDay(DigestContent content, RaceMail race) =>
        race.Stage switch
        {
            RaceMailStage.Plan or RaceMailStage.After when content.Plan.Massage is { } massage => massage.From,
            RaceMailStage.LastDeep => content.Today.AddDays(1),
            RaceMailStage.After when race.IsRecorded => content.Today,
            RaceMailStage.Check => content.Today,
            _ => race.Race.Date,
        };

    private static string ChoosePreheader(DigestContent content, Language language) =>
        content switch
        {
            { IsRaceMail: true, RaceMail: { } race } => language.Race.Preheader(race.Stage),
            { Tone: DigestTone.Medical } => language.PreheaderMedical,
            { Plan.Massage: not null } => language.PreheaderPick,
            { Tone: DigestTone.Full, Plan.SelfMassage: not null } => language.PreheaderTonight,
            _ => language.PreheaderQuiet,
        };

    private static PageBlock CreateAfterBlock(DigestContent content, Language language) =>
        new(language.HeadingAfter, [.. content.Plan.Aftercare.Select(language.AfterMassage)], [], []);

    private static string ChooseEncouragement(DigestContent content, Language language)
    {
        if (content.Tone == DigestTone.Medical)
        {
            return "";
        }

        var nothingEarned = content.Week.Count == 0 && content.OtherCount == 0;
        var nothingFunny =
            content.Trigger == ReasonCode.PainLocal
            || content.ReportedPains.Count > 0
            || content.Week.Any(entry => entry.Lead.Facts.IsStoppedEarly)
            || content.FindActivity(content.Plan.Facts.LastRace)?.Facts.IsStoppedEarly == true;
        return nothingEarned || nothingFunny
            ? language.GentleEncouragement
            : language.Encouragements[content.WeekNumber % language.Encouragements.Count];
    }

    private static List<string> CreateFooter(
        DigestContent content,
        Language language,
        AppSettings settings,
        MailAddresses addresses
    )
    {
        // With a medical word there is nothing else; the header still says how to end the mails.
        if (content.Tone == DigestTone.Medical)
        {
            return [];
        }

        var lines = new List<string>();
        if (settings.ActivitySync.PublicUrl is { } page)
        {
            lines.Add(language.SettingsAt(page.ToString()));
        }

        lines.Add(language.Unsubscribe(addresses.UnsubscribePage?.AbsoluteUri ?? addresses.Operator.Address));
        foreach (var source in SourceDescriptors.All.Where(source => content.Sources.Contains(source.Name)))
        {
            switch (source.Attribution)
            {
                case SourceAttribution.PoweredBy:
                    lines.Add(language.PoweredBy(source.Name.DisplayName));
                    break;
                case SourceAttribution.DataFrom:
                    lines.Add(language.DataFrom(source.Name.DisplayName));
                    break;
                default:
                    break;
            }
        }

        return lines;
    }
}
