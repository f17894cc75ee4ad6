using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Advice;

/// <summary>The days that an email suggested for a massage.</summary>
/// <param name="SentOn">The athlete's local date when the email was written.</param>
/// <param name="Kind">The kind of massage.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
internal sealed record SentWindow(DateOnly SentOn, MassageKind Kind, DateOnly From, DateOnly To)
{
    /// <summary>The athlete said "not this week", so no email asks about it.</summary>
    public bool IsDeclined { get; init; }
}

/// <summary>Days that an earlier email suggested, and that are no longer good.</summary>
/// <param name="Before">The earlier suggestion.</param>
/// <param name="Day">Its first remaining day that is blocked for a reason; the last day if the plan names none.</param>
/// <param name="Reason">The reason that blocks this day; null if the plan names none.</param>
internal sealed record WindowChange(SentWindow Before, DateOnly Day, ReasonCode? Reason);

/// <summary>
/// Keeps the days that an earlier email suggested while they are allowed, so that emails, page and commands don't
/// contradict each other (digest-copy.md 1, rule 15). The planner itself knows no earlier suggestion.
/// </summary>
internal static class WindowKeeper
{
    /// <summary>An older suggestion isn't kept: a week later the next digest decides again.</summary>
    private const int MaxAgeDays = 7;

    /// <summary>With these an earlier suggestion no longer matters.</summary>
    private static readonly ReasonCode[] Overruling =
    [
        ReasonCode.KeepSlot,
        ReasonCode.SlotMove,
        ReasonCode.PainLocal,
        ReasonCode.NoRecentTraining,
    ];

    /// <summary>Replaces the suggested window by the earlier one, or says that it changed.</summary>
    /// <param name="plan">The plan of the day.</param>
    /// <param name="budget">The athlete's budget.</param>
    /// <param name="sent">The windows of earlier emails, newest first.</param>
    /// <param name="parameters">The parameters of the rules.</param>
    public static (RecoveryPlan Plan, WindowChange? Change) Keep(
        RecoveryPlan plan,
        Budget budget,
        IReadOnlyList<SentWindow> sent,
        RuleParameters parameters
    )
    {
        var today = plan.AsOf;
        if (
            sent.Count == 0
            || sent[0] is not { } before
            || before.To <= today
            || before.SentOn > today
            || today.DayNumber - before.SentOn.DayNumber > MaxAgeDays
            || plan.Facts.LastMassage >= before.SentOn
            || plan.Medical is not null
            || plan.Reasons.Any(Overruling.Contains)
            || budget == Budget.None
        )
        {
            return (plan, null);
        }

        var remaining = plan.Calendar.Where(day => day.Date >= before.From && day.Date <= before.To).ToList();
        var kept = remaining.SkipWhile(day => !IsAllowed(day)).TakeWhile(IsAllowed).Select(day => day.Date).ToList();
        if (kept.Count > 0)
        {
            return (Suggest(plan, before.Kind, kept[0], kept[^1]), null);
        }

        return remaining.FirstOrDefault(day => day.Reasons.Count > 0) is { } blocked
            ? (plan, new WindowChange(before, blocked.Date, blocked.Reasons[0]))
            : (plan, new WindowChange(before, before.To, null));

        bool IsAllowed(CalendarDay day) =>
            GetState(day, before.Kind) != DayState.Blocked
            && (
                before.Kind == MassageKind.Swedish
                || plan.Facts.NextRace is not { } race
                || race.Date.DayNumber - day.Date.DayNumber > parameters[SwedishNearRaceRule.WithinDays]
            );
    }

    private static DayState GetState(CalendarDay day, MassageKind kind) =>
        kind == MassageKind.Swedish ? day.Swedish : day.DeepTissue;

    private static RecoveryPlan Suggest(RecoveryPlan plan, MassageKind kind, DateOnly from, DateOnly to)
    {
        if (plan.Massage is { } same && same.Kind == kind && same.From == from && same.To == to)
        {
            return plan;
        }

        var massage = plan.Massage is { } planned
            ? planned with
            {
                Kind = kind,
                From = from,
                To = to,
            }
            : new MassageAdvice
            {
                Kind = kind,
                From = from,
                To = to,
                Reasons = plan.Reasons,
                Rules = [],
                EvidenceGrade = EvidenceGrade.C,
                Explanation = "",
            };
        Aftercare[] aftercare =
        [
            Aftercare.DrinkAsAfterARun,
            Aftercare.NextDayEasyOrRest,
            .. kind == MassageKind.Swedish ? Array.Empty<Aftercare>() : [Aftercare.SecondEasyDayIsBetter],
        ];
        return plan with
        {
            Massage = massage,
            Aftercare = aftercare,
            Calendar =
            [
                .. plan.Calendar.Select(day =>
                {
                    var isInWindow = day.Date >= from && day.Date <= to;
                    return day with
                    {
                        Swedish = Mark(day.Swedish, isInWindow && kind == MassageKind.Swedish),
                        DeepTissue = Mark(day.DeepTissue, isInWindow && kind != MassageKind.Swedish),
                    };
                }),
            ],
        };
    }

    private static DayState Mark(DayState state, bool isSuggested) =>
        isSuggested ? DayState.Suggested
        : state == DayState.Suggested ? DayState.Allowed
        : state;
}
