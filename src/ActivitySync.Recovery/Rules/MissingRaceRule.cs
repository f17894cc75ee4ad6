namespace ActivitySync.Recovery.Rules;

/// <summary>
/// A race in the calendar without a recording still blocks its days for a while, in case the upload is late. Then the
/// athlete is asked whether it was run (choice).
/// </summary>
public sealed class MissingRaceRule : IRecoveryRule
{
    public static readonly IntegerParameter UploadGraceDays = new(
        "RaceUploadGraceDays",
        @default: 1,
        min: 0,
        RuleParameter.MaxDays,
        unit: "days a race without a recording still keeps its days free",
        source: "choice"
    );

    public static readonly IntegerParameter QuestionDays = new(
        "RaceQuestionDays",
        @default: 7,
        min: 0,
        RuleParameter.MaxDays,
        unit: "days a missing recording is asked about",
        source: "choice"
    );

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.DataStale) { IsPlanOnly = true }];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        FindUnansweredDates(context).Any() ? [ReasonCode.DataStale] : [];

    /// <summary>Dates of races to ask about, each once, by date.</summary>
    internal static IEnumerable<DateOnly> FindUnansweredDates(PlanningContext context) =>
        context
            .History.UnmatchedRaces.Select(race => race.Date)
            .Where(date =>
                context.Today - date.DayNumber is >= 1 and var ago && ago <= context.Parameters[QuestionDays]
            )
            .Distinct();
}

public readonly partial record struct ReasonCode
{
    /// <summary>A race has no recording.</summary>
    public static ReasonCode DataStale { get; } = new("DATA_STALE");
}
