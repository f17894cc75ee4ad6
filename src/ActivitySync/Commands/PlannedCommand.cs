using System.CommandLine;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>planned add|list|remove</c>: planned training.</summary>
internal static class PlannedCommand
{
    private const string ListCommand = "planned list";

    private static readonly Argument<string> Date = new("DATE") { Description = DateArgument.FutureForms };
    private static readonly Argument<string> Kind = new("KIND")
    {
        Description = $"One of: {EnumText.ListChoices<PlannedSessionKind>()}.",
    };
    private static readonly Argument<string> Id = new("ID") { Description = "The id from 'planned list': t12." };

    public static Command Create()
    {
        var add = CommandBuilder.Create("add", "Adds a planned session.", "planned add 2026-11-25 hard");
        add.Arguments.Add(Date);
        add.Arguments.Add(Kind);
        add.Options.Add(CommandBuilder.AthleteOption);
        var list = CommandBuilder.Create("list", "Lists planned sessions.", ListCommand);
        list.Options.Add(CommandBuilder.AthleteOption);
        list.Options.Add(CommandBuilder.JsonOption);
        var remove = CommandBuilder.Create("remove", "Removes a planned session.", "planned remove t12");
        remove.Arguments.Add(Id);
        remove.Options.Add(CommandBuilder.AthleteOption);
        var command = CommandBuilder.Create("planned", "Your planned training.", "planned add 2026-11-25 hard");
        command.Subcommands.Add(add.Handle(Add));
        command.Subcommands.Add(list.Handle(List));
        command.Subcommands.Add(remove.Handle(Remove));
        return command;
    }

    private static ExitCode Add(CommandContext context)
    {
        var kind = ChoiceArgument.Parse<PlannedSessionKind>(context.GetValue(Kind)!, "KIND");
        using var logbook = context.OpenLogbook();
        var date = DateArgument.Parse(context.GetValue(Date)!, "DATE", logbook.Today, DateDirection.Future);
        var saved = logbook.AddPlanned(date, kind);
        context.WriteSaved(
            saved,
            $"{EnumText.Format(kind)} planned on {LogbookText.FormatDay(date)}",
            "planned remove"
        );
        return ExitCode.Done;
    }

    private static ExitCode List(CommandContext context)
    {
        using var logbook = context.OpenLogbook(isReadOnly: true);
        DatedEntryList.Write(
            context,
            [.. logbook.GetEntries(EntryKind.PlannedSession).Cast<PlannedSessionEntry>()],
            entry => EnumText.Format(entry.Session.Kind),
            "Nothing planned. Run 'activitysync planned add DATE KIND' to add a session."
        );
        return ExitCode.Done;
    }

    private static ExitCode Remove(CommandContext context) =>
        EntryRemover.Remove(context, context.GetValue(Id)!, ListCommand, EntryKind.PlannedSession);
}
