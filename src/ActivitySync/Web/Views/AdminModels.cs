namespace ActivitySync.Web.Views;

/// <summary>States for the operator: no run, no pain, no note of anybody.</summary>
public sealed record AdminPage
{
    public required PageFrame Frame { get; init; }

    public required bool IsHealthy { get; init; }

    /// <summary>All is well, or that something needs attention.</summary>
    public required string Headline { get; init; }

    /// <summary>What needs attention.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What was just started; null for nothing.</summary>
    public required string? Message { get; init; }

    /// <summary>Tasks that wait or run, and those that ended.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    public required IReadOnlyList<AdminSource> Sources { get; init; }

    /// <summary>The names of the athletes, for buttons about one of them.</summary>
    public required IReadOnlyList<string> Athletes { get; init; }

    /// <summary>How many athletes are not shown; null for none.</summary>
    public required string? OtherAthletes { get; init; }

    public required IReadOnlyList<AdminFact> Emails { get; init; }

    public required IReadOnlyList<AdminFact> Jobs { get; init; }

    public required IReadOnlyList<AdminFact> Machine { get; init; }

    public required IReadOnlyList<AdminSession> Sessions { get; init; }

    public required IReadOnlyList<string> LogLines { get; init; }

    /// <summary>All of this as text, without names and without health data.</summary>
    public required string Report { get; init; }
}

/// <summary>A source of an athlete.</summary>
public sealed record AdminSource(string Athlete, string Source, string State, string Read, string NextStep);

/// <summary>A name and a value.</summary>
public sealed record AdminFact(string Name, string Value);

/// <summary>A browser that is signed in.</summary>
public sealed record AdminSession(string Athlete, string Browser, string Seen, long Id);
