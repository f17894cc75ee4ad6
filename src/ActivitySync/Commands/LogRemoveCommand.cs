using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary><c>log remove</c>: removes a log entry.</summary>
internal static class LogRemoveCommand
{
    private const string ListCommand = "log list";

    private static readonly Argument<string> Id = new("ID")
    {
        Description = "The id from 'log list': m12, f5, p3, i4.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("remove", "Removes a log entry.", "log remove m12");
        command.Arguments.Add(Id);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var typed = context.GetValue(Id)!;
        var (kind, id) = EntryId.Parse(
            typed,
            [EntryId.Massage, EntryId.Feeling, EntryId.Pain, EntryId.Illness],
            ListCommand
        );
        using var logbook = new AthleteLogbook(context);
        var title = kind switch
        {
            EntryId.Massage => FindTitle(MassageRepository.GetAll(logbook.Connection, logbook.AthleteId), id),
            EntryId.Feeling => FindTitle(MassageFeelingRepository.GetAll(logbook.Connection, logbook.AthleteId), id),
            EntryId.Pain => FindTitle(PainRepository.GetAll(logbook.Connection, logbook.AthleteId), id),
            _ => null,
        };
        if (title is { IsFile: false })
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ID: {typed} comes from a hashtag in the title of activity {title.ActivityId}. "
                        + $"Remove the hashtag at {title.Source}; the next sync then removes the entry."
                )
            );
        }

        var removed = kind switch
        {
            EntryId.Massage => MassageRepository.Remove(logbook.Connection, logbook.AthleteId, id),
            EntryId.Feeling => MassageFeelingRepository.Remove(logbook.Connection, logbook.AthleteId, id),
            EntryId.Pain => PainRepository.Remove(logbook.Connection, logbook.AthleteId, id),
            _ => IllnessRepository.Remove(logbook.Connection, logbook.AthleteId, id),
        };
        EntryId.WriteRemoved(context, removed, typed, ListCommand);
        return ExitCode.Done;
    }

    private static TitleOrigin? FindTitle<T>(IReadOnlyList<StoredEntry<T>> rows, long id) =>
        rows.FirstOrDefault(row => row.Id == id)?.Title;
}
