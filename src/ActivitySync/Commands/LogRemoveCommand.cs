using System.CommandLine;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Removes what was logged.</summary>
internal static class LogRemoveCommand
{
    private const string ListVerb = "log list";

    private static readonly Argument<string> s_id = new("ID") { Description = "As 'log list' shows it: m12, p3, i4." };

    public static Command Create()
    {
        var verb = Verb.Named("remove", "Removes what was logged.", "log remove m12");
        verb.Arguments.Add(s_id);
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var typed = call.Value(s_id)!;
        var (kind, id) = RowId.Read(typed, [RowId.Massage, RowId.Pain, RowId.Illness], ListVerb);
        using var book = new RunnerBook(call);
        var removed = kind switch
        {
            RowId.Massage => Massages.Remove(book.Store, book.AthleteId, id),
            RowId.Pain => Pains.Remove(book.Store, book.AthleteId, id),
            _ => Illnesses.Remove(book.Store, book.AthleteId, id),
        };
        RowId.TellRemoved(call, removed, typed, ListVerb);
        return ExitCode.Done;
    }
}
