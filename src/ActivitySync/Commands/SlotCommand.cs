using System.CommandLine;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Massages booked.</summary>
internal static class SlotCommand
{
    private const string ListVerb = "slot list";

    private static readonly Argument<string> s_date = new("DATE") { Description = "YYYY-MM-DD or today." };
    private static readonly Argument<string> s_kind = new("KIND") { Description = $"One of: {EnumWord.Choices<MassageKind>()}." };
    private static readonly Argument<string> s_id = new("ID") { Description = "As 'slot list' shows it: s12." };

    public static Command Create()
    {
        var add = Verb.Named("add", "Keeps a massage that is booked.", "slot add 2026-11-30 deep-tissue");
        add.Arguments.Add(s_date);
        add.Arguments.Add(s_kind);
        add.Options.Add(Verb.Athlete);
        var list = Verb.Named("list", "Lists the massages booked.", ListVerb);
        list.Options.Add(Verb.Athlete);
        list.Options.Add(Verb.Json);
        var remove = Verb.Named("remove", "Removes a booking.", "slot remove s12");
        remove.Arguments.Add(s_id);
        remove.Options.Add(Verb.Athlete);
        var verb = Verb.Named("slot", "Massages booked.", "slot add 2026-11-30 deep-tissue");
        verb.Subcommands.Add(add.Does(Add));
        verb.Subcommands.Add(list.Does(List));
        verb.Subcommands.Add(remove.Does(Remove));
        return verb;
    }

    private static ExitCode Add(VerbCall call)
    {
        var kind = TypedWord.Read<MassageKind>(call.Value(s_kind)!, "KIND");
        using var book = new RunnerBook(call);
        var date = book.Date(call.Value(s_date), "DATE");
        if (date < book.Today)
        {
            throw new CannotProceedException(
                ExitCode.WrongInput, $"DATE: {date.ToColumn()} has passed; a massage you had is kept with 'activitysync log massage'.");
        }

        var id = RowId.Of(RowId.Slot, Slots.Add(book.Store, book.AthleteId, new Massage(date, kind)));
        call.Out.WriteLine($"Kept {id}: massage ({EnumWord.Of(kind)}) booked for {RunnerBook.Day(date)}. {book.Undo($"slot remove {id}")}");
        return ExitCode.Done;
    }

    private static ExitCode List(VerbCall call)
    {
        using var book = new RunnerBook(call);
        var rows = Slots.Of(book.Store, book.AthleteId);
        DatedList.Write(call, rows, RowId.Slot, row => row.Date, row => EnumWord.Of(row.Kind), "No massage booked. Add one: activitysync slot add DATE KIND");
        return ExitCode.Done;
    }

    private static ExitCode Remove(VerbCall call)
    {
        var typed = call.Value(s_id)!;
        var (_, id) = RowId.Read(typed, [RowId.Slot], ListVerb);
        using var book = new RunnerBook(call);
        RowId.TellRemoved(call, Slots.Remove(book.Store, book.AthleteId, id), typed, ListVerb);
        return ExitCode.Done;
    }
}
