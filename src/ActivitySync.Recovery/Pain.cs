namespace ActivitySync.Recovery;

/// <summary>A pain that the athlete reported (rules.md 9).</summary>
public sealed record Pain
{
    public required DateOnly Date { get; init; }

    /// <summary>In the athlete's words: "left calf".</summary>
    public string Area { get; init; } = "";

    /// <summary>0 to 10.</summary>
    public double Severity { get; init; }

    /// <summary>Signs of rules.md 3; one that is not listed there counts as one for a clinician.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>The first day without it; null if it is still there.</summary>
    public DateOnly? ResolvedOn { get; init; }

    /// <summary>Whether it began by this day and is not gone yet (rules.md 5).</summary>
    public bool IsActiveOn(DateOnly day) => Date <= day && (ResolvedOn is null || ResolvedOn > day);
}

/// <summary>Fever or feeling ill on a date; any kind postpones massage (rules.md 3).</summary>
public sealed record Illness(DateOnly Date, string Kind = "");
