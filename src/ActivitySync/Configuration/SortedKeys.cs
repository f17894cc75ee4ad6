namespace ActivitySync.Configuration;

/// <summary>
/// Keys of settings in order, without regard to case, so that the keys of a section are next to each other. Reading a
/// section costs what it has, however many other settings there are.
/// </summary>
internal sealed class SortedKeys
{
    private readonly string[] _keys;

    public SortedKeys(IEnumerable<string> keys)
    {
        _keys = [.. keys];
        Array.Sort(_keys, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The keys below a section: of <c>Mail:Smtp</c> for example <c>Mail:Smtp:Host</c>.</summary>
    public IEnumerable<string> GetBelow(string section)
    {
        var prefix = section + ":";
        for (
            var index = FindFirst(prefix);
            index < _keys.Length && _keys[index].StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
            index++
        )
        {
            yield return _keys[index];
        }
    }

    /// <summary>Finds the position of the first key that is not before a text.</summary>
    private int FindFirst(string text)
    {
        var (low, high) = (0, _keys.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.Compare(_keys[middle], text, StringComparison.OrdinalIgnoreCase) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
