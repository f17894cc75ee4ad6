using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;

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
        var (plan, facts) = (content.Plan, content.Plan.Facts);
        return code switch
        {
            ReasonCode.SlotLight => language.Reasons.SlotLight,
            ReasonCode.TwoRaces when plan.Massage is not null => language.Reasons.TwoRaces,
            ReasonCode.RaceTooClose when plan.Massage is null => language.Reasons.RaceTooClose(
                UntrustedText.Sanitize(facts.NextRace?.Name ?? "")
            ),
            ReasonCode.NextDayNotEasy when plan.Massage is null => language.Reasons.NextDayNotEasy,
            ReasonCode.MinGap when facts.LastMassage is { } last && content.Trigger != ReasonCode.KeepSlot =>
                language.Reasons.MinGap(
                    language.LongDate(last),
                    facts.NextDayAfterGap is { } next ? language.LongDate(next) : ""
                ),
            ReasonCode.WindowExpired when plan.Massage is not null => language.Reasons.WindowExpired,
            ReasonCode.BudgetNone => language.Reasons.BudgetNone,
            ReasonCode.BudgetSave => language.Reasons.BudgetSave,
            ReasonCode.HardBlock when content.Trigger is not null => language.Reasons.HardBlock,
            _ => null,
        };
    }

    private static string? DescribeTrigger(DigestContent content, Language language)
    {
        var facts = content.Plan.Facts;
        switch (content.Trigger)
        {
            case ReasonCode.PainLocal:
                return language.Reasons.PainLocal(GetSoreArea(content));
            case ReasonCode.KeepSlot:
                return language.Reasons.KeepSlot;
            case ReasonCode.RacePost when facts.LastRace is { } race:
                var date = language.LongDate(race.Date);
                return Sentences.Join(
                    content.FindActivity(race)?.Facts.IsStoppedEarly == true
                        ? language.Reasons.RacePostStopped(date)
                        : language.Reasons.RacePost(UntrustedText.Sanitize(content.GetRaceName(race)), date),
                    content.EarlyGentle ? language.Reasons.EarlyGentle : null
                );
            case ReasonCode.RacePre when facts.NextRace is { } race:
                return language.Reasons.RacePre(
                    UntrustedText.Sanitize(race.Name),
                    race.Date.DayNumber - content.Today.DayNumber
                );
            case ReasonCode.VeryLong
            or ReasonCode.LongRun
            or ReasonCode.LongLoad when content.FindActivity(facts.LastLongEvent) is { } activity:
                return language.Reasons.Long(
                    Sentences.RoundMinutes(activity),
                    language.LongDate(facts.LastLongEvent!.Date),
                    Sentences.CompareWithUsual(activity, language)
                );
            case ReasonCode.HardBlock:
                return language.Reasons.HardBlock;
            case ReasonCode.Maintenance:
                return facts.LastMassage is { } last
                    ? language.Reasons.Maintenance(language.LongDate(last))
                    : language.Reasons.MaintenanceUndated;
            default:
                return null;
        }
    }

    private static IEnumerable<string> CreateEvidence(DigestContent content, Language language)
    {
        if (content.Plan.Massage is not { } massage)
        {
            yield break;
        }

        if (content.Trigger is ReasonCode.VeryLong or ReasonCode.LongRun or ReasonCode.LongLoad or ReasonCode.RacePost)
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
