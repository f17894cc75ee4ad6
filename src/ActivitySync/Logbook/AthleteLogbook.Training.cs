using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Logbook;

// Races, planned training and the athlete's labels of activities.
internal sealed partial class AthleteLogbook
{
    /// <summary>Adds a race, or changes the one with the same date and name, unless it is stored already.</summary>
    /// <param name="date">The local date, past or future.</param>
    /// <param name="name">The name.</param>
    /// <param name="distanceMeters">Null if it is unknown.</param>
    /// <param name="importance">Null: C for a parkrun, else B.</param>
    /// <exception cref="InvalidEntryException">A value is invalid.</exception>
    public SavedChange AddRace(DateOnly date, string name, double? distanceMeters, Importance? importance)
    {
        var race = CreateRace(date, name, distanceMeters, importance);
        var (saved, undoId) = Save(
            transaction =>
            {
                var fromFeeds = RaceRepository.GetFeedRaceIds(Connection, AthleteId, transaction);
                var replaced = RaceRepository
                    .GetAll(Connection, AthleteId, transaction)
                    .FirstOrDefault(row =>
                        !fromFeeds.Contains(row.Id) && row.Value.Date == race.Date && row.Value.Name == race.Name
                    );
                if (replaced is not null && replaced.Value == race)
                {
                    return new SavedChange { EntryId = new EntryId(EntryKind.Race, replaced.Id).ToString() };
                }

                var id = RaceRepository.Add(Connection, AthleteId, race, transaction);
                return new SavedChange
                {
                    EntryId = new EntryId(EntryKind.Race, id).ToString(),
                    ReplacedEntryId = replaced is null ? null : new EntryId(EntryKind.Race, replaced.Id).ToString(),
                };
            },
            LogbookTable.Races
        );
        return saved with { UndoId = undoId };
    }

    /// <summary>Changes a race. One with the new date and name is replaced.</summary>
    /// <param name="entryId">The id: <c>r12</c>.</param>
    /// <param name="date">The local date, past or future.</param>
    /// <param name="name">The name.</param>
    /// <param name="distanceMeters">Null if it is unknown.</param>
    /// <param name="importance">Null: C for a parkrun, else B.</param>
    /// <exception cref="InvalidEntryException">
    /// A value is invalid, there is no such race, or it comes from a race calendar.
    /// </exception>
    public SavedChange ChangeRace(
        string entryId,
        DateOnly date,
        string name,
        double? distanceMeters,
        Importance? importance
    )
    {
        var race = CreateRace(date, name, distanceMeters, importance);
        var stored = GetEntries(EntryKind.Race).OfType<RaceEntry>().FirstOrDefault(row => row.Id.ToString() == entryId);
        if (stored is null or { CanRemove: false })
        {
            throw new InvalidEntryException(
                EntryField.Id,
                stored is null ? EntryProblem.NotFound : EntryProblem.FromCalendar
            );
        }

        if (stored.Race == race)
        {
            return new SavedChange { EntryId = entryId };
        }

        var (id, undoId) = Save(
            transaction =>
            {
                RaceRepository.Remove(Connection, AthleteId, stored.Number, transaction);
                return RaceRepository.Add(Connection, AthleteId, race, transaction);
            },
            LogbookTable.Races
        );
        return new SavedChange
        {
            EntryId = new EntryId(EntryKind.Race, id).ToString(),
            UndoId = undoId,
            ReplacedEntryId = entryId,
        };
    }

    /// <summary>Removes a race by its id.</summary>
    /// <exception cref="InvalidEntryException">There is none, or it comes from a race calendar.</exception>
    public SavedChange RemoveRace(string entryId) => RemoveEntry(entryId, EntryKind.Race);

    /// <summary>Adds a planned session, unless it is stored already.</summary>
    /// <exception cref="InvalidEntryException">The date is out of range.</exception>
    public SavedChange AddPlanned(DateOnly date, PlannedSessionKind kind)
    {
        CheckRange(date, EntryField.Date);
        return SaveEntry(EntryKind.PlannedSession, LogbookTable.PlannedSessions, transaction =>
            PlannedSessionRepository.Add(Connection, AthleteId, new PlannedSession(date, kind), transaction)
        );
    }

    /// <summary>Removes a planned session by its id.</summary>
    /// <exception cref="InvalidEntryException">There is none.</exception>
    public SavedChange RemovePlanned(string entryId) => RemoveEntry(entryId, EntryKind.PlannedSession);

    /// <summary>Labels an activity. The label always wins and survives every later sync.</summary>
    /// <param name="activityId">The activity.</param>
    /// <param name="label">What it was; null removes the athlete's labels, so that it is computed again.</param>
    /// <param name="importance">Only with the label race; null keeps what was inferred.</param>
    /// <exception cref="InvalidEntryException">
    /// The athlete has no such activity, or the importance is not of a race.
    /// </exception>
    public SavedChange SetLabel(long activityId, AthleteLabelKind? label, Importance? importance = null)
    {
        if (importance is not null && label != AthleteLabelKind.Race)
        {
            throw new InvalidEntryException(EntryField.Importance, EntryProblem.OnlyForRace);
        }

        if (RecordingIdentityRepository.GetByActivity(Connection, AthleteId, activityId).Count == 0)
        {
            throw new InvalidEntryException(EntryField.Activity, EntryProblem.NotFound);
        }

        return SaveChange(
            transaction =>
            {
                if (label is { } kind)
                {
                    LabelRepository.AddToActivity(
                        Connection,
                        AthleteId,
                        activityId,
                        kind,
                        importance,
                        _clock.GetUtcNow(),
                        transaction
                    );
                }
                else
                {
                    LabelRepository.RemoveFromActivity(Connection, AthleteId, activityId, transaction);
                }
            },
            LogbookTable.Labels
        );
    }

    private static CalendarRace CreateRace(
        DateOnly date,
        string name,
        double? distanceMeters,
        Importance? importance
    ) =>
        new()
        {
            Date = CheckRange(date, EntryField.Date),
            Name = EntryParser.ParseText(name, EntryField.Name),
            DistanceMeters =
                distanceMeters is not { } meters || EntryParser.IsRaceDistance(meters)
                    ? distanceMeters
                    : throw new InvalidEntryException(EntryField.Distance, EntryProblem.Unreadable),
            Importance = importance,
        };
}
