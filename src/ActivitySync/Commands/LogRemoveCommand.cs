using System.CommandLine;
using System.Globalization;
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
        var title = kind switch
        {
            RowId.Massage => TitleOf(Massages.Of(book.Store, book.AthleteId), id),
            RowId.Pain => TitleOf(Pains.Of(book.Store, book.AthleteId), id),
            _ => null,
        };
        if (title is { IsFile: false })
        {
            throw new CannotProceedException(
                ExitCode.WrongInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ID: {typed} is said by a hashtag in the title of activity {title.ActivityId}; edit the title at {title.Source}, and the next sync takes it back."));
        }

        var removed = kind switch
        {
            RowId.Massage => Massages.Remove(book.Store, book.AthleteId, id),
            RowId.Pain => Pains.Remove(book.Store, book.AthleteId, id),
            _ => Illnesses.Remove(book.Store, book.AthleteId, id),
        };
        RowId.TellRemoved(call, removed, typed, ListVerb);
        return ExitCode.Done;
    }

    private static TitleOrigin? TitleOf<T>(IReadOnlyList<KeptRow<T>> rows, long id) => rows.FirstOrDefault(row => row.Id == id)?.Title;
}
