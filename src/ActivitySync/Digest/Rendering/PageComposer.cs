using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Digest.Rendering;

/// <summary>Composes the texts of a mail from its content, in one language.</summary>
internal static class PageComposer
{
    public static DigestPage Compose(
        DigestContent content,
        Language language,
        AppSettings settings,
        MailAddresses addresses
    )
    {
        foreach (var shortening in Enum.GetValues<DigestShortening>().SkipLast(1))
        {
            if (
                ComposeShortened(content with { Shortening = shortening }, language, settings, addresses) is var page
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

    /// <summary>Creates the blocks of a race mail: those about the race, without the week.</summary>
    private static PageBlock[] CreateRaceBlocks(DigestContent content, RaceMail race, Language language)
    {
        var showsWindow = content.Plan.Massage is not null && race.Stage is RaceMailStage.Plan or RaceMailStage.After;
        PageBlock[] blocks =
        [
            RaceSentences.CreateBlock(content, race, language),
            .. showsWindow
                ? [WhySentences.CreateBlock(content, language), CreateAfterBlock(content, language)]
                : Array.Empty<PageBlock>(),
            TonightSentences.CreateBlock(content, language),
            new PageBlock(language.HeadingCorrections, [language.Race.WrongRace, language.WrongLabel], [], []),
        ];
        blocks = [.. blocks.Where(block => !block.IsEmpty)];
        blocks[0] = blocks[0] with { ShowsPicture = content.ChartDays is not null };
        return blocks;
    }

    /// <summary>Creates the block of the race mail that a digest includes.</summary>
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

    /// <summary>Returns the day in the subject of a race mail.</summary>
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

        var hasNoActivity = content.Week.Count == 0 && content.OtherCount == 0;
        var isSerious =
            content.Trigger == ReasonCode.PainLocal
            || content.ReportedPains.Count > 0
            || content.Week.Any(entry => entry.Lead.Facts.IsStoppedEarly)
            || content.FindActivity(content.Plan.Facts.LastRace)?.Facts.IsStoppedEarly == true;
        return hasNoActivity || isSerious
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
        // With a medical level there is no footer; a header still contains the ways to unsubscribe.
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
        foreach (var source in SourceDescriptors.All.Where(source => content.CreditedSources.Contains(source.Name)))
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
