using System.Collections.Frozen;
using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>Red flags: it runs first and can silence everything (R29; rules.md 3 and 9). The signs cannot be switched off.</summary>
internal static class MedicalGate
{
    private static readonly FrozenSet<string> EmergencySigns = ToSignSet(MedicalSigns.Emergency);

    private static readonly FrozenSet<string> UrgentSigns = ToSignSet(MedicalSigns.Urgent);

    /// <summary>Keep off that area: no level. Every sign that is in none of the sets is one for a clinician.</summary>
    private static readonly FrozenSet<string> KeepOffSigns = ToSignSet(MedicalSigns.KeepOff);

    internal static MedicalFindings Evaluate(Timeline timeline, RuleParameters parameters)
    {
        var today = timeline.AsOf.DayNumber;
        MedicalLevel? level = null;
        ReasonSet codes = default;
        var sore = false;
        foreach (var pain in timeline.Pains.Where(pain => pain.IsActiveOn(timeline.AsOf)))
        {
            if (ClassifyPain(pain, today, parameters) is { } found)
            {
                level = GetMoreSevere(level, found);
                codes |= ReasonCode.RedFlag;
            }
            else
            {
                sore |= pain.Severity >= parameters.PainLocalSeverity && !GetSigns(pain).Any(KeepOffSigns.Contains);
            }
        }

        if (timeline.Athlete.Conditions.Any(condition => !string.IsNullOrWhiteSpace(condition)))
        {
            level = GetMoreSevere(level, MedicalLevel.Clinician);
            codes |= ReasonCode.ClinicianFirst;
        }

        // Ill on T-6 .. T: the days it postpones reach past T.
        var lastIllDay = timeline
            .Illnesses.Select(illness => illness.Date.DayNumber)
            .Where(day => day <= today && today - day < parameters.IllnessPostponeDays)
            .Select(day => (int?)day)
            .Max();
        if (lastIllDay is not null)
        {
            level = GetMoreSevere(level, MedicalLevel.Postpone);
            codes |= ReasonCode.Ill;
        }

        return new(level, codes, sore, lastIllDay + parameters.IllnessPostponeDays);
    }

    /// <summary>What the gate tells the runner; null if it is silent.</summary>
    internal static MedicalAdvice? CreateAdvice(MedicalFindings findings) =>
        findings.Level is { } level ? new(level, findings.Codes.ToList(), GetText(level, findings)) : null;

    /// <summary>The level of one pain on a day; null if it stops nothing.</summary>
    internal static MedicalLevel? ClassifyPain(Pain pain, int today, RuleParameters parameters)
    {
        var signs = GetSigns(pain).ToArray();
        return signs.Any(EmergencySigns.Contains) ? MedicalLevel.Emergency
            : signs.Any(UrgentSigns.Contains) ? MedicalLevel.Urgent
            : signs.Any(sign => !KeepOffSigns.Contains(sign))
            || pain.Severity > parameters.PainClinicianSeverity
            || (pain.Severity >= 1 && today - pain.Date.DayNumber >= parameters.PainClinicianDays)
                ? MedicalLevel.Clinician
            : null;
    }

    private static IEnumerable<string> GetSigns(Pain pain) =>
        pain.Signs.Where(sign => !string.IsNullOrWhiteSpace(sign)).Select(sign => sign.Trim());

    private static MedicalLevel GetMoreSevere(MedicalLevel? level, MedicalLevel found) =>
        level < found ? level.Value : found;

    private static string GetText(MedicalLevel level, MedicalFindings findings) =>
        level switch
        {
            MedicalLevel.Emergency =>
                "Call your local emergency number now. What you told us needs help at once. No massage and no self-massage.",
            MedicalLevel.Urgent =>
                "Get medical help today. What you told us should be looked at the same day. No massage, and no pressure anywhere near.",
            MedicalLevel.Clinician =>
                "Ask a doctor or physiotherapist before any massage. What you told us should be looked at first, so there is no pressure plan this time.",
            _ =>
                $"Rest first: no massage while you are unwell. We start again from {FormatDay(findings.IllUntilDay)}, if you feel well by then.",
        };

    private static string FormatDay(int? day) =>
        DayNumbers.ToDate(day ?? 0).ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    private static FrozenSet<string> ToSignSet(IReadOnlyList<string> signs) =>
        signs.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What the medical gate found.</summary>
/// <param name="Level">The gravest level; null if nothing stops the plan.</param>
/// <param name="Codes">RED_FLAG, CLINICIAN_FIRST, ILL as given.</param>
/// <param name="HasSoreSpot">A pain that is local and mild enough for a therapist's hands (R21).</param>
/// <param name="IllUntilDay">Day number of the first day that illness leaves free; null without illness.</param>
internal sealed record MedicalFindings(MedicalLevel? Level, ReasonSet Codes, bool HasSoreSpot, int? IllUntilDay)
{
    /// <summary>The codes that stop one day of the calendar.</summary>
    internal ReasonSet GetBlockingReasons(int day)
    {
        var always = Codes.Without(ReasonSet.From(ReasonCode.Ill));
        return day < IllUntilDay ? always | ReasonCode.Ill : always;
    }
}
