using System.Data.Common;
using ActivitySync.Data;

namespace ActivitySync.Logbook;

// Listing and removing entries of every kind.
internal sealed partial class AthleteLogbook
{
    /// <summary>Everything that the athlete reported, newest first.</summary>
    public IReadOnlyList<LogbookEntry> GetAll() =>
        [
            .. Enum.GetValues<EntryKind>()
                .SelectMany(GetEntries)
                .OrderByDescending(entry => entry.Date)
                .ThenBy(entry => entry.Kind)
                .ThenByDescending(entry => entry.Id.Number),
        ];

    /// <summary>The entries of a kind, by date.</summary>
    public IEnumerable<LogbookEntry> GetEntries(EntryKind kind)
    {
        switch (kind)
        {
            case EntryKind.Massage:
                return MassageRepository
                    .GetAll(Connection, AthleteId)
                    .Select(row => new MassageEntry(row.Id, row.Value, row.Title));
            case EntryKind.Feeling:
                return MassageFeelingRepository
                    .GetAll(Connection, AthleteId)
                    .Select(row => new FeelingEntry(row.Id, row.Value, row.Title));
            case EntryKind.Pain:
                return PainRepository
                    .GetAll(Connection, AthleteId)
                    .Select(row => new PainEntry(row.Id, row.Value, row.Title));
            case EntryKind.Illness:
                var fromSources = IllnessRepository.GetSourceIds(Connection, AthleteId);
                return IllnessRepository
                    .GetAll(Connection, AthleteId)
                    .Select(row => new IllnessEntry(row.Id, row.Value, fromSources.Contains(row.Id)));
            case EntryKind.Race:
                var fromFeeds = RaceRepository.GetFeedRaceIds(Connection, AthleteId);
                return RaceRepository
                    .GetAll(Connection, AthleteId)
                    .Select(row => new RaceEntry(row.Id, row.Value, fromFeeds.Contains(row.Id)));
            case EntryKind.Slot:
                return SlotRepository.GetAll(Connection, AthleteId).Select(row => new SlotEntry(row.Id, row.Value));
            case EntryKind.PlannedSession:
                return PlannedSessionRepository
                    .GetAll(Connection, AthleteId)
                    .Select(row => new PlannedSessionEntry(row.Id, row.Value));
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    /// <summary>Removes an entry by its id.</summary>
    /// <param name="entryId">The id: <c>m12</c>.</param>
    /// <param name="kinds">The kinds that may be removed; none means all.</param>
    /// <exception cref="InvalidEntryException">
    /// There is no such entry, or it has to be removed where it comes from.
    /// </exception>
    public SavedChange RemoveEntry(string entryId, params EntryKind[] kinds)
    {
        if (!EntryId.TryParse(entryId, out var id) || (kinds.Length > 0 && !kinds.Contains(id.Kind)))
        {
            throw new InvalidEntryException(EntryField.Id, EntryProblem.Unreadable);
        }

        if (GetEntries(id.Kind).FirstOrDefault(entry => entry.Id == id) is { CanRemove: false } fixedEntry)
        {
            throw new InvalidEntryException(
                EntryField.Id,
                fixedEntry.Origin == EntryOrigin.Calendar ? EntryProblem.FromCalendar : EntryProblem.FromTitle
            )
            {
                Title = fixedEntry.Title,
            };
        }

        var (isRemoved, undoId) = Save(transaction => Remove(id, transaction), GetTable(id.Kind));
        return isRemoved
            ? new SavedChange { UndoId = undoId }
            : throw new InvalidEntryException(EntryField.Id, EntryProblem.NotFound);
    }

    private bool Remove(EntryId id, DbTransaction transaction) =>
        id.Kind switch
        {
            EntryKind.Massage => MassageRepository.Remove(Connection, AthleteId, id.Number, transaction),
            EntryKind.Feeling => MassageFeelingRepository.Remove(Connection, AthleteId, id.Number, transaction),
            EntryKind.Pain => PainRepository.Remove(Connection, AthleteId, id.Number, transaction),
            EntryKind.Illness => IllnessRepository.Remove(Connection, AthleteId, id.Number, transaction),
            EntryKind.Race => RaceRepository.Remove(Connection, AthleteId, id.Number, transaction),
            EntryKind.Slot => SlotRepository.Remove(Connection, AthleteId, id.Number, transaction),
            EntryKind.PlannedSession => PlannedSessionRepository.Remove(Connection, AthleteId, id.Number, transaction),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id.Kind, null),
        };

    private static LogbookTable GetTable(EntryKind kind) =>
        kind switch
        {
            EntryKind.Massage => LogbookTable.Massages,
            EntryKind.Feeling => LogbookTable.Feelings,
            EntryKind.Pain => LogbookTable.Pains,
            EntryKind.Illness => LogbookTable.Illnesses,
            EntryKind.Race => LogbookTable.Races,
            EntryKind.Slot => LogbookTable.Slots,
            EntryKind.PlannedSession => LogbookTable.PlannedSessions,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
