namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R12 to R16: the after-effects of a massage need time before a race of importance A or B, more if the last massage
/// was long ago, less with a habit. Days are calendar days before the race.
/// </summary>
public sealed class BeforeRaceRule : IDayRule, ITrigger
{
    public static readonly IntegerParameter WeeklyGentleDays = CreateMinDays("BeforeWeeklyGentleDays", 3, WeeklySource);
    public static readonly IntegerParameter WeeklyDeepDays = CreateMinDays("BeforeWeeklyDeepDays", 4, WeeklySource);
    public static readonly IntegerParameter MonthlyGentleDays = CreateMinDays(
        "BeforeMonthlyGentleDays",
        3,
        MonthlySource
    );
    public static readonly IntegerParameter MonthlyDeepDays = CreateMinDays("BeforeMonthlyDeepDays", 5, MonthlySource);
    public static readonly IntegerParameter LapsedGentleDays = CreateMinDays("BeforeLapsedGentleDays", 5, LapsedSource);
    public static readonly IntegerParameter LapsedDeepDays = CreateMinDays("BeforeLapsedDeepDays", 7, LapsedSource);
    public static readonly IntegerParameter UnknownGentleDays = CreateMinDays(
        "BeforeUnknownGentleDays",
        5,
        UnknownSource
    );
    public static readonly IntegerParameter UnknownDeepDays = CreateMinDays("BeforeUnknownDeepDays", 10, UnknownSource);

    /// <summary>A race this many days ahead, or fewer, triggers a massage.</summary>
    public static readonly IntegerParameter PreRaceDays = new(
        "PreRaceDays",
        @default: 15,
        min: 1,
        RuleParameter.MaxDays,
        unit: "days",
        source: "post (R16)"
    );

    /// <summary>Nothing is suggested on D-2, D-1 and D-0, whatever the settings (rules.md 11, invariant a).</summary>
    private const int MinDaysBeforeRace = 3;

    private const string WeeklySource = "post (R14, R17)";
    private const string MonthlySource = "post (R14, R18)";
    private const string LapsedSource = "post (R15, R16, R18); choice";
    private const string UnknownSource = "post (R15); choice";
    private const string NoTrial = "no trial on days before; practitioners: deep four days to a week before";
    private const string DeepNeedsMore = "deep work needs no fewer days than gentle";
    private const string LongerPause = "a longer time since the last massage never opens a day before a race";

    private static readonly IReadOnlyList<RuleParameter> MinDays =
    [
        WeeklyGentleDays,
        WeeklyDeepDays,
        MonthlyGentleDays,
        MonthlyDeepDays,
        LapsedGentleDays,
        LapsedDeepDays,
        UnknownGentleDays,
        UnknownDeepDays,
    ];

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new("R12", "Not right before a hard race or workout.", EvidenceGrade.C, NoTrial)
        {
            Parameters = MinDays,
            ActsAlsoIn = "Rules.EasyNextDayRule",
        },
        new("R13", "Before a race the after-effects need time to go.", EvidenceGrade.C, NoTrial)
        {
            Parameters = MinDays,
        },
        new("R14", "At least three to five days before a race.", EvidenceGrade.C, NoTrial) { Parameters = MinDays },
        new("R15", "More if the last massage was long ago.", EvidenceGrade.C, NoTrial)
        {
            Parameters = [LapsedGentleDays, LapsedDeepDays, UnknownGentleDays, UnknownDeepDays],
        },
        new("R16", "Five to fifteen days before is a good range.", EvidenceGrade.C, NoTrial)
        {
            Parameters = [PreRaceDays],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } =
    [
        new(ReasonCode.RacePre, "R12", "R13", "R14", "R16"),
        new(ReasonCode.TwoRaces, "R8", "R14"),
        new(ReasonCode.RaceTooClose, "R12", "R14", "R15"),
    ];

