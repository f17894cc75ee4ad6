using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Windows;

/// <summary>The advice in words: what, when, why, and how sure anybody can be (digest-copy.md 3 and 4).</summary>
internal static class MassageWords
{
    internal static MassageAdvice? Advice(Situation situation, Trigger trigger, MassageWindow? window, ReasonSet codes)
    {
        if (window is null)
        {
            return null;
        }

        var reasons = Reasons.OfMassage(codes).ToList();
        return new()
        {
            Kind = window.Kind,
            From = Days.DateOf(window.From),
            To = Days.DateOf(window.To),
            Reasons = reasons,
            Rules = ReasonRules.Of(reasons),
            EvidenceGrade = window.Grade,
            Explanation = string.Join(' ', Sentences(situation, trigger, window, codes)),
        };
    }

    private static IEnumerable<string> Sentences(Situation situation, Trigger trigger, MassageWindow window, ReasonSet codes)
    {
        yield return $"{KindWord(window.Kind)}, {When(window)}.";
        yield return codes.Contains(ReasonCode.KeepSlot) ? SlotSentence(codes) : TriggerSentence(situation, trigger);
        if (codes.Contains(ReasonCode.RacePre) && situation.NextRace is { } race)
        {
            var least = situation.Parameters.Before(situation.Rhythm.History).Least(window.IsDeep);
            yield return $"Before a race sources say 3 to 15 days; with your massage history this plan keeps at least {least} before {Text(race.Day)}.";
        }

        yield return $"({GradeWord(window.Grade)}.)";
    }

    private static string SlotSentence(ReasonSet codes) => codes.Contains(ReasonCode.SlotLight)
        ? "You have it booked: keep it and ask for light pressure."
        : "You have it booked: keep it.";

    private static string TriggerSentence(Situation situation, Trigger trigger)
    {
        var parameters = situation.Parameters;
        return trigger switch
        {
            Trigger.Pain => "You told us of a sore spot: see a physiotherapist or sports therapist; active release is one thing they may use.",
            Trigger.RacePost =>
                $"You raced on {Text(situation.LastRace!.Day)}. Sources say anything from the same day to 5 days after; "
                + $"this plan waits {parameters.After(situation.LastRace.Class).GentleDays} days.",
            Trigger.RacePre => $"{situation.DaysToNextRace} days to your race: nothing new, and lighter the closer it comes.",
            Trigger.Long =>
                $"Your long one was on {Text(situation.LastLong!.Day)}. No study says how long to wait; "
                + $"this plan leaves deep work {DaysText(parameters.After(situation.LastLong.Class).DeepDays)}.",
            Trigger.HardBlock => "A heavy fortnight: deep work is for these, as a matter of preference.",
            _ => $"{situation.Today - situation.Rhythm.LastDay} days since the last one: a chance to notice tight spots early.",
        };
    }

    private static string KindWord(MassageKind kind) => kind switch
    {
        MassageKind.DeepTissue => "Deep tissue massage",
        MassageKind.ActiveRelease => "Active release by a therapist",
        _ => "Swedish massage",
    };

    private static string When(MassageWindow window) =>
        window.From == window.To ? $"on {Text(window.From)}" : $"between {Text(window.From)} and {Text(window.To)}";

    private static string GradeWord(EvidenceGrade grade) => grade switch
    {
        EvidenceGrade.A => "Well studied, small effect",
        EvidenceGrade.B => "Studied, small effect",
        EvidenceGrade.C => "Experience and common sense",
        _ => "A matter of taste",
    };

    private static string DaysText(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string Text(int day) => Days.DateOf(day).ToString("dddd d MMMM", CultureInfo.InvariantCulture);
}
