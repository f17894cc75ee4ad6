using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The block "Why this": the main reason, the most important other reason, and how well studied it is.
/// </summary>
internal static class WhySentences
{
    /// <summary>The line about the myth appears once in this many weeks.</summary>
    private const int MythIntervalWeeks = 8;

    /// <summary>
    /// The other reasons, in order of precedence: those that restrict the days, then the budget, then the rest.
    /// </summary>
    private static readonly ReasonCode[] SecondaryReasons =
    [
        ReasonCode.SlotLight,
        ReasonCode.TwoRaces,
        ReasonCode.RaceTooClose,
        ReasonCode.NextDayNotEasy,
        ReasonCode.MinGap,
        ReasonCode.WindowExpired,
        ReasonCode.BudgetNone,
        ReasonCode.BudgetSave,
        ReasonCode.HardBlock,
    ];

    /// <summary>What the advice is based on appears once in this many weeks.</summary>
    private const int EvidenceIntervalWeeks = 4;

    public static PageBlock CreateBlock(DigestContent content, Language language) =>
        new(language.HeadingWhy, [.. CreateReasons(content, language)], [], [.. CreateEvidence(content, language)]);

    /// <summary>Says that no massage is known and how to log one; for the block about corrections.</summary>
    public static IEnumerable<string> DescribeUnknownHistory(DigestContent content, Language language) =>
        content.Plan.Reasons.Contains(ReasonCode.HistoryUnknown) && content.Trigger != ReasonCode.PainLocal
            ? [language.Reasons.HistoryUnknown]
            : [];

    private static IEnumerable<string> CreateReasons(DigestContent content, Language language)
    {
        var reasons = content.Plan.Reasons;
        var trigger = DescribeTrigger(content, language);
        if (trigger is not null)
        {
            yield return trigger;
        }

        if (content.Trigger != ReasonCode.PainLocal && reasons.Contains(ReasonCode.PainLocal))
        {
            yield return language.Reasons.PainLocal(GetSoreArea(content));
        }

        var secondary = SecondaryReasons
            .Union(reasons)
            .Where(code => code != content.Trigger && reasons.Contains(code))
            .Select(code => DescribeSecondaryReason(code, content, language));
        foreach (
            var other in secondary
                .OfType<string>()
                .Take(
                    content.Omits(DigestShortening.SecondReason) ? 0
                    : trigger is null ? 2
                    : 1
                )
        )
        {
            yield return other;
        }
    }

    private static string? DescribeSecondaryReason(ReasonCode code, DigestContent content, Language language)
    {
        var (plan, facts, texts) = (content.Plan, content.Plan.Facts, language.Reasons);
        if (code == ReasonCode.RaceTooClose && plan.Massage is null)
        {
            return texts.RaceTooClose(UntrustedText.Sanitize(facts.NextRace?.Name ?? ""));
        }

        if (code == ReasonCode.MinGap && facts.LastMassage is { } last && content.Trigger != ReasonCode.KeepSlot)
        {
            return texts.MinGap(
                language.LongDate(last),
                facts.NextDayAfterGap is { } next ? language.LongDate(next) : ""
            );
        }

        return code == ReasonCode.TwoRaces && plan.Massage is not null ? texts.TwoRaces
            : code == ReasonCode.NextDayNotEasy && plan.Massage is null ? texts.NextDayNotEasy
            : code == ReasonCode.WindowExpired && plan.Massage is not null ? texts.WindowExpired
            : code == ReasonCode.HardBlock && content.Trigger is not null ? texts.HardBlock
            : texts.Plain.GetValueOrDefault(code);
    }

    private static string? DescribeTrigger(DigestContent content, Language language)
    {
        var (trigger, facts, texts) = (content.Trigger, content.Plan.Facts, language.Reasons);
        if (trigger == ReasonCode.PainLocal)
        {
            return texts.PainLocal(GetSoreArea(content));
        }

        if (trigger == ReasonCode.RacePost && facts.LastRace is { } raced)
        {
            var date = language.LongDate(raced.Date);
            return Sentences.Join(
                content.FindActivity(raced)?.Facts.IsStoppedEarly == true
                    ? texts.RacePostStopped(date)
                    : texts.RacePost(UntrustedText.Sanitize(content.GetRaceName(raced)), date),
                content.EarlyGentle ? texts.EarlyGentle : null
            );
        }

        if (trigger == ReasonCode.RacePre && facts.NextRace is { } race)
        {
            var days = race.Date.DayNumber - content.Today.DayNumber;
            return texts.RacePre(UntrustedText.Sanitize(race.Name), days);
        }

        if (content.IsAboutLongEvent && content.FindActivity(facts.LastLongEvent) is { } activity)
        {
            return texts.Long(
                Sentences.RoundMinutes(activity),
                language.LongDate(facts.LastLongEvent!.Date),
                Sentences.CompareWithUsual(activity, language)
            );
        }

        if (trigger == ReasonCode.Maintenance)
        {
            return facts.LastMassage is { } last
                ? texts.Maintenance(language.LongDate(last))
                : texts.MaintenanceUndated;
        }

        return trigger == ReasonCode.KeepSlot ? texts.KeepSlot
            : trigger == ReasonCode.HardBlock ? texts.HardBlock
            : null;
    }

    private static IEnumerable<string> CreateEvidence(DigestContent content, Language language)
    {
        if (content.Plan.Massage is not { } massage)
        {
            yield break;
        }

        if (content.IsAboutLongEvent || content.Trigger == ReasonCode.RacePost)
        {
            yield return language.MayEase;
            if (
                !content.IsRaceMail
                && !content.Omits(DigestShortening.Asides)
                && content.WeekNumber % MythIntervalWeeks == 0
            )
            {
                yield return language.Myth;
            }
        }

        yield return language.Grade(massage.EvidenceGrade);
        if (
            content.RaceMail is null
            && !content.Omits(DigestShortening.Asides)
            && content.WeekNumber % EvidenceIntervalWeeks == EvidenceIntervalWeeks / 2
        )
        {
            yield return language.EvidenceBasis;
        }
    }

    private static string GetSoreArea(DigestContent content) =>
        content.ReportedPains is [var newest, ..] ? UntrustedText.Sanitize(newest.Area) : "";
}
