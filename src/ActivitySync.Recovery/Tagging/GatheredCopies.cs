namespace ActivitySync.Recovery.Tagging;

/// <summary>Two or more recordings of one activity, and which of them leads.</summary>
internal sealed class GatheredCopies(Recording first)
{
    private readonly List<Recording> _members = [first];
    private Recording _lead = first;
    private Recording? _kept;

    internal IReadOnlyList<Recording> Members => _members;

    /// <summary>The recording that leads, what it lacked filled in.</summary>
    internal Recording Kept => _kept ??= _lead.FilledFrom(_members);

    internal IEnumerable<Recording> NotKept => _members.Where(member => member != _lead);

    internal void Join(Recording recording, TitleShelf titles)
    {
        _members.Add(recording);
        if (Rank(recording, titles) < Rank(_lead, titles))
        {
            _lead = recording;
        }

        _kept = null;
    }

    /// <summary>Lower leads; equal ranks go to the earlier start, then the id, which is the order they stand in.</summary>
    private static int Rank(Recording recording, TitleShelf titles) =>
        (recording.Activity.SourceTag is null ? 2 : 0) + (titles.Read(recording.Activity.Name).IsTelling ? 0 : 1);
}
