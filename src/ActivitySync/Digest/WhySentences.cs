using ActivitySync.Digest.Words;
using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>Why this: first the trigger, then the one other thing that shaped the answer most, then how well studied it is.</summary>
internal static class WhySentences
{
    /// <summary>The myth line comes at most once in this many digests.</summary>
    private const int MythEvery = 8;

    /// <summary>What else is said beside the trigger, the first that was given: what binds the days, then what it means for the purse, then the rest.</summary>
    private static readonly ReasonCode[] _beside =
    [
        ReasonCode.SlotLight, ReasonCode.TwoRaces, ReasonCode.RaceTooClose, ReasonCode.NextDayNotEasy, ReasonCode.MinGap, ReasonCode.WindowExpired,
        ReasonCode.BudgetNone, ReasonCode.BudgetSave, ReasonCode.HardBlock,
    ];

    /// <summary>What the advice rests on is said once in this many.</summary>
    private const int RestsOnEvery = 4;

    public static PageBlock Block(DigestContent content, Language language) =>
        new(language.HeadingWhy, [.. Reasons(content, language)], [], [.. Evidence(content, language)]);

    /// <summary>That no massage is known, and how to tell of one: it stands where the runner puts things right.</summary>
    public static IEnumerable<string> Unknown(DigestContent content, Language language) =>
        content.Plan.Reasons.Contains(ReasonCode.HistoryUnknown) && content.Trigger != ReasonCode.PainLocal ? [language.Why.HistoryUnknown] : [];

    private static IEnumerable<string> Reasons(DigestContent content, Language language)
    {
        var given = content.Plan.Reasons;
        var trigger = Trigger(content, language);
        if (trigger is not null) yield return trigger;
        if (content.Trigger != ReasonCode.PainLocal && given.Contains(ReasonCode.PainLocal)) yield return language.Why.PainLocal(SoreArea(content));
        var beside = _beside.Where(code => code != content.Trigger && given.Contains(code)).Select(code => Beside(code, content, language));
        foreach (var other in beside.OfType<string>().Take(content.Leaves(Cut.SecondReason) ? 0 : trigger is null ? 2 : 1)) yield return other;
    }

    private static string? Beside(ReasonCode code, DigestContent content, Language language)
    {
        var (plan, facts) = (content.Plan, content.Plan.Facts);
        return code switch
        {
            ReasonCode.SlotLight => language.Why.SlotLight,
            ReasonCode.TwoRaces when plan.Massage is not null => language.Why.TwoRaces,
            ReasonCode.RaceTooClose when plan.Massage is null => language.Why.RaceTooClose(OutsideText.Tame(facts.NextRace?.Name ?? "")),
            ReasonCode.NextDayNotEasy when plan.Massage is null => language.Why.NextDayNotEasy,
            ReasonCode.MinGap when facts.LastMassage is { } last && content.Trigger != ReasonCode.KeepSlot =>
                language.Why.MinGap(language.LongDate(last), facts.NextDayByGap is { } next ? language.LongDate(next) : ""),
            ReasonCode.WindowExpired when plan.Massage is not null => language.Why.WindowExpired,
            ReasonCode.BudgetNone => language.Why.BudgetNone,
            ReasonCode.BudgetSave => language.Why.BudgetSave,
            ReasonCode.HardBlock when content.Trigger is not null => language.Why.HardBlock,
            _ => null,
        };
    }

    private static string? Trigger(DigestContent content, Language language)
    {
        var facts = content.Plan.Facts;
        switch (content.Trigger)
        {
            case ReasonCode.PainLocal:
                return language.Why.PainLocal(SoreArea(content));
            case ReasonCode.KeepSlot:
                return language.Why.KeepSlot;
            case ReasonCode.RacePost when facts.LastRace is { } race:
                var date = language.LongDate(race.Date);
                return Sentences.Join(
                    content.ActivityOf(race)?.Facts.StoppedEarly == true
                        ? language.Why.RacePostStopped(date)
                        : language.Why.RacePost(OutsideText.Tame(content.NameOf(race)), date),
                    content.EarlyGentle ? language.Why.EarlyGentle : null);
            case ReasonCode.RacePre when facts.NextRace is { } race:
                return language.Why.RacePre(OutsideText.Tame(race.Name), race.Date.DayNumber - content.Today.DayNumber);
            case ReasonCode.VeryLong or ReasonCode.LongRun or ReasonCode.LongLoad when content.ActivityOf(facts.LastLong) is { } activity:
                return language.Why.Long(Sentences.Minutes(activity), language.LongDate(facts.LastLong!.Date), Sentences.Compared(activity, language));
            case ReasonCode.HardBlock:
                return language.Why.HardBlock;
            case ReasonCode.Maintenance:
                return facts.LastMassage is { } last
                    ? language.Why.Maintenance(language.LongDate(last))
                    : language.Why.MaintenanceUndated;
            default:
                return null;
        }
    }

    private static IEnumerable<string> Evidence(DigestContent content, Language language)
    {
        if (content.Plan.Massage is not { } massage) yield break;
        if (content.Trigger is ReasonCode.VeryLong or ReasonCode.LongRun or ReasonCode.LongLoad or ReasonCode.RacePost)
        {
            yield return language.MayEase;
            if (!content.IsRaceMail && !content.Leaves(Cut.Asides) && content.WeekNumber % MythEvery == 0) yield return language.Myth;
        }

        yield return language.Grade(massage.EvidenceGrade);
        if (content.Race is null && !content.Leaves(Cut.Asides) && content.WeekNumber % RestsOnEvery == RestsOnEvery / 2) yield return language.RestsOn;
    }

    private static string SoreArea(DigestContent content) => content.Reported is [var newest, ..] ? OutsideText.Tame(newest.Area) : "";
}
