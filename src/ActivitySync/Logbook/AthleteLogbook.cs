using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery.Rules;
using Dapper;

namespace ActivitySync.Logbook;

/// <summary>
/// Everything that one athlete can report and change: the use cases of the commands, the page and the links in emails.
/// Each change is one short transaction and can be undone for 24 hours.
/// </summary>
internal sealed partial class AthleteLogbook : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly RuleParameters _rules;

    /// <summary>The transaction of <see cref="SaveTogether"/>, which changes then are part of.</summary>
    private DbTransaction? _transaction;

    private AthleteLogbook(
        Database database,
        AthleteSettings athlete,
        TimeProvider clock,
        RuleParameters rules,
        bool isReadOnly
    )
    {
        _clock = clock;
        _rules = rules;
        Athlete = athlete;
        Today = GetToday(athlete, clock);
        Connection = database.Open();
        AthleteId = isReadOnly
            ? AthleteRepository.GetIdForReading(Connection, athlete.Name)
            : AthleteRepository.GetOrAddId(Connection, athlete.Name, clock);
    }

    public AthleteSettings Athlete { get; }

    public long AthleteId { get; }

    public DbConnection Connection { get; }

    /// <summary>The current date in the athlete's time zone.</summary>
    public DateOnly Today { get; }

    /// <summary>Opens the logbook of an athlete; the caller disposes it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="athlete">The athlete.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="rules">The parameters of the rules, which say when a report raises a medical level.</param>
    /// <param name="isReadOnly">Whether it is only read, so that the athlete is not added to the database.</param>
    public static AthleteLogbook Open(
        Database database,
        AthleteSettings athlete,
        TimeProvider clock,
        RuleParameters rules,
        bool isReadOnly = false
    ) => new(database, athlete, clock, rules, isReadOnly);

    /// <summary>The current date in an athlete's time zone.</summary>
    public static DateOnly GetToday(AthleteSettings athlete, TimeProvider clock) => athlete.GetDate(clock.GetUtcNow());

    public void Dispose() => Connection.Dispose();

    /// <summary>Makes several changes in one transaction: all of them, or none if one throws an exception.</summary>
    public T SaveTogether<T>(Func<T> save)
    {
        using var transaction = Connection.BeginFor(AthleteId);
        _transaction = transaction;
        try
        {
            var result = save();
            transaction.Commit();
            return result;
        }
        finally
        {
            _transaction = null;
        }
    }

    /// <summary>Undoes a change, unless a later one is about the same entry.</summary>
    /// <param name="undoId">The id from <see cref="SavedChange.UndoId"/>.</param>
    /// <param name="allowsExpired">
    /// Whether a change of more than 24 hours ago is undone too, if its undo step is still stored.
    /// </param>
    public UndoResult Undo(long undoId, bool allowsExpired = false)
    {
        using var own = _transaction is null ? Connection.BeginFor(AthleteId) : null;
        var transaction = _transaction ?? own!;
        if (UndoStepRepository.Find(Connection, AthleteId, undoId, transaction) is not { } row)
        {
            return UndoResult.NotFound;
        }

        if (row.IsUndone)
        {
            return UndoResult.AlreadyUndone;
        }

        if ((row.IsExpired(_clock.GetUtcNow()) && !allowsExpired) || UndoStep.FindStep(row.Payload) is not { } step)
        {
            return UndoResult.Expired;
        }

        // Other changes of the same transaction stay if this one can't be undone.
        Connection.Execute("SAVEPOINT undo", transaction: transaction);
        if (
            !step.Added.All(added => LogbookRowRepository.Delete(Connection, AthleteId, added))
            || !step.Removed.All(removed => LogbookRowRepository.Restore(Connection, AthleteId, removed))
        )
        {
            Connection.Execute("ROLLBACK TO SAVEPOINT undo", transaction: transaction);
            return UndoResult.ChangedSince;
        }

        UndoStepRepository.MarkUndone(Connection, undoId, transaction);
        own?.Commit();
        return UndoResult.Done;
    }

    /// <summary>What a change removed and added; null if it can't be undone any more.</summary>
    public UndoStep? FindUndoStep(long undoId) =>
        UndoStepRepository.Find(Connection, AthleteId, undoId) is { IsUndone: false } row
            ? UndoStep.FindStep(row.Payload)
            : null;

    /// <summary>The latest change that can be undone; null without one.</summary>
    public long? FindLatestUndoId() => UndoStepRepository.FindLatestId(Connection, AthleteId, _clock.GetUtcNow());

    /// <summary>Makes a change to some tables, and stores how to undo it.</summary>
    /// <returns>The result of the change, and the undo id; null if nothing changed.</returns>
    private (T Result, long? UndoId) Save<T>(Func<DbTransaction, T> change, params LogbookTable[] tables)
    {
        using var own = _transaction is null ? Connection.BeginFor(AthleteId) : null;
        var transaction = _transaction ?? own!;
        var before = GetRows(tables);
        var result = change(transaction);
        var step = UndoStep.Create(before, GetRows(tables));
        var now = _clock.GetUtcNow();
        UndoStepRepository.DeleteExpired(Connection, now, transaction);
        long? undoId = step.IsEmpty
            ? null
            : UndoStepRepository.Add(Connection, AthleteId, now, step.ToPayload(), transaction);
        own?.Commit();
        return (result, undoId);
    }

    /// <summary>Makes a change without an entry of its own.</summary>
    private SavedChange SaveChange(Action<DbTransaction> change, params LogbookTable[] tables)
    {
        var (_, undoId) = Save(
            transaction =>
            {
                change(transaction);
                return true;
            },
            tables
        );
        return new SavedChange { UndoId = undoId };
    }

    private List<LogbookRow> GetRows(LogbookTable[] tables) =>
        [.. tables.SelectMany(table => LogbookRowRepository.GetAll(Connection, AthleteId, table))];

    /// <summary>Makes a change that adds an entry.</summary>
    private SavedChange SaveEntry(EntryKind kind, LogbookTable table, Func<DbTransaction, long> add)
    {
        var (id, undoId) = Save(add, table);
        return new SavedChange { EntryId = new EntryId(kind, id).ToString(), UndoId = undoId };
    }

    private DateOnly CheckPast(DateOnly date) =>
        CheckRange(date, EntryField.Date) <= Today
            ? date
            : throw new InvalidEntryException(EntryField.Date, EntryProblem.InFuture) { Date = date };

    private DateOnly CheckNotPast(DateOnly date, EntryField field) =>
        CheckRange(date, field) >= Today
            ? date
            : throw new InvalidEntryException(field, EntryProblem.InPast) { Date = date };

    private static DateOnly CheckRange(DateOnly date, EntryField field) =>
        EntryParser.IsInRange(date) ? date : throw new InvalidEntryException(field, EntryProblem.Unreadable);
}
