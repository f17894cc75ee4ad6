using System.Globalization;

namespace ActivitySync.Recovery.Rules;

/// <summary>One rule of the algorithm: what it says, its parameters and the reasons it gives.</summary>
public interface IRecoveryRule
{
    /// <summary>What it says, with source, evidence and parameters. Ids are R1 and up, without gaps.</summary>
    IReadOnlyList<RuleStatement> Statements => [];

    /// <summary>Its reason codes, in the order in which they are listed.</summary>
    IReadOnlyList<RuleReason> Reasons => [];

    /// <summary>Pairs of parameters of which the first must not exceed the second.</summary>
    IReadOnlyList<ParameterOrder> ParameterOrders => [];

    /// <summary>How many days after it a past event still matters to this rule.</summary>
    int GetReachDays(RuleParameters parameters) => 0;

    /// <summary>The codes given for a decision; only codes of <see cref="Reasons"/>.</summary>
    IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) => [];
}

/// <summary>A rule that blocks days.</summary>
public interface IDayRule : IRecoveryRule
{
    /// <summary>The codes that block this kind of massage on a day (a day number); empty if it is allowed.</summary>
    IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context);
}

/// <summary>
/// A rule that opens a window for a massage. The first that does, in the order of the rules, decides.
/// </summary>
public interface ITrigger : IRecoveryRule
{
    /// <summary>Without recent training the trigger is not asked.</summary>
    bool NeedsRecentTraining => true;

    /// <summary>The window it asks for; null if it does not hold.</summary>
    WindowRequest? Open(PlanningContext context);
}

/// <summary>What a rule says (rules.md 1 and 2).</summary>
/// <param name="Id">R and a number.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Evidence">How well studied it is.</param>
/// <param name="Verdict">What research leaves of it, and what the plan does with it.</param>
public sealed record RuleStatement(string Id, string Text, EvidenceGrade Evidence, string Verdict)
{
    /// <summary>Who says so. Parameters have a source of their own.</summary>
    public RuleSource Source { get; init; } = RuleSource.Post;

    public IReadOnlyList<RuleParameter> Parameters { get; init; } = [];

    /// <summary>
    /// Where it acts apart from the rules that name it: another type of this library, or a part of the email.
    /// </summary>
    public string? ActsAlsoIn { get; init; }

    /// <summary>The number of an id: 5 of R5.</summary>
    internal static int ParseNumber(string id) => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);
}

/// <summary>Who says so (rules.md).</summary>
public enum RuleSource
{
    /// <summary>The blog post the rules are drawn from.</summary>
    Post,

    /// <summary>Published research.</summary>
    Review,

    /// <summary>Neither decides; this project did.</summary>
    Choice,
}

/// <summary>How deep a massage goes (R18).</summary>
public enum MassageDepth
{
    Gentle,
    Deep,
}
