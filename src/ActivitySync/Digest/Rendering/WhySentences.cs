using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The block "Why now": what the kind is, the most important other reason, the main reason, and how well studied it is.
/// A reason that disagrees with the chosen kind, days or budget is left out.
/// </summary>
internal static class WhySentences
{
    /// <summary>The line about the myth appears once in this many weeks.</summary>
    private const int MythIntervalWeeks = 8;

    /// <summary>What the advice is based on appears once in this many weeks.</summary>
    private const int EvidenceIntervalWeeks = 4;

    /// <summary>The other reasons, in order of precedence.</summary>
    private static readonly ReasonCode[] SecondaryReasons =
    [
        ReasonCode.HistoryUnknown,
        ReasonCode.TwoRaces,
        ReasonCode.WindowExpired,
        ReasonCode.HardBlock,
    ];

    /// <summary>The first suggested day is this many days after a race if the athlete is said to wait.</summary>
    private const int MinDaysToWait = 3;

    public static PageBlock CreateBlock(DigestContent content, Decision decision, Language language)
    {
        List<string> reasons = [.. CreateReasons(content, language)];
        return new PageBlock(
            content.Plan.Massage is null || (content.IsBooked && reasons.Count == 0) ? language.Reasons.HeadingAside
                : content.IsBooked ? language.Reasons.HeadingFits
                : language.Reasons.HeadingNow,
            [
                .. DescribeChange(content, language),
                .. DescribeKind(content, language),
                .. reasons,
                .. DescribeAftercare(content, decision, language),
                .. CreateEvidence(content, language),
            ],
            [],
            []
        );
    }

    /// <summary>Says that the days differ from those of an earlier email, and why.</summary>
    private static IEnumerable<string> DescribeChange(DigestContent content, Language language)
    {
        if (content.Change is not { Before: var before } change || content.IsAboutPain)
        {
            yield break;
        }

        var why = DecisionSentences.ExplainBadDay(change.Reason, change.Day, content, language);
        var days = language.Days(before.From, before.To);
        yield return content.Plan.Massage is not null
            ? language.Decisions.Changed(days, why)
            : language.Decisions.Withdrawn(days, why);
    }

    private static IEnumerable<string> CreateReasons(DigestContent content, Language language)
    {
        var (plan, texts) = (content.Plan, language.Reasons);
        if (content.IsAboutPain)
        {
            if (!content.Omits(DigestShortening.Rest))
            {
                yield return texts.ActiveRelease;
            }

            yield break;
        }

        if (plan.Reasons.Contains(ReasonCode.PainLocal))
        {
            var area = content.ReportedPains is [var newest, ..] ? UntrustedText.Sanitize(newest.Area) : "";
            yield return texts.PainLocal(area);
        }

        foreach (var slot in plan.Facts.SlotsToMove.Skip(content.IsBooked ? 0 : 1).Take(MaxOtherSlots(content)))
        {
            yield return texts.SlotMove(
                language.LongDate(slot.Date),
                DecisionSentences.ExplainBadDay(slot.Date, content, language)
            );
        }

        var secondary = SecondaryReasons
            .Where(code => code != content.Trigger && plan.Reasons.Contains(code))
            .Select(code => DescribeSecondaryReason(code, content, language))
            .OfType<string>()
            .Take(content.Omits(DigestShortening.SecondReason) ? 0 : 1);
        foreach (var other in secondary)
        {
            yield return other;
        }

        if (DescribeTrigger(content, language) is { } main)
        {
            yield return main;
        }

        if (plan.Reasons.Contains(ReasonCode.Spike) && content.IsAboutLongEvent)
        {
            yield return language.Week.Spike;
        }
    }

    private static int MaxOtherSlots(DigestContent content) => content.Omits(DigestShortening.Rest) ? 0 : 1;

    private static string? DescribeSecondaryReason(ReasonCode code, DigestContent content, Language language)
    {
        var texts = language.Reasons;
        return content.Plan.Massage is not { } massage || content.IsBooked ? null
            : code == ReasonCode.TwoRaces ? texts.TwoRaces
            : code == ReasonCode.WindowExpired ? texts.WindowExpired
            : code == ReasonCode.HistoryUnknown ? texts.HistoryUnknown
            : code == ReasonCode.HardBlock && massage.Kind == MassageKind.DeepTissue ? texts.HardBlock
            : null;
    }

    private static string? DescribeTrigger(DigestContent content, Language language)
    {
        var (trigger, facts, texts) = (content.Trigger, content.Plan.Facts, language.Reasons);
        if (content.IsAboutLongEvent)
        {
            return content.MainActivity is { Labels.Count: > 0 } activity
                ? DescribeLong(activity, content, language)
                : null;
        }

        // The other reasons are reasons for a massage.
        return content.Plan.Massage is not { } massage ? null
            : content.IsBooked ? DescribeSlot(content, language)
            : trigger == ReasonCode.RacePre && facts.NextRace is { } race
                ? DescribeRaceAhead(race, massage.Kind, content, language)
            : trigger == ReasonCode.RacePost ? DescribeRacePost(massage, content, language)
            : trigger == ReasonCode.Maintenance
                ? texts.Maintenance(facts.LastMassage is { } last ? language.LongDate(last) : "")
            : trigger == ReasonCode.HardBlock && massage.Kind == MassageKind.DeepTissue ? texts.HardBlock
            : null;
    }

