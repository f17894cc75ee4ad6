using System.Collections.Frozen;
using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>Red flags: it runs first and can silence everything (R29; rules.md 3 and 9). The signs cannot be switched off.</summary>
internal static class MedicalGate
{
    private static readonly FrozenSet<string> s_emergency = Set(StopList.Emergency);

    private static readonly FrozenSet<string> s_urgent = Set(StopList.Urgent);

    /// <summary>Keep off that area: no level. Every sign that is in none of the sets is one for a clinician.</summary>
    private static readonly FrozenSet<string> s_keepOff = Set(StopList.KeepOff);

    internal static MedicalFindings Check(Timeline timeline, RuleParameters parameters)
    {
        var today = timeline.AsOf.DayNumber;
        MedicalLevel? level = null;
        ReasonSet codes = default;
        var sore = false;
        foreach (var pain in timeline.Pains.Where(pain => pain.IsActiveOn(timeline.AsOf)))
        {
            if (LevelOf(pain, today, parameters) is { } found)
            {
                level = Graver(level, found);
                codes |= ReasonCode.RedFlag;
            }
            else
            {
                sore |= pain.Severity >= parameters.PainLocalSeverity && !SignsOf(pain).Any(s_keepOff.Contains);
            }
        }

        if (timeline.Runner.Conditions.Any(condition => !string.IsNullOrWhiteSpace(condition)))
        {
            level = Graver(level, MedicalLevel.Clinician);
            codes |= ReasonCode.ClinicianFirst;
        }

        // Ill on T-6 .. T: the days it postpones reach past T.
        var lastIllDay = timeline.Illnesses
            .Select(illness => illness.Date.DayNumber)
            .Where(day => day <= today && today - day < parameters.IllnessPostponeDays)
            .Select(day => (int?)day)
            .Max();
        if (lastIllDay is not null)
        {
            level = Graver(level, MedicalLevel.Postpone);
            codes |= ReasonCode.Ill;
        }

        return new(level, codes, sore, lastIllDay + parameters.IllnessPostponeDays);
    }

    /// <summary>What the gate tells the runner; null if it is silent.</summary>
    internal static MedicalAdvice? Advice(MedicalFindings findings) => findings.Level is { } level
        ? new(level, findings.Codes.ToList(), TextOf(level, findings))
        : null;

    /// <summary>The level of one pain on a day; null if it stops nothing.</summary>
    internal static MedicalLevel? LevelOf(Pain pain, int today, RuleParameters parameters)
    {
        var signs = SignsOf(pain).ToArray();
        return signs.Any(s_emergency.Contains) ? MedicalLevel.Emergency
            : signs.Any(s_urgent.Contains) ? MedicalLevel.Urgent
            : signs.Any(sign => !s_keepOff.Contains(sign))
                || pain.Severity > parameters.PainClinicianSeverity
                || (pain.Severity >= 1 && today - pain.Date.DayNumber >= parameters.PainClinicianDays) ? MedicalLevel.Clinician
            : null;
    }

    private static IEnumerable<string> SignsOf(Pain pain) =>
        pain.Signs.Where(sign => !string.IsNullOrWhiteSpace(sign)).Select(sign => sign.Trim());

    private static MedicalLevel Graver(MedicalLevel? level, MedicalLevel found) => level < found ? level.Value : found;

    private static string TextOf(MedicalLevel level, MedicalFindings findings) => level switch
    {
        MedicalLevel.Emergency =>
            "Call your local emergency number now. What you told us needs help at once. No massage and no self-massage.",
        MedicalLevel.Urgent =>
            "Get medical help today. What you told us should be looked at the same day. No massage, and no pressure anywhere near.",
        MedicalLevel.Clinician =>
            "Ask a doctor or physiotherapist before any massage. What you told us should be looked at first, so there is no pressure plan this time.",
        _ => $"Rest first: no massage while you are unwell. We start again from {DayText(findings.IllUntilDay)}, if you feel well by then.",
    };

    private static string DayText(int? day) =>
        Days.DateOf(day ?? 0).ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    private static FrozenSet<string> Set(IReadOnlyList<string> signs) => signs.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
