using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Digest.Rendering;

/// <summary>Composes the texts of a mail from its content, in one language.</summary>
internal static class PageComposer
{
    private const int DaysPerWeek = 7;

    /// <summary>"Treat yourself" appears at most once in this many weeks.</summary>
    private const int WeeksPerSeason = 13;

    public static DigestPage Compose(
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
            Decision = "",
            Lead = "",
            Answer = "",
            Blocks = [],
            Encouragement = "",
            Safety = content.Tone is DigestTone.Medical or DigestTone.Welcome ? "" : language.Closing.Safety,
            Footer = CreateFooter(content, language, settings, addresses),
            PauseLink = CreatePauseLink(content, language),
            LinkText = content.Links.Values.FirstOrDefault()?.Text ?? "",
            PictureText = content.ChartDays is null ? "" : ChartAltText.Create(content, language),
            IsMedical = content.Tone == DigestTone.Medical,
        };
        return Fill(page, content with { Shortening = ChooseShortening(page, content) }, language);
    }

    /// <summary>
    /// Chooses what is left out: as little as possible, but the same in every language, so that two athletes with the
    /// same week read the same.
    /// </summary>
    private static DigestShortening ChooseShortening(DigestPage page, DigestContent content)
    {
        var all = Enum.GetValues<DigestShortening>();
        return all.Where(shortening =>
                Languages.All.All(language =>
                    MailLengthLimit.Fits(Fill(page, content with { Shortening = shortening }, language), shortening)
                )
            )
            .DefaultIfEmpty(all[^1])
            .First();
    }

    /// <summary>Fills in what depends on how much is left out.</summary>
    private static DigestPage Fill(DigestPage page, DigestContent content, Language language)
    {
        var decision = DecisionSentences.Create(content, language);
        var question = ChooseQuestion(content, new AnswerSentences(content, language));
        return page with
        {
            Decision = decision.Headline,
            Lead = decision.Lead,
            Answer = question.Answer,
            Question = question.Links.Count > 0 ? question.Text : "",
            AnswerLinks = question.Links,
            Blocks = [.. CreateBlocks(content, decision, language).Where(block => !block.IsEmpty)],
            Encouragement = ChooseEncouragement(content, language),
        };
    }

    private static List<PageBlock> CreateBlocks(DigestContent content, Decision decision, Language language) =>
        content switch
        {
            { Tone: DigestTone.Medical } => [MedicalSentences.CreateBlock(content, language)],
            { IsRaceMail: true, RaceMail: { } race } => CreateRaceBlocks(content, race, decision, language),
            { Tone: DigestTone.Welcome } =>
            [
                new PageBlock(
                    language.Decisions.WelcomeHeading,
                    [],
                    language.Decisions.WelcomeItems,
                    [.. new AnswerSentences(content, language).ListFirstCommands()]
                )
                {
                    Link = content.PageAddresses is { } addresses
                        ? new PageLink(language.Decisions.WelcomePage, addresses.Week)
                        : null,
                },
            ],
            { Tone: DigestTone.Quiet } =>
            [
                WeekSentences.CreateQuietBlock(content, language),
                AheadSentences.CreateQuietBlock(content, language),
                .. CreateRaceBlockInDigest(content, language),
            ],
            _ =>
            [
                WeekSentences.CreateBlock(content, language),
                .. CreateRaceBlockInDigest(content, language),
                WhySentences.CreateBlock(content, decision, language),
                TonightSentences.CreateBlock(content, language),
                AheadSentences.CreateBlock(content, language),
            ],
        };

    /// <summary>Creates the blocks of a race mail: those about the race, without the week.</summary>
    private static List<PageBlock> CreateRaceBlocks(
        DigestContent content,
        RaceMail race,
        Decision decision,
        Language language
    )
    {
        var showsWindow = content.Plan.Massage is not null && race.Stage is RaceMailStage.Plan or RaceMailStage.After;
        List<PageBlock> blocks =
        [
            .. new[]
            {
                RaceSentences.CreateBlock(content, race, language),
                showsWindow ? WhySentences.CreateBlock(content, decision, language) : new PageBlock("", [], [], []),
                TonightSentences.CreateBlock(content, language),
            }.Where(block => !block.IsEmpty),
        ];
        if (blocks.Count > 0)
        {
            blocks[0] = blocks[0] with { ShowsPicture = content.ChartDays is not null };
        }

        return blocks;
    }

    /// <summary>Creates the block of the race mail that a digest includes, if it says more than the digest.</summary>
    private static IEnumerable<PageBlock> CreateRaceBlockInDigest(DigestContent content, Language language) =>
        content.RaceMail is { Stage: not RaceMailStage.After } race
        && (race.Stage == RaceMailStage.Eve || !content.Omits(DigestShortening.Rest))
            ? [RaceSentences.CreateBlock(content, race, language)]
            : [];

    /// <summary>A race mail before a race asks about the race itself.</summary>
    private static MailQuestion ChooseQuestion(DigestContent content, AnswerSentences answers) =>
        content switch
        {
            { Tone: DigestTone.Medical } => answers.AskMedical(),
            { Tone: DigestTone.Welcome } => MailQuestion.None,
            { IsRaceMail: true, RaceMail: { } race } => race switch
            {
                { Stage: RaceMailStage.After, IsRecorded: false } => answers.AskStart(race.Race.Date),
                { Stage: RaceMailStage.Plan or RaceMailStage.LastDeep } when content.Plan.Massage is not null =>
                    answers.AskFirst(),
                { Stage: RaceMailStage.After or RaceMailStage.Check } => answers.AskFirst(),
                _ => answers.AskRaceDate(race.Race),
            },
            { LeadingRaceMail: { Stage: RaceMailStage.After } race } => answers.AskStart(race.Race.Date),
            _ => answers.AskFirst(),
        };

    private static string ChooseSubject(DigestContent content, Language language)
    {
        var (texts, plan) = (language.Subjects, content.Plan);
        if (content.LeadingRaceMail is { } race)
        {
            return ChooseRaceSubject(content, race, language);
        }

        return content switch
        {
            { Tone: DigestTone.Medical } => texts.Medical(plan.Medical!.Level),
            { Tone: DigestTone.Welcome } => texts.Welcome,
            { Tone: DigestTone.Quiet, KnownUntil: { } day } => texts.NoNews(language.ShortDays(day, day)),
            { Tone: DigestTone.Quiet, HasNoRecentTraining: true } => texts.QuietTime,
            { Tone: DigestTone.Quiet, IsQuietWeek: true } => texts.Quiet,
            { IsAboutPain: true } => texts.SeeSomeone,
            { IsBooked: true, Plan.Massage: { } kept } => texts.Keep(language.ShortDays(kept.From, kept.From)),
            { Plan.Massage: { } massage } when plan.Facts.SlotsToMove.Count > 0 => texts.MoveTo(
                language.ShortDays(massage.From, massage.To)
            ),
            { Plan.Massage: { } massage } => texts.Massage(
                language.ShortDays(massage.From, massage.To),
                massage.From <= content.Today.AddDays(DaysPerWeek)
            ),
            _ when plan.Facts.SlotsToMove is [var slot, ..] => texts.Move(language.ShortDays(slot.Date, slot.Date)),
            _ => texts.NothingToBook,
        };
    }

    private static string ChooseRaceSubject(DigestContent content, RaceMail race, Language language)
    {
        var (texts, name) = (language.Race, RaceSentences.GetName(content, race));
        return race.Stage switch
        {
            RaceMailStage.Plan when content.Plan.Massage is { } massage => texts.SubjectPlan(
                name,
                massage.From,
                massage.To
            ),
            RaceMailStage.Plan => texts.SubjectNothingToBook(name),
            RaceMailStage.LastDeep => texts.SubjectLastDeep(name),
            RaceMailStage.Eve => texts.SubjectEve(name),
            RaceMailStage.After when !race.IsRecorded => texts.SubjectStarted(name),
            RaceMailStage.After
                when content.FindActivity(race.Race) is { } activity
                    && (activity.Facts.IsStoppedEarly || DigestContent.IsGuess(activity)) => texts.SubjectStopped(name),
            RaceMailStage.After => texts.SubjectAfter(name),
            _ => texts.SubjectCheck(name),
        };
    }

    private static string ChoosePreheader(DigestContent content, Language language)
    {
        var (texts, plan) = (language.Subjects, content.Plan);
        return content switch
        {
            { LeadingRaceMail: { } race } => ChooseRacePreheader(content, race, language),
            { Tone: DigestTone.Medical } when MedicalSentences.IsAboutCondition(plan.Medical!) =>
                texts.PreheaderCondition,
            { Tone: DigestTone.Medical } => texts.PreheaderMedical(plan.Medical!.Level),
            { Tone: DigestTone.Welcome } => texts.PreheaderWelcome,
            { Tone: DigestTone.Quiet } => ChooseQuietPreheader(content, language),
            { IsAboutPain: true } => texts.PreheaderSeeSomeone,
            { IsBooked: true, Plan.Massage: not null } when plan.Reasons.Contains(ReasonCode.SlotLight) =>
                texts.PreheaderKeepLight,
            { IsBooked: true, Plan.Massage: not null } => texts.PreheaderKeep,
            _ when plan.Facts.SlotsToMove.Count > 0 => texts.PreheaderMove,
            { Plan: { Massage: null, SelfMassage: null } } => texts.PreheaderQuietTime,
            { Plan.Massage: null } => texts.PreheaderNothing,
            { IsAboutLongEvent: true, MainActivity: { } activity } => texts.PreheaderLong(
                DateOnly.FromDateTime(activity.Activity.Start.DateTime) is var day && day == content.Today
                    ? ""
                    : language.Weekday(day),
                language.Duration(Sentences.RoundMinutes(activity))
            ),
            { Plan.Massage: { Kind: MassageKind.Swedish } massage } when content.Trigger == ReasonCode.RacePost =>
                texts.PreheaderRacePost(language.Weekday(massage.From)),
            { Plan.Massage.Kind: MassageKind.Swedish } when content.Trigger == ReasonCode.RacePre =>
                texts.PreheaderRacePreLight,
            _ when content.Trigger == ReasonCode.RacePre => texts.PreheaderRacePre,
            _ when content.Trigger == ReasonCode.HardBlock => texts.PreheaderHardBlock,
            { Plan: { Massage: { } massage, Facts.LastMassage: { } last } }
                when content.Trigger == ReasonCode.Maintenance => texts.PreheaderMaintenance(
                massage.From.DayNumber - last.DayNumber
            ),
            _ => texts.PreheaderBook,
        };
    }

    private static string ChooseQuietPreheader(DigestContent content, Language language)
    {
        var texts = language.Subjects;
        return content switch
        {
            { KnownUntil: not null } => texts.PreheaderNoNews,
            { HasNoRecentTraining: true } => texts.PreheaderQuietTime,
            { MissedLongRun: not null } => texts.PreheaderMissed,
            _ when content.Questions.Select(question => question.Activity).FirstOrDefault() is { } asked =>
                texts.PreheaderQuestion(
                    Sentences.FormatPastDay(DateOnly.FromDateTime(asked.Activity.Start.DateTime), content, language)
                ),
            _ => texts.PreheaderQuiet,
        };
    }

    private static string ChooseRacePreheader(DigestContent content, RaceMail race, Language language) =>
        race.Stage switch
        {
            RaceMailStage.Plan when content.Plan.Massage is null => language.Race.PreheaderNothingToBook,
            RaceMailStage.Plan => language.Race.PreheaderPlan,
            RaceMailStage.LastDeep => language.Race.PreheaderLastDeep,
            RaceMailStage.Eve => language.Race.PreheaderEve,
            RaceMailStage.After when !race.IsRecorded => language.Race.PreheaderStarted,
            RaceMailStage.After when content.Plan.Massage is { } massage => language.Subjects.PreheaderRacePost(
                language.Weekday(massage.From)
            ),
            RaceMailStage.After => language.Race.PreheaderAfter,
            _ => language.Race.PreheaderCheck,
        };

    private static string ChooseEncouragement(DigestContent content, Language language)
    {
        if (content.Omits(DigestShortening.Rest))
        {
            return "";
        }

        if (content.Tone is DigestTone.Medical or DigestTone.Welcome)
        {
            return content.Plan.Medical?.Level == MedicalLevel.Postpone ? language.Medical.GetWellSoon : "";
        }

        switch (content.LeadingRaceMail?.Stage)
        {
            case RaceMailStage.Eve:
                return language.Race.EveWish;
            case RaceMailStage.Plan or RaceMailStage.LastDeep:
                return language.Race.PlanWish;
            case RaceMailStage.Check:
                return language.Race.CheckWish;
        }

        var isSerious =
            content.Trigger == ReasonCode.PainLocal
            || content.ReportedPains.Count > 0
            || content.Week.Any(entry => entry.Lead.Facts.IsStoppedEarly)
            || content.FindActivity(content.Plan.Facts.LastRace)?.Facts.IsStoppedEarly == true;
        var isGreat = content.FinishedRace is not null || content.Plan.Reasons.Contains(ReasonCode.Spike);
        if (!isSerious && content.LeadingRaceMail is { IsRecorded: false })
        {
            return language.Closing.HopeItWentWell;
        }

        if (!isSerious && content.KnownUntil is not null)
        {
            return "";
        }

        if (content.Sessions.Count == 0 || isSerious)
        {
            return language.Closing.Gentle;
        }

        if (isGreat && content.WeekNumber % WeeksPerSeason == 0)
        {
            return language.Closing.TreatYourself;
        }

        var isBigWeek = content is { IsRaceMail: false, Tone: DigestTone.Full, MinutesAboveUsual: > 0 };
        string[] lines =
        [
            .. isBigWeek ? language.Closing.BigWeek.Select(line => line(content.WeekMinutes)) : [],
            .. language.Closing.Encouragements,
        ];
        return lines[content.WeekNumber % lines.Length];
    }

    /// <summary>
    /// The link at the foot of digests. The text part has one address for all answers, which pauses too.
    /// </summary>
    private static PageLink? CreatePauseLink(DigestContent content, Language language) =>
        content is { PageAddresses: { } addresses, IsRaceMail: false, Tone: not DigestTone.Medical }
            ? new PageLink(
                language.Answers.Choice(AnswerAction.PauseWeek),
                addresses.GetAnswer(new AnswerChoice(AnswerAction.PauseWeek))
            )
            : null;

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
            lines.Add(language.Closing.SettingsAt(page.ToString()));
        }

        lines.Add(
            addresses.UnsubscribePage is { } unsubscribe
                ? language.Closing.Unsubscribe(unsubscribe.AbsoluteUri, true)
                : language.Closing.Unsubscribe(addresses.Operator.Address, false)
        );
        foreach (var source in SourceDescriptors.All.Where(source => content.CreditedSources.Contains(source.Name)))
        {
            switch (source.Attribution)
            {
                case SourceAttribution.PoweredBy:
                    lines.Add(language.Closing.PoweredBy(source.Name.DisplayName));
                    break;
                case SourceAttribution.DataFrom:
                    lines.Add(language.Closing.DataFrom(source.Name.DisplayName));
                    break;
                default:
                    break;
            }
        }

        return lines;
    }
}
