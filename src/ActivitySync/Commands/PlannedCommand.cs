using System.CommandLine;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Training planned.</summary>
internal static class PlannedCommand
{
    private const string ListVerb = "planned list";

    private static readonly Argument<string> s_date = new("DATE") { Description = "YYYY-MM-DD or today." };
    private static readonly Argument<string> s_kind = new("KIND") { Description = $"One of: {EnumWord.Choices<PlannedKind>()}." };
    private static readonly Argument<string> s_id = new("ID") { Description = "As 'planned list' shows it: t12." };

    public static Command Create()
    {
        var add = Verb.Named("add", "Keeps a session you mean to do.", "planned add 2026-11-25 hard");
        add.Arguments.Add(s_date);
        add.Arguments.Add(s_kind);
        add.Options.Add(Verb.Athlete);
        var list = Verb.Named("list", "Lists the sessions planned.", ListVerb);
        list.Options.Add(Verb.Athlete);
        list.Options.Add(Verb.Json);
        var remove = Verb.Named("remove", "Removes a session.", "planned remove t12");
        remove.Arguments.Add(s_id);
        remove.Options.Add(Verb.Athlete);
        var verb = Verb.Named("planned", "Training planned.", "planned add 2026-11-25 hard");
        verb.Subcommands.Add(add.Does(Add));
        verb.Subcommands.Add(list.Does(List));
        verb.Subcommands.Add(remove.Does(Remove));
        return verb;
    }

    private static ExitCode Add(VerbCall call)
    {
        var kind = TypedWord.Read<PlannedKind>(call.Value(s_kind)!, "KIND");
        using var book = new RunnerBook(call);
        var date = book.Date(call.Value(s_date), "DATE");
        var id = RowId.Of(RowId.Planned, PlannedSessions.Add(book.Store, book.AthleteId, new PlannedSession(date, kind)));
        call.Out.WriteLine($"Kept {id}: {EnumWord.Of(kind)} planned on {RunnerBook.Day(date)}. {book.Undo($"planned remove {id}")}");
        return ExitCode.Done;
    }

    private static ExitCode List(VerbCall call)
    {
        using var book = new RunnerBook(call);
        var rows = PlannedSessions.Of(book.Store, book.AthleteId);
        DatedList.Write(call, rows, RowId.Planned, row => row.Date, row => EnumWord.Of(row.Kind), "Nothing planned. Add a session: activitysync planned add DATE KIND");
        return ExitCode.Done;
    }

    private static ExitCode Remove(VerbCall call)
    {
        var typed = call.Value(s_id)!;
        var (_, id) = RowId.Read(typed, [RowId.Planned], ListVerb);
        using var book = new RunnerBook(call);
        RowId.TellRemoved(call, PlannedSessions.Remove(book.Store, book.AthleteId, id), typed, ListVerb);
        return ExitCode.Done;
    }
}
