namespace ActivitySync.Recovery;

/// <summary>A pain the runner told of (rules.md 9).</summary>
public sealed record Pain
{
    public required DateOnly Date { get; init; }

    /// <summary>In the runner's words: "left calf".</summary>
    public string Area { get; init; } = "";

    /// <summary>0 to 10.</summary>
    public double Severity { get; init; }

    /// <summary>Signs of rules.md 3; one that is not named there counts as one for a clinician.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>The day it was gone; null is still there.</summary>
    public DateOnly? ResolvedOn { get; init; }

    /// <summary>Told of by this day, and not gone yet (rules.md 5).</summary>
    public bool IsActiveOn(DateOnly day) => Date <= day && (ResolvedOn is null || ResolvedOn > day);
}

/// <summary>Fever or feeling ill, told on a date; any kind postpones massage (rules.md 3).</summary>
public sealed record Illness(DateOnly Date, string Kind = "");
