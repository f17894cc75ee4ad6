using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Logbook;

/// <summary>A change that was stored.</summary>
internal record SavedChange
{
    /// <summary>The id of the new entry (<c>m12</c>); null for a change without one.</summary>
    public string? EntryId { get; init; }

    /// <summary>Undoes the change with <see cref="AthleteLogbook.Undo"/>; null if nothing changed.</summary>
    public long? UndoId { get; init; }

    /// <summary>The id of the entry that the new one replaces; null if there was none.</summary>
    public string? ReplacedEntryId { get; init; }

    /// <summary>False if everything was stored like that before.</summary>
    public bool HasChanged => UndoId is not null;
}

/// <summary>A feeling that was stored.</summary>
internal sealed record SavedFeeling : SavedChange
{
    /// <summary>The date of the massage it is about.</summary>
    public required DateOnly MassageDate { get; init; }

    /// <summary>The different answer given before; null without one.</summary>
    public required MassageFeeling? Replaced { get; init; }
}

/// <summary>A pain that was stored.</summary>
internal sealed record SavedPain : SavedChange
{
    /// <summary>The pain with all its signs.</summary>
    public required Pain Pain { get; init; }

    /// <summary>Signs of the replaced entry that the new one keeps: one of them may block all massage.</summary>
    public required IReadOnlyList<string> KeptSigns { get; init; }

    /// <summary>The medical level to answer with, before anything else; null if the pain raises none.</summary>
    public required MedicalLevel? Level { get; init; }
}

/// <summary>An illness that was stored.</summary>
internal sealed record SavedIllness : SavedChange
{
    /// <summary>The medical level to answer with, before anything else; null if the illness raises none.</summary>
    public required MedicalLevel? Level { get; init; }
}

/// <summary>The result of undoing a change.</summary>
internal enum UndoResult
{
    Done,

    /// <summary>The change is more than 24 hours old.</summary>
    Expired,

    AlreadyUndone,

    /// <summary>The athlete has made no such change, or it was deleted because it was too old.</summary>
    NotFound,

    /// <summary>A later change is about the same entry, so undoing this one would lose it. Nothing changed.</summary>
    ChangedSince,
}
