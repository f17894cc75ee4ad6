namespace ActivitySync.Recovery.Tagging;

/// <summary>Recordings that are one activity, in order of start. Most have no copy, so only one that has carries more than itself.</summary>
internal readonly struct Gathered
{
    private readonly GatheredCopies? _copies;

    internal Gathered(Recording first)
        : this(first, null)
    {
    }

    private Gathered(Recording first, GatheredCopies? copies)
    {
        First = first;
        _copies = copies;
    }

    internal Recording First { get; }

    /// <summary>The recording kept, what it lacked filled in.</summary>
    internal Recording Kept => _copies?.Kept ?? First;

    internal IReadOnlyList<Recording> Members => _copies?.Members ?? [First];

    /// <summary>The recordings that are not kept.</summary>
    internal IEnumerable<Recording> Copies => _copies?.NotKept ?? [];

    internal Gathered With(Recording copy, TitleShelf titles)
    {
        var copies = _copies ?? new GatheredCopies(First);
        copies.Join(copy, titles);
        return new(First, copies);
    }
}
