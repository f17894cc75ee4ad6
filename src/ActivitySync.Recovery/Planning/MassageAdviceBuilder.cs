using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>
/// Words the advice in English: what, when, why, and how well studied it is (digest-copy.md 3 and 4).
/// </summary>
internal static class MassageAdviceBuilder
{
    /// <param name="context">The facts.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="reasons">All reason codes of the plan, in order.</param>
    internal static MassageAdvice? Build(
        PlanningContext context,
        PlanDecision decision,
        IReadOnlyList<ReasonCode> reasons
    )
    {
        if (decision.Window is not { } window)
        {
            return null;
        }

        var own = context.Rules.SelectMassageReasons(reasons);
        return new()
        {
            Kind = window.Kind,
            From = DayNumbers.ToDate(window.From),
            To = DayNumbers.ToDate(window.To),
            Reasons = own,
            Rules = context.Rules.GetRuleIds(own),
            EvidenceGrade = window.Grade,
            Explanation = string.Join(' ', GetSentences(context, decision, window)),
        };
    }

    private static IEnumerable<string> GetSentences(
        PlanningContext context,
        PlanDecision decision,
        MassageWindow window
    )
    {
        yield return $"{GetKindText(window.Kind)}, {FormatWindow(window)}.";
        yield return decision.Slots.Kept is { } kept
            ? GetSlotSentence(isLighter: kept.Kind != window.Kind)
            : decision.Request!.Explanation;
        if (context.NextRace is { } race)
        {
            yield return BeforeRaceRule.Explain(race, window.Kind.GetDepth(), context);
        }

        yield return $"({GetGradeText(window.Grade)}.)";
    }

    private static string GetSlotSentence(bool isLighter) =>
        isLighter ? "You have it booked: keep it and ask for light pressure." : "You have it booked: keep it.";

    private static string GetKindText(MassageKind kind) =>
        kind switch
        {
            MassageKind.DeepTissue => "Deep tissue massage",
            MassageKind.ActiveRelease => "Active release by a therapist",
            _ => "Swedish massage",
        };

    private static string FormatWindow(MassageWindow window) =>
        window.From == window.To
            ? $"on {DayNumbers.FormatDay(window.From)}"
            : $"between {DayNumbers.FormatDay(window.From)} and {DayNumbers.FormatDay(window.To)}";

    private static string GetGradeText(EvidenceGrade grade) =>
        grade switch
        {
            EvidenceGrade.A => "Well studied, small effect",
            EvidenceGrade.B => "Studied, small effect",
            EvidenceGrade.C => "Experience and common sense",
            _ => "A matter of taste",
        };
}