    public IReadOnlyList<ParameterOrder> ParameterOrders { get; } =
    [
        new(WeeklyGentleDays, WeeklyDeepDays, DeepNeedsMore),
        new(MonthlyGentleDays, MonthlyDeepDays, DeepNeedsMore),
        new(LapsedGentleDays, LapsedDeepDays, DeepNeedsMore),
        new(UnknownGentleDays, UnknownDeepDays, DeepNeedsMore),
        new(WeeklyGentleDays, MonthlyGentleDays, LongerPause),
        new(WeeklyDeepDays, MonthlyDeepDays, LongerPause),
        new(MonthlyGentleDays, LapsedGentleDays, LongerPause),
        new(MonthlyDeepDays, LapsedDeepDays, LongerPause),
        new(LapsedGentleDays, UnknownGentleDays, LongerPause),
        new(LapsedDeepDays, UnknownDeepDays, LongerPause),
    ];

    public IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context)
    {
        var minDays = GetMinDays(depth, context);
        return context.Events.Any(race => race.IsRace && !race.IsPast && race.Day - day > 0 && race.Day - day < minDays)
            ? [ReasonCode.RaceTooClose]
            : [];
    }

    public WindowRequest? Open(PlanningContext context) =>
        context.NextRace is null
            ? null
            : new()
            {
                Kind = KindPreference.DeepIfUsedToIt,
                Grade = EvidenceGrade.C,
                Explanation =
                    $"{context.DaysToNextRace} days to your race: nothing new, and lighter the closer it comes.",
                IsWorthOccasionalBudget = true,
            };

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision)
    {
        if (context.NextRace is not { } race)
        {
            yield break;
        }

        yield return ReasonCode.RacePre;
        if (context.LastRace is not null)
        {
            yield return ReasonCode.TwoRaces;
        }

        var minDays = GetMinDays(MassageDepth.Gentle, context);
        if (
            (decision.Window is null && context.DaysToNextRace - 1 < minDays)
            || decision.Slots.ToMove.Any(slot => race.Day - slot.Date.DayNumber is > 0 and var ahead && ahead < minDays)
        )
        {
            yield return ReasonCode.RaceTooClose;
        }
    }

    /// <summary>The earliest race to come within <see cref="PreRaceDays"/>.</summary>
    internal static RecoveryEvent? FindNextRace(PlanningContext context) =>
        context
            .Events.Where(race =>
                race.IsRace && !race.IsPast && race.Day - context.Today <= context.Parameters[PreRaceDays]
            )
            .FindEarliest();

    /// <summary>One English sentence on the days that a massage of this depth keeps before the next race.</summary>
    internal static string Explain(RecoveryEvent race, MassageDepth depth, PlanningContext context) =>
        "Before a race sources say 3 to 15 days; with your massage history this plan keeps at least "
        + $"{GetMinDays(depth, context)} before {DayNumbers.FormatDay(race.Day)}.";

    private static int GetMinDays(MassageDepth depth, PlanningContext context)
    {
        var (gentle, deep) = context.Rhythm.History switch
        {
            MassageHistory.Weekly => (WeeklyGentleDays, WeeklyDeepDays),
            MassageHistory.Monthly => (MonthlyGentleDays, MonthlyDeepDays),
            MassageHistory.Lapsed => (LapsedGentleDays, LapsedDeepDays),
            _ => (UnknownGentleDays, UnknownDeepDays),
        };
        return context.Parameters[depth == MassageDepth.Deep ? deep : gentle];
    }

    private static IntegerParameter CreateMinDays(string name, int days, string source) =>
        new(name, days, MinDaysBeforeRace, RuleParameter.MaxDays, "days before a race", source)
        {
            BoundsReason = "nothing is booked on a race day or the two days before it",
        };
}

public readonly partial record struct ReasonCode
{
    /// <summary>There is a race ahead.</summary>
    public static ReasonCode RacePre { get; } = new("RACE_PRE");

    /// <summary>There is a race behind and one ahead.</summary>
    public static ReasonCode TwoRaces { get; } = new("TWO_RACES");

    /// <summary>A race is so near that a massage is no longer suggested, or that a day is blocked.</summary>
    public static ReasonCode RaceTooClose { get; } = new("RACE_TOO_CLOSE");
}
