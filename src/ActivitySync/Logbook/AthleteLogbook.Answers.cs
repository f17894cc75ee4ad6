using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Logbook;

// Answers that change several entries at once.
internal sealed partial class AthleteLogbook
{
    /// <summary>Adds a booked massage in place of others, which are removed.</summary>
    /// <param name="date">The day of the new booking.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="replaced">The days of bookings that it replaces; may be empty.</param>
    /// <exception cref="InvalidEntryException">The date has passed.</exception>
    public SavedChange AddSlot(DateOnly date, MassageKind kind, IReadOnlyList<DateOnly> replaced)
    {
        CheckNotPast(date, EntryField.Date);
        List<long> old =
        [
            .. SlotRepository
                .GetAll(Connection, AthleteId)
                .Where(slot => replaced.Contains(slot.Value.Date))
                .Select(slot => slot.Id),
        ];
        return SaveEntry(EntryKind.Slot, LogbookTable.Slots, transaction =>
        {
            old.ForEach(id => SlotRepository.Remove(Connection, AthleteId, id, transaction));
            return SlotRepository.Add(Connection, AthleteId, new Massage(date, kind), transaction);
        });
    }

    /// <summary>Says that a race without a recording was started: no email asks again.</summary>
    /// <exception cref="InvalidEntryException">No race is stored for that day.</exception>
    public SavedChange ConfirmStart(DateOnly date)
    {
        CheckHasRace(date);
        return SaveChange(
            transaction => ConfirmedStartRepository.Add(Connection, AthleteId, date, transaction),
            LogbookTable.ConfirmedStarts
        );
    }

    /// <summary>
    /// Removes the athlete's own races of a day, because they were not started, and that one was started.
    /// </summary>
    /// <param name="date">The day.</param>
    /// <param name="only">The race that is removed; null for all of the day.</param>
    /// <exception cref="InvalidEntryException">There is none, or it comes from a race calendar.</exception>
    public SavedChange RemoveRaces(DateOnly date, EntryId? only = null)
    {
        CheckHasRace(date, only);
        List<LogbookEntry> races =
        [
            .. GetEntries(EntryKind.Race)
                .Where(race => race.Date == date && race.CanRemove && (only is null || race.Id == only)),
        ];
        if (races.Count == 0)
        {
            throw new InvalidEntryException(EntryField.Id, EntryProblem.FromCalendar);
        }

        return SaveChange(
            transaction =>
            {
                races.ForEach(race => RaceRepository.Remove(Connection, AthleteId, race.Id.Number, transaction));
                ConfirmedStartRepository.Remove(Connection, AthleteId, date, transaction);
            },
            LogbookTable.Races,
            LogbookTable.ConfirmedStarts
        );
    }

    /// <summary>Resolves every active pain.</summary>
    /// <param name="date">The first day without pain.</param>
    /// <exception cref="InvalidEntryException">The date is in the future, or no pain is active.</exception>
    public SavedChange ResolveAllPains(DateOnly date)
    {
        CheckPast(date);
        List<string> areas =
        [
            .. GetEntries(EntryKind.Pain)
                .OfType<PainEntry>()
                .Where(entry => entry.Pain.ResolvedOn is null)
                .Select(entry => entry.Pain.Area)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (areas.Count == 0)
        {
            throw new InvalidEntryException(EntryField.Area, EntryProblem.NotFound);
        }

        return SaveChange(
            transaction =>
                areas.ForEach(area => PainRepository.Resolve(Connection, AthleteId, area, date, transaction)),
            LogbookTable.Pains
        );
    }

    private void CheckHasRace(DateOnly date, EntryId? only = null)
    {
        if (!GetEntries(EntryKind.Race).Any(race => race.Date == date && (only is null || race.Id == only)))
        {
            throw new InvalidEntryException(only is null ? EntryField.Date : EntryField.Id, EntryProblem.NotFound);
        }
    }
}
