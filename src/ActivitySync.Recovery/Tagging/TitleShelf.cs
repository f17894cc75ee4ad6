namespace ActivitySync.Recovery.Tagging;

/// <summary>Titles read while one plan is made: most runs bear one of a few names.</summary>
internal sealed class TitleShelf
{
    private readonly Dictionary<string, Title> _read = new(StringComparer.Ordinal);

    internal Title Read(string name)
    {
        if (!_read.TryGetValue(name, out var title))
        {
            title = Title.Read(name);
            _read.Add(name, title);
        }

        return title;
    }
}
