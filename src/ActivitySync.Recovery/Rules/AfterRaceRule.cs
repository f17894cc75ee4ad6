namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R7, R8: after a race of importance A or B first some days without massage, longer for deep work; then a gentle one.
/// </summary>
public sealed class AfterRaceRule : IDayRule, ITrigger
{
    public static readonly DaysAfterParameters Ultra = new(
        EventClass.Ultra,
        gentle: 4,
        deep: 8,
        preferredFrom: 4,
        preferredTo: 7,
        source: "choice",
        deepSource: "choice"
    );

    public static readonly DaysAfterParameters Marathon = new(
        EventClass.Marathon,
        gentle: 3,
        deep: 6,
        preferredFrom: 3,
        preferredTo: 5,
        source: "post (R7, R8)",
        deepSource: "review"
    );

    public static readonly DaysAfterParameters Half = new(
        EventClass.Half,
        gentle: 2,
        deep: 5,
        preferredFrom: 3,
        preferredTo: 5,
        source: "post (R7, R8)",
        deepSource: "choice"
    );

    public static readonly DaysAfterParameters Short = new(
        EventClass.Short,
        gentle: 2,
        deep: 4,
        preferredFrom: 2,
        preferredTo: 4,
        source: "post (R7); choice",
        deepSource: "choice"
    );

    /// <summary>The last day of the candidate range, counted from the race.</summary>
    public static readonly IntegerParameter ExpiryDays = new(
        "RaceExpiryDays",
        @default: 10,
        min: 1,
        RuleParameter.MaxDays,
        unit: "last day after a race",
        source: "choice"
    );

    /// <summary>Upper limit of the gap, so that a massage before the race doesn't forbid the one after it.</summary>
    public static readonly IntegerParameter MaxGapDays = new(
        "RacePostGapDays",
        @default: 7,
        min: 1,
        RuleParameter.MaxDays,
        unit: "days; upper limit of the gap after a race, budget regular",
        source: "choice"
    );

    internal static readonly IReadOnlyList<DaysAfterParameters> Classes = [Ultra, Marathon, Half, Short];

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new("R7", "After a race, above all a marathon, first a couple of days.", EvidenceGrade.C, AfterHardRule.NoTrial)
        {
            Parameters =
            [
                .. Classes.SelectMany(days => days.MinDays),
                MissingRaceRule.UploadGraceDays,
                MissingRaceRule.QuestionDays,
            ],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.RacePost, "R5", "R7", "R8")];

    public IReadOnlyList<ParameterOrder> ParameterOrders { get; } = [.. Classes.SelectMany(days => days.Orders)];

    public int GetReachDays(RuleParameters parameters) => Classes.Max(days => days.GetReachDays(parameters));

    public IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context) =>
        context.Events.Any(race =>
            race.IsRace
            && race.IsTooSoonAfter(day, context.Parameters[DaysAfterParameters.For(race.Class).GetMinDays(depth)])
        )
            ? [ReasonCode.RacePost]
            : [];

    public WindowRequest? Open(PlanningContext context)
    {
        if (context.LastRace is not { } race)
        {
            return null;
        }

        var daysAfter = DaysAfterParameters.For(race.Class);
        return new()
        {
            Kind = KindPreference.Gentle,
            Grade = EvidenceGrade.B,
            Explanation =
                $"You raced on {DayNumbers.FormatDay(race.Day)}. Sources say anything from the same day to 5 days "
                + $"after; this plan waits {context.Parameters[daysAfter.GentleDays]} days.",
            Event = race,
            DaysAfter = daysAfter,
            LastDay = race.Day + context.Parameters[ExpiryDays],
            IsWorthOccasionalBudget = true,
            MaxGapDays = context.Parameters[MaxGapDays],
        };
    }

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context.LastRace is null ? [] : [ReasonCode.RacePost];

    /// <summary>The latest race whose preferred days are not over.</summary>
    internal static RecoveryEvent? FindLastRace(PlanningContext context) =>
        context
            .Events.Where(race =>
                race.IsRace
                && race.Qualifies
                && context.Today - race.Day <= context.Parameters[DaysAfterParameters.For(race.Class).PreferredTo]
            )
            .FindLatest();
}

public readonly partial record struct ReasonCode
{
    /// <summary>There is a race behind, or a day is too soon after one.</summary>
    public static ReasonCode RacePost { get; } = new("RACE_POST");
}
