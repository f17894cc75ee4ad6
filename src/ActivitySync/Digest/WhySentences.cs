using ActivitySync.Digest.Words;
using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>Why this: first the trigger, then what else shaped the answer, then how well studied it is.</summary>
internal static class WhySentences
{
    /// <summary>The myth line comes at most once in this many digests.</summary>
    private const int MythEvery = 8;

    /// <summary>What the advice rests on is said once in this many.</summary>
    private const int RestsOnEvery = 4;

    public static PageBlock Block(DigestContent content, Language language) =>
        new(language.HeadingWhy, [.. Reasons(content, language).OfType<string>()], [], [.. Evidence(content, language)]);

    private static IEnumerable<string?> Reasons(DigestContent content, Language language)
    {
        var plan = content.Plan;
        var facts = plan.Facts;
        yield return Trigger(content, language);
        foreach (var code in plan.Reasons)
        {
            if (code == content.Trigger && code != ReasonCode.SlotMove) continue;
            switch (code)
            {
                case ReasonCode.PainLocal:
                    yield return language.Why.PainLocal(SoreArea(content));
                    break;
                case ReasonCode.TwoRaces when plan.Massage is not null:
                    yield return language.Why.TwoRaces;
                    break;
                case ReasonCode.RaceTooClose when plan.Massage is null:
                    yield return language.Why.RaceTooClose(OutsideText.Tame(facts.NextRace?.Name ?? ""));
                    break;
                case ReasonCode.HardBlock when content.Trigger is not null:
                    yield return language.Why.HardBlock;
                    break;
                case ReasonCode.SlotLight:
                    yield return language.Why.SlotLight;
                    break;
                case ReasonCode.NextDayNotEasy when plan.Massage is null:
                    yield return language.Why.NextDayNotEasy;
                    break;
                case ReasonCode.MinGap when facts.LastMassage is { } last && content.Trigger != ReasonCode.KeepSlot:
                    yield return language.Why.MinGap(language.LongDate(last), facts.NextDayByGap is { } next ? language.LongDate(next) : "");
                    break;
                case ReasonCode.BudgetNone:
                    yield return language.Why.BudgetNone;
                    break;
                case ReasonCode.BudgetSave:
                    yield return language.Why.BudgetSave;
                    break;
                case ReasonCode.WindowExpired when plan.Massage is not null:
                    yield return language.Why.WindowExpired;
                    break;
                case ReasonCode.HistoryUnknown when content.Trigger != ReasonCode.PainLocal:
                    yield return language.Why.HistoryUnknown;
                    break;
            }
        }
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
                        : language.Why.RacePost(OutsideText.Tame(race.Name), date),
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
            if (content.WeekNumber % MythEvery == 0) yield return language.Myth;
        }

        yield return language.Grade(massage.EvidenceGrade);
        if (content.Race is null && content.WeekNumber % RestsOnEvery == RestsOnEvery / 2) yield return language.RestsOn;
    }

    private static string SoreArea(DigestContent content) => content.Reported is [var newest, ..] ? OutsideText.Tame(newest.Area) : "";
}
