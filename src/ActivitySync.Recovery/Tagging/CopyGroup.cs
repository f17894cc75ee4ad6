namespace ActivitySync.Recovery.Tagging;

/// <summary>The recordings of one activity.</summary>
/// <param name="Leading">The one kept, what it lacked filled in from the others.</param>
/// <param name="Members">All recordings as they came, the kept one too, by start and id.</param>
public sealed record CopyGroup(Activity Leading, IReadOnlyList<Activity> Members)
{
    /// <summary>The id of the recording kept.</summary>
    public string KeptId => Leading.Id;
}
