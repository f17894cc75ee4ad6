using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery;

/// <summary>An activity with its labels and the evidence for them (tagging.md).</summary>
public sealed record TaggedActivity
{
    public required Activity Activity { get; init; }

    /// <summary>In the order of <see cref="Label"/>; empty is an ordinary run.</summary>
    public required IReadOnlyList<Label> Labels { get; init; }

    /// <summary>Set with long-run and long-load.</summary>
    public required LongTier? Tier { get; init; }

    /// <summary>Set with race.</summary>
    public required RaceClass? RaceClass { get; init; }

    /// <summary>Set with race.</summary>
    public required Importance? Importance { get; init; }

    /// <summary>0 to 1, two decimals.</summary>
    public required double Confidence { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>
    /// One English line for the athlete: what it is, how sure that is, and two to four reasons with numbers.
    /// </summary>
    public string Explanation
    {
        get => field ?? ActivitySync.Recovery.Tagging.ExplanationBuilder.Build(this);
        init;
    }

    /// <summary>The numbers of the explanation, for wording it in another language.</summary>
    public required TaggingFacts Facts { get; init; }

    /// <summary>It is a run of any kind, also on a trail or treadmill (tagging.md 1).</summary>
    public bool IsRun => Tagging.Sports.GetFamily(Activity.Sport) == Tagging.SportFamily.Run;

    /// <summary>It is a bike ride of any kind (tagging.md 1).</summary>
    public bool IsRide => Tagging.Sports.GetFamily(Activity.Sport) == Tagging.SportFamily.Ride;

    /// <summary>It is a walk or hike (tagging.md 1).</summary>
    public bool IsOnFoot => Tagging.Sports.GetFamily(Activity.Sport) == Tagging.SportFamily.Foot;

    /// <summary>The id of the leading recording, if this is a copy of it (tagging.md 2).</summary>
    public required string? DuplicateOf { get; init; }
}
