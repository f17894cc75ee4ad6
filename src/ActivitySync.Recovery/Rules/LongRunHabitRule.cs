namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R2: a long run can be on any weekday. A weekday with enough long runs is assumed to have the next one, too.
/// </summary>
public sealed class LongRunHabitRule : IRecoveryRule
{
    /// <summary>How many weeks are looked at.</summary>
    public static readonly IntegerParameter Weeks = Create("HabitWeeks", 8);

    /// <summary>In how many of them the weekday needs a long run.</summary>
    public static readonly IntegerParameter MinWeeks = Create("HabitMinWeeks", 4);

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new("R2", "A long run can be on any weekday.", EvidenceGrade.D, PracticeRules.Framing)
        {
            Parameters = [Weeks, MinWeeks],
            ActsAlsoIn = "Tagging.LongRunHabit: no weekend assumed",
        },
    ];

    public IReadOnlyList<ParameterOrder> ParameterOrders { get; } =
    [new(MinWeeks, Weeks, "a habit is looked for in no more weeks than there are")];

    private static IntegerParameter Create(string name, int weeks) =>
        new(name, weeks, min: 1, max: 52, "weeks", "choice");
}
