namespace ActivitySync.Recovery.Tagging;

/// <summary>The sixteen lists of labels there can be.</summary>
internal static class LabelLists
{
    private static readonly IReadOnlyList<Label>[] s_lists = [.. Enumerable.Range(0, 1 << 4).Select(bits => List((LabelSet)bits))];

    internal static IReadOnlyList<Label> Of(LabelSet labels) => s_lists[(int)labels];

    private static IReadOnlyList<Label> List(LabelSet labels)
    {
        Label[] order = [Label.Race, Label.LongRun, Label.Hard, Label.LongLoad];
        return [.. order.Where(label => labels.HasFlag((LabelSet)(1 << (int)label)))];
    }
}