    private static string? DescribeRacePost(MassageAdvice massage, DigestContent content, Language language)
    {
        var texts = language.Reasons;
        var waits =
            content.Plan.Facts.LastRace is { } race && massage.From.DayNumber - race.Date.DayNumber >= MinDaysToWait;
        var sentence = Sentences.Join(waits ? texts.RacePost : "", content.EarlyGentle ? texts.EarlyGentle : "");
        return sentence.Length > 0 ? sentence : null;
    }

    /// <summary>
    /// A booked massage fits: how far it is from what is near. Null for one that has to be light: the first lines say
    /// why, and the same distance is not a reason for it.
    /// </summary>
    private static string? DescribeSlot(DigestContent content, Language language)
    {
        var (day, facts, texts) = (content.Plan.Massage!.From, content.Plan.Facts, language.Decisions);
        if (content.Plan.Reasons.Contains(ReasonCode.SlotLight))
        {
            return null;
        }

        if (content.FindActivity(facts.LastRace ?? facts.LastLongEvent) is { Labels.Count: > 0 } activity)
        {
            var what = DecisionSentences.Describe(activity, content);
            var after = day.DayNumber - what.Date.DayNumber;
            return after > 0
                ? language.Reasons.SlotFits(texts.After(after, after, language.Event(what)))
                : language.Reasons.KeepSlot;
        }

        if (facts.NextRace is { } race && race.Date > day)
        {
            var before = race.Date.DayNumber - day.DayNumber;
            return language.Reasons.SlotFits(texts.Before(before, before, UntrustedText.Sanitize(race.Name)));
        }

        return language.Reasons.KeepSlot;
    }

    private static string DescribeRaceAhead(
        RecoveryEvent race,
        MassageKind kind,
        DigestContent content,
        Language language
    )
    {
        var texts = language.Reasons;
        var days = race.Date.DayNumber - content.Today.DayNumber;
        var name = UntrustedText.Sanitize(race.Name);
        return Sentences.Join(
            kind == MassageKind.Swedish ? texts.RacePreLight(days, name) : texts.RacePre(days, name),
            kind == MassageKind.Swedish
            && content.Plan.History is MassageHistory.Weekly or MassageHistory.Monthly
            && content.DaysToRaceOfRegular is { } left
                ? texts.RacePreRegular(left)
                : ""
        );
    }

    /// <summary>Compares with the usual run in words, and with the last month; null if it doesn't stand out.</summary>
    private static string? DescribeLong(TaggedActivity activity, DigestContent content, Language language)
    {
        var times =
            activity.Facts.UsualMinutes is > 0 and var usual && activity.IsRun
                ? language.Reasons.Times(activity.Facts.Minutes / usual)
                : "";
        var isLongest = activity.IsRun && content.Plan.Reasons.Contains(ReasonCode.Spike);
        return times.Length > 0 || isLongest
            ? language.Reasons.Long(DecisionSentences.Describe(activity, content), times, isLongest)
            : null;
    }

    private static IEnumerable<string> DescribeKind(DigestContent content, Language language)
    {
        if (
            content.Plan.Massage is not { } massage
            || content.IsBooked
            || !content.ExplainsKind
            || content.Omits(DigestShortening.Kind)
        )
        {
            yield break;
        }

        yield return language.KindExplained(massage.Kind);
        if (
            massage.Kind == MassageKind.DeepTissue
            && content.Trigger != ReasonCode.RacePre // its sentence says it
            && !content.Omits(DigestShortening.Background)
        )
        {
            yield return language.Reasons.DepthTakesTime;
        }
    }

    /// <summary>What the massage asks for; the easy day only if the first lines don't say it.</summary>
    private static IEnumerable<string> DescribeAftercare(DigestContent content, Decision decision, Language language)
    {
        if (content.Plan.Massage is not { } massage)
        {
            yield break;
        }

        var saysDay = DecisionSentences.SaysAftercare(decision, language);
        if (!saysDay)
        {
            yield return language.Decisions.AftercareLater;
        }

        if (content.Omits(DigestShortening.Background) || massage.Kind == MassageKind.Swedish)
        {
            yield break;
        }

        if (saysDay && content.ExplainsKind)
        {
            yield return language.Reasons.MassageIsWork;
        }

        if (!content.ExplainsKind && content.Plan.Aftercare.Contains(Aftercare.SecondEasyDayIsBetter))
        {
            yield return language.Reasons.SecondEasyDay;
        }
    }

    private static IEnumerable<string> CreateEvidence(DigestContent content, Language language)
    {
        if (content.Plan.Massage is not { } massage || content.IsBooked)
        {
            yield break;
        }

        var texts = language.Reasons;
        if (content.IsAboutLongEvent || content.Trigger == ReasonCode.RacePost)
        {
            if (content.Omits(DigestShortening.Rest))
            {
                yield break; // without the effect there is no evidence to grade
            }

            yield return texts.MayEase;
            if (!content.Omits(DigestShortening.Background))
            {
                yield return texts.WontMakeFaster;
            }

            if (
                !content.IsRaceMail
                && !content.Omits(DigestShortening.Asides)
                && content.WeekNumber % MythIntervalWeeks == 0
            )
            {
                yield return texts.Myth;
            }
        }

        yield return texts.Grade(massage.EvidenceGrade);
        if (
            content.RaceMail is null
            && !content.Omits(DigestShortening.Asides)
            && content.WeekNumber % EvidenceIntervalWeeks == EvidenceIntervalWeeks / 2
        )
        {
            yield return texts.EvidenceBasis;
        }
    }
}
