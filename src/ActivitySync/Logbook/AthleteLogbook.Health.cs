using System.Data.Common;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Logbook;

// Pains and illnesses, and the medical levels they raise.
internal sealed partial class AthleteLogbook
{
    /// <summary>
    /// Adds a pain. It replaces the athlete's entry for the same area and day, and keeps the signs of that.
    /// </summary>
    /// <param name="area">In the athlete's words.</param>
    /// <param name="severity">0 to 10.</param>
    /// <param name="signs">
    /// Signs of <see cref="MedicalSigns"/>; any other text counts as a sign for a clinician.
    /// </param>
    /// <param name="date">The day on which it began.</param>
    /// <exception cref="InvalidEntryException">A value is invalid.</exception>
    public SavedPain AddPain(string area, double severity, IEnumerable<string> signs, DateOnly date)
    {
        var reported = CreatePain(area, severity, signs, date);
        var (saved, undoId) = Save(
            transaction =>
            {
                var (pain, replaced, keptSigns) = AddKeptSigns(reported, transaction);
                var level = FindMedicalLevel(pain, transaction);
                var id = PainRepository.Add(Connection, AthleteId, pain, transaction);
                return new SavedPain
                {
                    EntryId = new EntryId(EntryKind.Pain, id).ToString(),
                    ReplacedEntryId = replaced is null ? null : new EntryId(EntryKind.Pain, replaced.Id).ToString(),
                    Pain = pain,
                    KeptSigns = keptSigns,
                    Level = level,
                };
            },
            LogbookTable.Pains
        );
        return saved with { UndoId = undoId };
    }

    /// <summary>
    /// The medical level that <see cref="AddPain"/> would answer with, so that the answer can come although the pain
    /// cannot be stored; null without one.
    /// </summary>
    /// <exception cref="InvalidEntryException">A value is invalid.</exception>
    public MedicalLevel? PreviewPain(string area, double severity, IEnumerable<string> signs, DateOnly date) =>
        FindMedicalLevel(AddKeptSigns(CreatePain(area, severity, signs, date)).Pain);

    /// <summary>Resolves the pains of an area, those from titles too.</summary>
    /// <param name="area">The area as it was reported; upper and lower case are the same.</param>
    /// <param name="date">The first day without pain.</param>
    /// <exception cref="InvalidEntryException">
    /// The date is in the future, or no unresolved pain of that area began by that day.
    /// </exception>
    public SavedChange ResolvePain(string area, DateOnly date)
    {
        var known = EntryParser.ParseText(area, EntryField.Area);
        CheckPast(date);
        var (count, undoId) = Save(
            transaction => PainRepository.Resolve(Connection, AthleteId, known, date, transaction),
            LogbookTable.Pains
        );
        return count > 0
            ? new SavedChange { UndoId = undoId }
            : throw new InvalidEntryException(EntryField.Area, EntryProblem.NotFound);
    }

    /// <summary>Like <see cref="ResolvePain"/>, for the area of a pain with this id (<c>p3</c>).</summary>
    /// <exception cref="InvalidEntryException">There is no unresolved pain with this id.</exception>
    public SavedChange ResolvePainEntry(string entryId, DateOnly date)
    {
        var pain =
            EntryId.TryParse(entryId, out var id) && id.Kind == EntryKind.Pain
                ? PainRepository.GetAll(Connection, AthleteId).FirstOrDefault(row => row.Id == id.Number)
                : null;
        return ResolvePain(
            pain?.Value.Area ?? throw new InvalidEntryException(EntryField.Id, EntryProblem.NotFound),
            date
        );
    }

    /// <summary>Adds an illness, unless it is stored already.</summary>
    /// <param name="kind">In the athlete's words; any kind postpones massage.</param>
    /// <param name="date">The day on which it began.</param>
    /// <exception cref="InvalidEntryException">A value is invalid.</exception>
    public SavedIllness AddIllness(string kind, DateOnly date)
    {
        var illness = CreateIllness(kind, date);
        var (id, undoId) = Save(
            transaction => IllnessRepository.Add(Connection, AthleteId, illness, transaction),
            LogbookTable.Illnesses
        );
        return new SavedIllness
        {
            EntryId = new EntryId(EntryKind.Illness, id).ToString(),
            UndoId = undoId,
            Level = FindMedicalLevel(illness),
        };
    }

    /// <summary>The medical level that <see cref="AddIllness"/> would answer with; null without one.</summary>
    /// <exception cref="InvalidEntryException">A value is invalid.</exception>
    public MedicalLevel? PreviewIllness(string kind, DateOnly date) => FindMedicalLevel(CreateIllness(kind, date));

    private Pain CreatePain(string area, double severity, IEnumerable<string> signs, DateOnly date) =>
        new()
        {
            Area = EntryParser.ParseText(area, EntryField.Area),
            Severity = EntryParser.IsSeverity(severity)
                ? severity
                : throw new InvalidEntryException(EntryField.Severity, EntryProblem.Unreadable),
            Signs = [.. signs.SelectMany(EntryParser.ParseSigns).Distinct(StringComparer.Ordinal)],
            Date = CheckPast(date),
        };

    private Illness CreateIllness(string kind, DateOnly date) =>
        new(CheckPast(date), EntryParser.ParseText(kind, EntryField.Kind));

    /// <summary>
    /// Adds the signs of the athlete's own entry for the same area and day, which the new one replaces.
    /// </summary>
    private (Pain Pain, StoredEntry<Pain>? Replaced, IReadOnlyList<string> KeptSigns) AddKeptSigns(
        Pain pain,
        DbTransaction? transaction = null
    )
    {
        var replaced = PainRepository
            .GetAll(Connection, AthleteId, transaction)
            .FirstOrDefault(row => row.Title is null && row.Value.Date == pain.Date && row.Value.Area == pain.Area);
        string[] kept = [.. replaced?.Value.Signs.Except(pain.Signs, StringComparer.Ordinal) ?? []];
        return (pain with { Signs = [.. pain.Signs, .. kept] }, replaced, kept);
    }

    private MedicalLevel? FindMedicalLevel(Pain pain, DbTransaction? transaction = null) =>
        RedFlag.Find([pain], Today, _rules) is { } flag ? ComputeGravest(flag.Level, transaction) : null;

    private MedicalLevel? FindMedicalLevel(Illness illness)
    {
        // Its own day is included (rules.md 9).
        var days = Today.DayNumber - illness.Date.DayNumber;
        return days < _rules[MedicalGateRule.IllnessPostponeDays] ? ComputeGravest(MedicalLevel.Postpone) : null;
    }

    /// <summary>A graver level that another reported pain has raised comes instead.</summary>
    private MedicalLevel ComputeGravest(MedicalLevel raised, DbTransaction? transaction = null)
    {
        var reported = PainRepository.GetAll(Connection, AthleteId, transaction).Select(row => row.Value);
        return RedFlag.Find(reported, Today, _rules) is { } flag && flag.Level < raised ? flag.Level : raised;
    }
}
