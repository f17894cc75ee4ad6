using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using CsCheck;

namespace ActivitySync.Tests.Logbook;

public sealed class UndoPropertyTests
{
    /// <summary>Few values, so that changes meet: entries are replaced, added twice, removed and added again.</summary>
    private static readonly Gen<Func<AthleteLogbook, SavedChange>> GenChange =
        from kind in Gen.Int[0, 14]
        from date in Gen.Int[0, 2].Select(days => new DateOnly(2026, 11, 23).AddDays(-days))
        from later in Gen.Int[0, 2].Select(days => new DateOnly(2026, 11, 23).AddDays(days))
        from choice in Gen.Int[0, 2]
        from number in Gen.Int[1, 4]
        select CreateChange(kind, date, later, choice, number);

    [Fact]
    public void Undoing_all_changes_from_the_last_to_the_first_restores_the_database() =>
        GenChange
            .Array[1, 20]
            .Sample(
                changes =>
                {
                    using var fixture = new LogbookFixture();
                    fixture.AddRun("Morning #massage-deep #pain-calf-l-4 #nomail");
                    var before = fixture.GetRows();
                    using var logbook = fixture.Open();
                    var undoIds = new Stack<long>();
                    foreach (var change in changes)
                    {
                        if (MakeIfValid(logbook, change)?.UndoId is { } undoId)
                        {
                            undoIds.Push(undoId);
                        }
                    }

                    Assert.All(undoIds, undoId => Assert.Equal(UndoResult.Done, logbook.Undo(undoId)));
                    Assert.Equal(before, fixture.GetRows());
                },
                iter: 60,
                threads: 1
            );

    private static SavedChange? MakeIfValid(AthleteLogbook logbook, Func<AthleteLogbook, SavedChange> change)
    {
        try
        {
            return change(logbook);
        }
        catch (InvalidEntryException)
        {
            return null;
        }
    }

    private static Func<AthleteLogbook, SavedChange> CreateChange(
        int kind,
        DateOnly date,
        DateOnly later,
        int choice,
        int number
    ) =>
        kind switch
        {
            0 => logbook => logbook.AddSlot(later, (MassageKind)choice),
            1 => logbook => logbook.AddMassage(date, (MassageKind)choice),
            2 => logbook => logbook.SaveFeeling((MassageFeeling)choice, date),
            3 => logbook => logbook.AddPain(choice == 0 ? "calf" : "left calf", number, ["bruise"], date),
            4 => logbook => logbook.AddPain("left calf", number, choice == 0 ? ["swelling"] : [], date),
            5 => logbook => logbook.ResolvePain(choice == 0 ? "calf" : "left calf", later),
            6 => logbook => logbook.AddIllness(choice == 0 ? "cold" : "fever", date),
            7 => logbook => logbook.AddRace(later, choice == 0 ? "Ten" : "Half", number * 1000, (Importance)choice),
            8 => logbook => logbook.AddPlanned(later, (PlannedSessionKind)choice),
            9 => logbook => logbook.SetLabel(1, (AthleteLabelKind)choice),
            10 => logbook => logbook.SetLabel(1, null),
            11 => logbook => logbook.Pause(later),
            12 => logbook => logbook.Resume(),
            13 => logbook => logbook.DeclineSuggestion(new((MassageKind)choice, date, later)),
            _ => logbook => logbook.RemoveEntry(new EntryId((EntryKind)(number + choice), number).ToString()),
        };
}
