using System.CommandLine;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>slot add|list|remove</c>: booked massages.</summary>
internal static class SlotCommand
{
    private const string ListCommand = "slot list";

    private static readonly Argument<string> Date = new("DATE") { Description = DateArgument.FutureForms };
    private static readonly Argument<string> Kind = new("KIND")
    {
        Description = $"One of: {EnumText.ListChoices<MassageKind>()}.",
    };
    private static readonly Argument<string> Id = new("ID") { Description = "The id from 'slot list': s12." };

    public static Command Create()
    {
        var add = CommandBuilder.Create("add", "Adds a booked massage.", "slot add 2026-11-30 deep-tissue");
        add.Arguments.Add(Date);
        add.Arguments.Add(Kind);
        add.Options.Add(CommandBuilder.AthleteOption);
        var list = CommandBuilder.Create("list", "Lists booked massages.", ListCommand);
        list.Options.Add(CommandBuilder.AthleteOption);
        list.Options.Add(CommandBuilder.JsonOption);
        var remove = CommandBuilder.Create("remove", "Removes a booking.", "slot remove s12");
        remove.Arguments.Add(Id);
        remove.Options.Add(CommandBuilder.AthleteOption);
        var command = CommandBuilder.Create("slot", "Your booked massages.", "slot add 2026-11-30 deep-tissue");
        command.Subcommands.Add(add.Handle(Add));
        command.Subcommands.Add(list.Handle(List));
        command.Subcommands.Add(remove.Handle(Remove));
        return command;
    }

    private static ExitCode Add(CommandContext context)
    {
        var kind = ChoiceArgument.Parse<MassageKind>(context.GetValue(Kind)!, "KIND");
        using var logbook = context.OpenLogbook();
        var date = DateArgument.Parse(context.GetValue(Date)!, "DATE", logbook.Today, DateDirection.Future);
        var saved = LogbookText.WithDate(
            () => logbook.AddSlot(date, kind),
            "DATE",
            "Use 'activitysync log massage' for a massage you had."
        );
        context.WriteSaved(
            saved,
            $"massage ({EnumText.Format(kind)}) booked for {LogbookText.FormatDay(date)}",
            "slot remove"
        );
        return ExitCode.Done;
    }

    private static ExitCode List(CommandContext context)
    {
        using var logbook = context.OpenLogbook(isReadOnly: true);
        DatedEntryList.Write(
            context,
            [.. logbook.GetEntries(EntryKind.Slot).Cast<SlotEntry>()],
            entry => EnumText.Format(entry.Massage.Kind),
            "No massage booked. Run 'activitysync slot add DATE KIND' to add one."
        );
        return ExitCode.Done;
    }

    private static ExitCode Remove(CommandContext context) =>
        EntryRemover.Remove(context, context.GetValue(Id)!, ListCommand, EntryKind.Slot);
}
