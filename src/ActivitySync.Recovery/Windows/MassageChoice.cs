using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Windows;

/// <summary>From legal days to one suggestion (R8, R16, R19 to R23; rules.md 7).</summary>
/// <param name="Window">The massage; null if there is none to suggest.</param>
/// <param name="Codes">BUDGET_NONE, BUDGET_SAVE, WINDOW_EXPIRED as given.</param>
internal sealed record MassageChoice(MassageWindow? Window, ReasonSet Codes)
{
    private static readonly MassageChoice s_nothing = new(null, default);

    internal static MassageChoice Choose(Situation situation, Trigger trigger, LegalDays days)
    {
        if (trigger is Trigger.None or Trigger.Medical)
        {
            return s_nothing;
        }

        if (situation.Budget == Budget.None)
        {
            return new(null, ReasonSet.Of(ReasonCode.BudgetNone));
        }

        var range = Triggers.RangeOf(situation, trigger);
        var deep = Open(range, days, deep: true);
        if (trigger == Trigger.Pain)
        {
            return new(FirstRow(MassageKind.ActiveRelease, deep, EvidenceGrade.C, situation), default);
        }

        if (situation.Budget == Budget.Occasional && !IsWorthSavingFor(situation, trigger))
        {
            return new(null, ReasonSet.Of(ReasonCode.BudgetSave));
        }

        var gentle = Open(range, days, deep: false);
        if (trigger == Trigger.RacePre)
        {
            deep.RemoveAll(day => SwedishNearRace.Is(day, situation));
        }

        var isDeep = IsDeepBest(situation, trigger, gentle, deep);
        var chosen = isDeep ? deep : gentle;
        var codes = default(ReasonSet);
        if (Opening(situation, trigger) is { } opening)
        {
            var preferred = situation.Parameters.After(opening.Class);
            var better = chosen.FindAll(day => day - opening.Day >= preferred.PreferredFrom && day - opening.Day <= preferred.PreferredTo);
            chosen = better.Count > 0 ? better : chosen;
            codes = ReasonSet.Of(ReasonCode.WindowExpired, situation.Today - opening.Day >= preferred.PreferredTo);
        }

        return new(FirstRow(isDeep ? MassageKind.DeepTissue : MassageKind.Swedish, chosen, GradeOf(trigger), situation), codes);
    }

    /// <summary>Days of the range that are legal for the kind and far enough from the last massage.</summary>
    private static List<int> Open((int First, int Last) range, LegalDays days, bool deep)
    {
        var open = new List<int>();
        for (var day = range.First; day <= range.Last; day++)
        {
            if (days.IsLegal(day, deep) && !days.IsGapped(day))
            {
                open.Add(day);
            }
        }

        return open;
    }

    /// <summary>An occasional massage is for races and the very longest runs (R31).</summary>
    private static bool IsWorthSavingFor(Situation situation, Trigger trigger) =>
        trigger is Trigger.RacePost or Trigger.RacePre || (trigger == Trigger.Long && situation.LastLong!.Class == EventClass.VeryLong);

    /// <summary>R18 to R20, R22: deep for hard training, gentle after a race and for those who have it the first time before one.</summary>
    private static bool IsDeepBest(Situation situation, Trigger trigger, List<int> gentle, List<int> deep) => trigger switch
    {
        _ when deep.Count == 0 => false,
        Trigger.Long or Trigger.HardBlock => deep[0] - gentle[0] <= situation.Parameters.DeepLeadDays,
        Trigger.RacePre => situation.Rhythm.History != MassageHistory.Unknown,
        _ => false,
    };

    /// <summary>The event whose preferred days count (R8).</summary>
    internal static RecoveryEvent? Opening(Situation situation, Trigger trigger) => trigger switch
    {
        Trigger.RacePost => situation.LastRace,
        Trigger.Long => situation.LastLong,
        _ => null,
    };

    private static EvidenceGrade GradeOf(Trigger trigger) => trigger switch
    {
        Trigger.RacePost or Trigger.Long or Trigger.Maintenance => EvidenceGrade.B,
        Trigger.HardBlock => EvidenceGrade.D,
        _ => EvidenceGrade.C,
    };

    /// <summary>The first day and those that follow it without a hole.</summary>
    private static MassageWindow? FirstRow(MassageKind kind, List<int> days, EvidenceGrade grade, Situation situation)
    {
        if (days.Count == 0)
        {
            return null;
        }

        var count = 1;
        while (count < days.Count && count < situation.Parameters.WindowDays && days[count] == days[0] + count)
        {
            count++;
        }

        return new(kind, days[0], days[count - 1], grade);
    }
}
