namespace ActivitySync.Recovery.Tagging;

/// <summary>Activities that are one line in the digest.</summary>
/// <param name="Lead">The one the line is about: the race, else the first with the first label, else the longest.</param>
/// <param name="Parts">All of them, by start.</param>
public sealed record Session(TaggedActivity Lead, IReadOnlyList<TaggedActivity> Parts)
{
    internal Session With(TaggedActivity part) => new(Leads(part, Lead) ? part : Lead, [.. Parts, part]);

    private static bool Leads(TaggedActivity part, TaggedActivity lead)
    {
        var (weight, leadWeight) = (WeightOf(part), WeightOf(lead));
        return weight != leadWeight ? weight < leadWeight : part.Facts.Minutes > lead.Facts.Minutes;
    }

    /// <summary>Labels in their order, no label last.</summary>
    private static int WeightOf(TaggedActivity activity) => activity.Labels.Count == 0 ? int.MaxValue : (int)activity.Labels[0];
}
