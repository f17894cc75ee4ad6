using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>From legal days to one suggestion (R8, R16, R19 to R23; rules.md 7).</summary>
/// <param name="Window">The massage; null if there is none to suggest.</param>
/// <param name="Codes">BUDGET_NONE, BUDGET_SAVE, WINDOW_EXPIRED as given.</param>
internal sealed record MassageChoice(MassageWindow? Window, ReasonSet Codes)
{
    private static readonly MassageChoice Nothing = new(null, default);

    internal static MassageChoice Choose(PlanningContext context, MassageTrigger trigger, AllowedDays days)
    {
        if (trigger is MassageTrigger.None or MassageTrigger.Medical)
        {
            return Nothing;
        }

        if (context.Budget == Budget.None)
        {
            return new(null, ReasonSet.From(ReasonCode.BudgetNone));
        }

        var range = TriggerSelector.GetCandidateRange(context, trigger);
        var deep = GetAllowedDays(range, days, deep: true);
        if (trigger == MassageTrigger.Pain)
        {
            return new(CreateWindow(MassageKind.ActiveRelease, deep, EvidenceGrade.C, context), default);
        }

        if (context.Budget == Budget.Occasional && !IsWorthSavingFor(context, trigger))
        {
            return new(null, ReasonSet.From(ReasonCode.BudgetSave));
        }

        var gentle = GetAllowedDays(range, days, deep: false);
        if (trigger == MassageTrigger.RacePre)
        {
            deep.RemoveAll(day => SwedishNearRaceRule.Applies(day, context));
        }

        var isDeep = IsDeepBest(context, trigger, gentle, deep);
        var chosen = isDeep ? deep : gentle;
        var codes = default(ReasonSet);
        if (FindTriggeringEvent(context, trigger) is { } opening)
        {
            var preferred = context.Parameters.GetDaysAfter(opening.Class);
            var better = chosen.FindAll(day =>
                day - opening.Day >= preferred.PreferredFrom && day - opening.Day <= preferred.PreferredTo
            );
            chosen = better.Count > 0 ? better : chosen;
            codes = ReasonSet.FromIf(ReasonCode.WindowExpired, context.Today - opening.Day >= preferred.PreferredTo);
        }

        return new(
            CreateWindow(
                isDeep ? MassageKind.DeepTissue : MassageKind.Swedish,
                chosen,
                GetEvidenceGrade(trigger),
                context
            ),
            codes
        );
    }

    /// <summary>Days of the range that are legal for the kind and far enough from the last massage.</summary>
    private static List<int> GetAllowedDays((int First, int Last) range, AllowedDays days, bool deep)
    {
        var open = new List<int>();
        for (var day = range.First; day <= range.Last; day++)
        {
            if (days.IsAllowed(day, deep) && !days.IsWithinGap(day))
            {
                open.Add(day);
            }
        }

        return open;
    }

    /// <summary>An occasional massage is for races and the very longest runs (R31).</summary>
    private static bool IsWorthSavingFor(PlanningContext context, MassageTrigger trigger) =>
        trigger is MassageTrigger.RacePost or MassageTrigger.RacePre
        || (trigger == MassageTrigger.Long && context.LastLongEvent!.Class == EventClass.VeryLong);

    /// <summary>R18 to R20, R22: deep for hard training, gentle after a race and for those who have it the first time before one.</summary>
    private static bool IsDeepBest(PlanningContext context, MassageTrigger trigger, List<int> gentle, List<int> deep) =>
        trigger switch
        {
            _ when deep.Count == 0 => false,
            MassageTrigger.Long or MassageTrigger.HardBlock => deep[0] - gentle[0] <= context.Parameters.DeepLeadDays,
            MassageTrigger.RacePre => context.Rhythm.History != MassageHistory.Unknown,
            _ => false,
        };

    /// <summary>The event whose preferred days count (R8).</summary>
    internal static RecoveryEvent? FindTriggeringEvent(PlanningContext context, MassageTrigger trigger) =>
        trigger switch
        {
            MassageTrigger.RacePost => context.LastRace,
            MassageTrigger.Long => context.LastLongEvent,
            _ => null,
        };

    private static EvidenceGrade GetEvidenceGrade(MassageTrigger trigger) =>
        trigger switch
        {
            MassageTrigger.RacePost or MassageTrigger.Long or MassageTrigger.Maintenance => EvidenceGrade.B,
            MassageTrigger.HardBlock => EvidenceGrade.D,
            _ => EvidenceGrade.C,
        };

    /// <summary>The first day and those that follow it without a hole.</summary>
    private static MassageWindow? CreateWindow(
        MassageKind kind,
        List<int> days,
        EvidenceGrade grade,
        PlanningContext context
    )
    {
        if (days.Count == 0)
        {
            return null;
        }

        var count = 1;
        while (count < days.Count && count < context.Parameters.WindowDays && days[count] == days[0] + count)
        {
            count++;
        }

        return new(kind, days[0], days[count - 1], grade);
    }
}

/// <summary>The massage chosen: a kind and the days it may be had, both included. Days are day numbers.</summary>
internal sealed record MassageWindow(MassageKind Kind, int From, int To, EvidenceGrade Grade)
{
    internal bool IsDeep => Kind.IsDeep();

    internal bool Contains(int day) => day >= From && day <= To;
}
