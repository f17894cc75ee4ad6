namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R17: whoever has massages regularly may be less affected. Decides the massage history (rules.md 5).
/// </summary>
public sealed class MassageRhythmRule : IRecoveryRule
{
    /// <summary>This many massages within <see cref="WeeklyDays"/> are weekly.</summary>
    public static readonly IntegerParameter WeeklyCount = Create("WeeklyCount", 3, "massages");

    public static readonly IntegerParameter WeeklyDays = Create("WeeklyDays", 28, "days");

    /// <summary>Monthly also needs a last massage within this many days.</summary>
    public static readonly IntegerParameter MonthlyLastDays = Create("MonthlyLastDays", 35, "days");

    /// <summary>This many massages within <see cref="MonthlyDays"/> are monthly.</summary>
    public static readonly IntegerParameter MonthlyCount = Create("MonthlyCount", 3, "massages");

    public static readonly IntegerParameter MonthlyDays = Create("MonthlyDays", 105, "days");

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R17",
            "Whoever has massages regularly may be less affected.",
            EvidenceGrade.C,
            "no trial on days before; practitioners: deep four days to a week before"
        )
        {
            Parameters =
            [
                BeforeRaceRule.WeeklyGentleDays,
                BeforeRaceRule.WeeklyDeepDays,
                WeeklyCount,
                WeeklyDays,
                MonthlyLastDays,
                MonthlyCount,
                MonthlyDays,
            ],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.HistoryUnknown, "R15")];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        decision.Request is not null
        && context.Budget != Budget.None
        && context.Rhythm.History == MassageHistory.Unknown
            ? [ReasonCode.HistoryUnknown]
            : [];

    private static IntegerParameter Create(string name, int value, string unit) =>
        new(name, value, min: 1, RuleParameter.MaxDays, unit, "choice (R23)");
}

/// <summary>How regularly the athlete has massages.</summary>
/// <param name="History">The setting; without one, what the log says.</param>
/// <param name="LastDay">Day number of the last massage up to T; null without one.</param>
internal readonly record struct MassageRhythm(MassageHistory History, int? LastDay)
{
    internal int? DaysSinceLast(int today) => today - LastDay;

    internal static MassageRhythm From(Timeline timeline, RuleParameters parameters)
    {
        var today = timeline.AsOf.DayNumber;
        var days = timeline.Massages.Select(massage => massage.Date.DayNumber).Where(day => day <= today).ToHashSet();
        int? last = days.Count == 0 ? null : days.Max();
        return new(timeline.Athlete.Rhythm ?? ClassifyHistory(days, today, parameters), last);
    }

    private static MassageHistory ClassifyHistory(HashSet<int> days, int today, RuleParameters parameters)
    {
        return days.Count == 0 ? MassageHistory.Unknown
            : Count(MassageRhythmRule.WeeklyDays) >= parameters[MassageRhythmRule.WeeklyCount] ? MassageHistory.Weekly
            : Count(MassageRhythmRule.MonthlyLastDays) > 0
            && Count(MassageRhythmRule.MonthlyDays) >= parameters[MassageRhythmRule.MonthlyCount]
                ? MassageHistory.Monthly
            : MassageHistory.Lapsed;

        int Count(IntegerParameter reach) => days.Count(day => today - day <= parameters[reach]);
    }
}

public readonly partial record struct ReasonCode
{
    /// <summary>No massage is known.</summary>
    public static ReasonCode HistoryUnknown { get; } = new("HISTORY_UNKNOWN");
}
