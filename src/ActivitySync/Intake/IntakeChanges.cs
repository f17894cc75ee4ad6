namespace ActivitySync.Intake;

/// <summary>
/// What a pass over a source changed: one entry a recording, naming its activity by the id that users see. Two copies of
/// one activity name it twice; an activity whose one copy is gone may live on in another.
/// </summary>
internal sealed record IntakeChanges(IReadOnlyList<string> New, IReadOnlyList<string> Changed, IReadOnlyList<string> Gone)
{
    public static IntakeChanges None { get; } = new([], [], []);

    /// <summary>Recordings that the source no longer lists and that were kept, since so many do not vanish in earnest.</summary>
    public int Doubted { get; init; }

    public bool Any => New.Count + Changed.Count + Gone.Count > 0;

    /// <summary>These and what a later pass added; what is still in doubt is the later pass's to say.</summary>
    public IntakeChanges Then(IntakeChanges later) =>
        new([.. New, .. later.New], [.. Changed, .. later.Changed], [.. Gone, .. later.Gone]) { Doubted = later.Doubted };
}
