namespace ActivitySync.Recovery.Tagging;

/// <summary>Recordings that are one activity, in order of start. Most have no copy, so only one that has carries more than itself.</summary>
internal readonly struct RecordingGroup
{
    private readonly RecordingCopies? _copies;

    internal RecordingGroup(Recording first)
        : this(first, null) { }

    private RecordingGroup(Recording first, RecordingCopies? copies)
    {
        First = first;
        _copies = copies;
    }

    internal Recording First { get; }

    /// <summary>The recording kept, what it lacked filled in.</summary>
    internal Recording Lead => _copies?.Merged ?? First;

    internal IReadOnlyList<Recording> Members => _copies?.Members ?? [First];

    /// <summary>The recordings that are not kept.</summary>
    internal IEnumerable<Recording> Copies => _copies?.Others ?? [];

    internal RecordingGroup With(Recording copy, TitleCache titles)
    {
        var copies = _copies ?? new RecordingCopies(First);
        copies.Add(copy, titles);
        return new(First, copies);
    }
}

/// <summary>Two or more recordings of one activity, and which of them leads.</summary>
internal sealed class RecordingCopies(Recording first)
{
    private readonly List<Recording> _members = [first];
    private Recording _lead = first;
    private Recording? _merged;

    internal IReadOnlyList<Recording> Members => _members;

    /// <summary>The recording that leads, what it lacked filled in.</summary>
    internal Recording Merged => _merged ??= _lead.FillMissingFrom(_members);

    internal IEnumerable<Recording> Others => _members.Where(member => member != _lead);

    internal void Add(Recording recording, TitleCache titles)
    {
        _members.Add(recording);
        if (ComputeRank(recording, titles) < ComputeRank(_lead, titles))
        {
            _lead = recording;
        }

        _merged = null;
    }

    /// <summary>Lower leads; equal ranks go to the earlier start, then the id, which is the order they stand in.</summary>
    private static int ComputeRank(Recording recording, TitleCache titles) =>
        (recording.Activity.SourceTag is null ? 2 : 0)
        + (titles.GetOrParse(recording.Activity.Name).IsInformative ? 0 : 1);
}
