namespace ActivitySync.Recovery.Rules;

/// <summary>A setting that was refused.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Reason">What is wrong with it and what is allowed: "must be 3 to 366 (days before a race), not 1".</param>
public sealed record RuleSettingProblem(string Name, string Reason);
