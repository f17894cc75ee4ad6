namespace ActivitySync.Intake;

/// <summary>What a pass over a source changed, by the ids that users see.</summary>
internal sealed record IntakeChanges(IReadOnlyList<string> New, IReadOnlyList<string> Changed, IReadOnlyList<string> Gone)
{
    public static IntakeChanges None { get; } = new([], [], []);

    public bool Any => New.Count + Changed.Count + Gone.Count > 0;
}
