using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Logbook;

// Massages: booked, had, declined, and how they left the athlete.
internal sealed partial class AthleteLogbook
{
    /// <summary>Adds a booked massage, unless it is stored already.</summary>
    /// <exception cref="InvalidEntryException">The date has passed.</exception>
    public SavedChange AddSlot(DateOnly date, MassageKind kind)
    {
        CheckNotPast(date, EntryField.Date);
        return SaveEntry(EntryKind.Slot, LogbookTable.Slots, transaction =>
            SlotRepository.Add(Connection, AthleteId, new Massage(date, kind), transaction)
        );
    }

    /// <summary>Removes a booked massage by its id.</summary>
    /// <exception cref="InvalidEntryException">There is none.</exception>
    public SavedChange RemoveSlot(string entryId) => RemoveEntry(entryId, EntryKind.Slot);

    /// <summary>Adds a massage that the athlete had, unless it is stored already.</summary>
    /// <exception cref="InvalidEntryException">The date is in the future.</exception>
    public SavedChange AddMassage(DateOnly date, MassageKind kind)
    {
        CheckPast(date);
        return SaveEntry(EntryKind.Massage, LogbookTable.Massages, transaction =>
            MassageRepository.Add(Connection, AthleteId, new Massage(date, kind), transaction)
        );
    }

    /// <summary>
    /// Saves how the latest massage on or before a day left the athlete; replaces the earlier answer about it.
    /// </summary>
    /// <exception cref="InvalidEntryException">
    /// The date is in the future, or no massage is logged in the days before.
    /// </exception>
    public SavedFeeling SaveFeeling(MassageFeeling feeling, DateOnly saidOn)
    {
        CheckPast(saidOn);
        var massageDate = MassageFeelingRepository.FindMassageDate(Connection, AthleteId, saidOn)
            ?? throw new InvalidEntryException(EntryField.Feeling, EntryProblem.NoMassage) { Date = saidOn };
        var earlier = MassageFeelingRepository
            .GetAll(Connection, AthleteId)
            .Where(row => row.Value.MassageDate == massageDate)
            .ToList();
        var (id, undoId) = Save(
            transaction =>
                MassageFeelingRepository.Save(
                    Connection,
                    AthleteId,
                    massageDate,
                    feeling,
                    saidOn,
                    _clock.GetUtcNow(),
                    transaction
                ),
            LogbookTable.Feelings
        );
        return new SavedFeeling
        {
            EntryId = new EntryId(EntryKind.Feeling, id).ToString(),
            UndoId = undoId,
            ReplacedEntryId = earlier.Find(row => row.Title is null) is { } own
                ? new EntryId(EntryKind.Feeling, own.Id).ToString()
                : null,
            MassageDate = massageDate,
            Replaced = earlier.Find(row => row.Value.Feeling != feeling)?.Value.Feeling,
        };
    }

    /// <summary>Declines suggested days: no later email asks whether the athlete had that massage.</summary>
    public SavedChange DeclineSuggestion(SuggestedWindow window)
    {
        CheckRange(window.From, EntryField.Date);
        CheckRange(window.To, EntryField.Date);
        return SaveChange(
            transaction =>
                DeclinedSuggestionRepository.Add(
                    Connection,
                    AthleteId,
                    new DeclinedSuggestion(window, Today),
                    transaction
                ),
            LogbookTable.DeclinedSuggestions
        );
    }

    /// <summary>Whether the athlete declined a suggestion that is made today.</summary>
    /// <param name="from">Its first day.</param>
    /// <param name="to">Its last day, included.</param>
    public bool IsDeclined(DateOnly from, DateOnly to) =>
        DeclinedSuggestionRepository.GetAll(Connection, AthleteId).Any(declined => declined.Covers(Today, from, to));
}
