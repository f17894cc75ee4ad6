namespace ActivitySync.Recovery.Tagging;

/// <summary>What an activity was, in the order in which labels are listed.</summary>
public enum Label
{
    Race,
    LongRun,
    Hard,

    /// <summary>A long ride or hike.</summary>
    LongLoad,
}

/// <summary>The sixteen lists of labels there can be.</summary>
internal static class LabelLists
{
    private static readonly IReadOnlyList<Label>[] ListsByBits =
    [
        .. Enumerable.Range(0, 1 << 4).Select(bits => CreateList((LabelSet)bits)),
    ];

    internal static IReadOnlyList<Label> Get(LabelSet labels) => ListsByBits[(int)labels];

    private static IReadOnlyList<Label> CreateList(LabelSet labels)
    {
        Label[] order = [Label.Race, Label.LongRun, Label.Hard, Label.LongLoad];
        return [.. order.Where(label => labels.HasFlag((LabelSet)(1 << (int)label)))];
    }
}

/// <summary>Labels as a set, so that they are always listed in the order of <see cref="Label"/>.</summary>
[Flags]
internal enum LabelSet
{
    None = 0,
    Race = 1 << Label.Race,
    LongRun = 1 << Label.LongRun,
    Hard = 1 << Label.Hard,
    LongLoad = 1 << Label.LongLoad,
}
