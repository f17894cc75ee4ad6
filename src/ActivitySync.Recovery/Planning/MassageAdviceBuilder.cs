using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>The advice in words: what, when, why, and how sure anybody can be (digest-copy.md 3 and 4).</summary>
internal static class MassageAdviceBuilder
{
    internal static MassageAdvice? Build(
        PlanningContext context,
        MassageTrigger trigger,
        MassageWindow? window,
        ReasonSet codes
    )
    {
        if (window is null)
        {
            return null;
        }

        var reasons = ReasonCollector.SelectMassageReasons(codes).ToList();
        return new()
        {
            Kind = window.Kind,
            From = DayNumbers.ToDate(window.From),
            To = DayNumbers.ToDate(window.To),
            Reasons = reasons,
            Rules = ReasonRules.GetRuleIds(reasons),
            EvidenceGrade = window.Grade,
            Explanation = string.Join(' ', GetSentences(context, trigger, window, codes)),
        };
    }

    private static IEnumerable<string> GetSentences(
        PlanningContext context,
        MassageTrigger trigger,
        MassageWindow window,
        ReasonSet codes
    )
    {
        yield return $"{GetKindText(window.Kind)}, {FormatWindow(window)}.";
        yield return codes.Contains(ReasonCode.KeepSlot)
            ? GetSlotSentence(codes)
            : GetTriggerSentence(context, trigger);
        if (codes.Contains(ReasonCode.RacePre) && context.NextRace is { } race)
        {
            var least = context.Parameters.GetDaysBefore(context.Rhythm.History).GetMinDays(window.IsDeep);
            yield return $"Before a race sources say 3 to 15 days; with your massage history this plan keeps at least {least} before {FormatDay(race.Day)}.";
        }

        yield return $"({GetGradeText(window.Grade)}.)";
    }

    private static string GetSlotSentence(ReasonSet codes) =>
        codes.Contains(ReasonCode.SlotLight)
            ? "You have it booked: keep it and ask for light pressure."
            : "You have it booked: keep it.";

    private static string GetTriggerSentence(PlanningContext context, MassageTrigger trigger)
    {
        var parameters = context.Parameters;
        return trigger switch
        {
            MassageTrigger.Pain =>
                "You told us of a sore spot: see a physiotherapist or sports therapist; active release is one thing they may use.",
            MassageTrigger.RacePost =>
                $"You raced on {FormatDay(context.LastRace!.Day)}. Sources say anything from the same day to 5 days after; "
                    + $"this plan waits {parameters.GetDaysAfter(context.LastRace.Class).GentleDays} days.",
            MassageTrigger.RacePre =>
                $"{context.DaysToNextRace} days to your race: nothing new, and lighter the closer it comes.",
            MassageTrigger.Long =>
                $"Your long one was on {FormatDay(context.LastLongEvent!.Day)}. No study says how long to wait; "
                    + $"this plan leaves deep work {FormatDays(parameters.GetDaysAfter(context.LastLongEvent.Class).DeepDays)}.",
            MassageTrigger.HardBlock => "A heavy fortnight: deep work is for these, as a matter of preference.",
            _ =>
                $"{context.Today - context.Rhythm.LastDay} days since the last one: a chance to notice tight spots early.",
        };
    }

    private static string GetKindText(MassageKind kind) =>
        kind switch
        {
            MassageKind.DeepTissue => "Deep tissue massage",
            MassageKind.ActiveRelease => "Active release by a therapist",
            _ => "Swedish massage",
        };

    private static string FormatWindow(MassageWindow window) =>
        window.From == window.To
            ? $"on {FormatDay(window.From)}"
            : $"between {FormatDay(window.From)} and {FormatDay(window.To)}";

    private static string GetGradeText(EvidenceGrade grade) =>
        grade switch
        {
            EvidenceGrade.A => "Well studied, small effect",
            EvidenceGrade.B => "Studied, small effect",
            EvidenceGrade.C => "Experience and common sense",
            _ => "A matter of taste",
        };

    private static string FormatDays(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string FormatDay(int day) =>
        DayNumbers.ToDate(day).ToString("dddd d MMMM", CultureInfo.InvariantCulture);
}
