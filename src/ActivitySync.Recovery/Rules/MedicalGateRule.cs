using System.Collections.Frozen;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R29: the medical gate is evaluated first and stops all other advice (rules.md 3 and 9). It can't be switched off,
/// and its parameters can only become more cautious.
/// </summary>
public sealed class MedicalGateRule : IRecoveryRule
{
    internal const string Cautious = "the stop list can be made more careful, not less";

    /// <summary>A pain stronger than this is one for a clinician.</summary>
    public static readonly IntegerParameter PainSeverity = new(
        "PainClinicianSeverity",
        @default: 7,
        min: 1,
        max: 7,
        unit: "0-10",
        source: "choice"
    )
    {
        BoundsReason = Cautious,
    };

    /// <summary>A pain that lasts this long is one for a clinician.</summary>
    public static readonly IntegerParameter PainDays = new(
        "PainClinicianDays",
        @default: 14,
        min: 1,
        max: 14,
        unit: "days",
        source: "choice"
    )
    {
        BoundsReason = Cautious,
    };

    /// <summary>An illness postpones massage for this long, its own day included.</summary>
    public static readonly IntegerParameter IllnessPostponeDays = new(
        "IllnessPostponeDays",
        @default: 7,
        min: 7,
        RuleParameter.MaxDays,
        unit: "days",
        source: "choice"
    )
    {
        BoundsReason = Cautious,
    };

    private static readonly FrozenSet<string> EmergencySigns = ToSignSet(MedicalSigns.Emergency);
    private static readonly FrozenSet<string> UrgentSigns = ToSignSet(MedicalSigns.Urgent);

    /// <summary>
    /// These only keep massage off the area. Every sign that is in none of the sets is one for a clinician.
    /// </summary>
    private static readonly FrozenSet<string> KeepOffSigns = ToSignSet(MedicalSigns.KeepOff);

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R29",
            "A massage may show an injury: have it treated.",
            EvidenceGrade.B,
            "leaps raised overuse injury: a flag and a question, no ratio"
        )
        {
            Parameters = [PainSeverity, PainDays, IllnessPostponeDays],
            ActsAlsoIn = "SelfMassage.PainfulAreaFilter",
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } =
    [new(ReasonCode.RedFlag, "R29"), new(ReasonCode.ClinicianFirst, "R29"), new(ReasonCode.Ill, "R29")];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context.Medical.Reasons;

    internal static MedicalFindings Evaluate(PlanningContext context)
    {
        var parameters = context.Parameters;
        MedicalLevel[] painLevels =
        [
            .. context.ActivePains.Select(pain => ClassifyPain(pain, context.Today, parameters)).OfType<MedicalLevel>(),
        ];
        var hasCondition = context.Timeline.Athlete.Conditions.Any(condition => !string.IsNullOrWhiteSpace(condition));
        var lastIllDay = context
            .Timeline.Illnesses.Select(illness => illness.Date.DayNumber)
            .Where(day => day <= context.Today && context.Today - day < parameters[IllnessPostponeDays])
            .Select(day => (int?)day)
            .Max();

        var levels = new List<MedicalLevel>(painLevels);
        var reasons = new List<ReasonCode>();
        if (painLevels.Length > 0)
        {
            reasons.Add(ReasonCode.RedFlag);
        }

        if (hasCondition)
        {
            levels.Add(MedicalLevel.Clinician);
            reasons.Add(ReasonCode.ClinicianFirst);
        }

        if (lastIllDay is not null)
        {
            levels.Add(MedicalLevel.Postpone);
            reasons.Add(ReasonCode.Ill);
        }

        return new(levels.Count == 0 ? null : levels.Min(), reasons, lastIllDay + parameters[IllnessPostponeDays]);
    }

    /// <summary>The advice for the findings; null without a level.</summary>
    internal static MedicalAdvice? CreateAdvice(MedicalFindings findings) =>
        findings.Level is { } level ? new(level, findings.Reasons, GetText(level, findings)) : null;

    /// <summary>The level of one active pain on a day (a day number); null if it stops nothing.</summary>
    internal static MedicalLevel? ClassifyPain(Pain pain, int today, RuleParameters parameters)
    {
        var signs = GetSigns(pain).ToArray();
        return signs.Any(EmergencySigns.Contains) ? MedicalLevel.Emergency
            : signs.Any(UrgentSigns.Contains) ? MedicalLevel.Urgent
            : signs.Any(sign => !KeepOffSigns.Contains(sign))
            || pain.Severity > parameters[PainSeverity]
            || (pain.Severity >= 1 && today - pain.Date.DayNumber >= parameters[PainDays])
                ? MedicalLevel.Clinician
            : null;
    }

    internal static bool HasKeepOffSign(Pain pain) => GetSigns(pain).Any(KeepOffSigns.Contains);

    private static IEnumerable<string> GetSigns(Pain pain) =>
        pain.Signs.Where(sign => !string.IsNullOrWhiteSpace(sign)).Select(sign => sign.Trim());

    private static string GetText(MedicalLevel level, MedicalFindings findings) =>
        level switch
        {
            MedicalLevel.Emergency => "Call your local emergency number now. What you told us needs help at once. "
                + "No massage and no self-massage.",
            MedicalLevel.Urgent => "Get medical help today. What you told us should be looked at the same day. "
                + "No massage, and no pressure anywhere near.",
            MedicalLevel.Clinician => "Ask a doctor or physiotherapist before any massage. "
                + "What you told us should be looked at first, so there is no pressure plan this time.",
            _ => "Rest first: no massage while you are unwell. "
                + $"We start again from {DayNumbers.FormatDay(findings.IllUntilDay ?? 0)}, if you feel well by then.",
        };

    private static FrozenSet<string> ToSignSet(IReadOnlyList<string> signs) =>
        signs.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What the medical gate found.</summary>
/// <param name="Level">The gravest level; null if nothing stops the plan.</param>
/// <param name="Reasons">RED_FLAG, CLINICIAN_FIRST, ILL as given.</param>
/// <param name="IllUntilDay">Day number of the first day that illness leaves free; null without illness.</param>
internal sealed record MedicalFindings(MedicalLevel? Level, IReadOnlyList<ReasonCode> Reasons, int? IllUntilDay)
{
    /// <summary>The codes that stop one day of the calendar (a day number).</summary>
    internal IEnumerable<ReasonCode> GetBlockingReasons(int day) =>
        Reasons.Where(code => code != ReasonCode.Ill || day < IllUntilDay);
}

public readonly partial record struct ReasonCode
{
    /// <summary>A pain has a medical level.</summary>
    public static ReasonCode RedFlag { get; } = new("RED_FLAG");

    /// <summary>The athlete has a condition.</summary>
    public static ReasonCode ClinicianFirst { get; } = new("CLINICIAN_FIRST");

    public static ReasonCode Ill { get; } = new("ILL");
}
