using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Recovery;

/// <summary>The plan for one day. Null means "nothing to suggest" and nothing else.</summary>
public sealed record RecoveryPlan
{
    public required DateOnly AsOf { get; init; }

    public required MassageHistory History { get; init; }

    /// <summary>By start instant, then id; without those after <see cref="AsOf"/>.</summary>
    public required IReadOnlyList<TaggedActivity> Activities { get; init; }

    public required MassageAdvice? Massage { get; init; }

    public required SelfMassageAdvice? SelfMassage { get; init; }

    public required MedicalAdvice? Medical { get; init; }

    public required IReadOnlyList<Aftercare> Aftercare { get; init; }

    /// <summary>In the order of rules.md 10.</summary>
    public required IReadOnlyList<ReasonCode> Reasons { get; init; }

    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>One row per day from <see cref="AsOf"/> + 1.</summary>
    public required IReadOnlyList<CalendarDay> Calendar { get; init; }

    /// <summary>The facts behind the reasons, for wording; not part of the JSON.</summary>
    public required PlanFacts Facts { get; init; }
}

/// <summary>What to do after a massage (R9 to R11, R18).</summary>
public enum Aftercare
{
    DrinkAsAfterARun,
    NextDayEasyOrRest,
    SecondEasyDayIsBetter,
}

/// <summary>
/// A question to the athlete: "race?" about an activity, or "started?" about a race day. One of the two is set.
/// </summary>
public sealed record Question(string? ActivityId, DateOnly? Race);
