using System.Globalization;

namespace ActivitySync.Logbook;

/// <summary>The kinds of entries that have an id.</summary>
internal enum EntryKind
{
    Massage,
    Feeling,
    Pain,
    Illness,
    Race,
    Slot,
    PlannedSession,
}

/// <summary>
/// The id of a stored entry as users see it: a letter for the kind, then the row's id (<c>m12</c>). The letter makes it
/// unique across kinds.
/// </summary>
/// <param name="Kind">The kind of entry.</param>
/// <param name="Number">The row's id.</param>
internal readonly record struct EntryId(EntryKind Kind, long Number)
{
    /// <summary>The letters in the order of <see cref="EntryKind"/>.</summary>
    private const string Letters = "mfpirst";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters[(int)Kind]}{Number}");

    /// <summary>Parses an id of any kind; false if the text is none.</summary>
    public static bool TryParse(string text, out EntryId id)
    {
        var kind = text.Length < 2 ? -1 : Letters.IndexOf(text[0], StringComparison.Ordinal);
        if (kind < 0 || !long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            id = default;
            return false;
        }

        id = new EntryId((EntryKind)kind, number);
        return true;
    }
}
