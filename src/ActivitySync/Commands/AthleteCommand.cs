using System.CommandLine;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary><c>athlete add|change|list|remove|import</c>: athletes in the database instead of the settings
/// file.</summary>
internal static class AthleteCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The athlete's name in commands." };

    public static Command Create()
    {
        var list = CommandBuilder.Create(
            "list",
            "Lists all athletes: those of the settings file, then those in the database.",
            "athlete list"
        );
        list.Options.Add(CommandBuilder.JsonOption);
        var remove = CommandBuilder.Create(
            "remove",
            "Removes an athlete from the database's roster. What else is stored stays until 'forget'.",
            "athlete remove anna"
        );
        remove.Arguments.Add(Name);
        var command = CommandBuilder.Create(
            "athlete",
            "Athletes in the database instead of the settings file. Good for many of them.",
            "athlete add anna --email anna@example.org --time-zone Europe/Berlin"
        );
        command.Subcommands.Add(AthleteEditCommand.CreateAdd());
        command.Subcommands.Add(AthleteEditCommand.CreateChange());
        command.Subcommands.Add(list.Handle(List));
        command.Subcommands.Add(remove.Handle(Remove));
        command.Subcommands.Add(AthleteImportCommand.Create());
        return command;
    }

    /// <summary>Creates the error that an athlete is not in the database.</summary>
    public static OperationException CreateNotStored(CommandContext context, AthleteRoster roster, string name) =>
        new(
            ErrorKind.InvalidInput,
            roster.IsInFile(name)
                ? $"NAME: {name} is in the settings ({context.Settings.File ?? "environment"}). Set it there."
                : $"NAME: there is no athlete \"{TerminalText.Sanitize(name, 40)}\" in the database. "
                    + "Run 'activitysync athlete list' to see them."
        );

    private static ExitCode List(CommandContext context)
    {
        var entries = context.GetService<AthleteRoster>().GetEntries();
        if (context.IsJson)
        {
            context.Out.WriteList(entries, WriteFields);
            return ExitCode.Done;
        }

        if (entries.Count == 0)
        {
            context.Out.WriteLine("No athletes. Run 'activitysync athlete add', or set one in the settings.");
            return ExitCode.Done;
        }

        var table = new TextTable(
            new TableColumn("NAME"),
            new TableColumn("EMAIL", Wraps: true),
            new TableColumn("TIME ZONE"),
            new TableColumn("FROM", Wraps: true)
        );
        foreach (var entry in entries)
        {
            table.Add(
                entry.Name,
                TerminalText.Sanitize(entry.Athlete?.Email ?? "-"),
                entry.Athlete?.TimeZone.Id ?? "-",
                new TableCell(
                    DescribeLayer(entry),
                    entry.IsShadowed || entry.Problem is not null ? TextColor.Note : TextColor.None
                )
            );
        }

        table.Write(context.Out, context.Format);
        return ExitCode.Done;
    }

    private static string DescribeLayer(RosterEntry entry) =>
        EnumText.Format(entry.Layer)
        + (entry.IsShadowed ? ", not used: the settings file names this athlete too" : "")
        + (entry.Problem is { } problem ? $", not used: {problem}" : "");

    private static void WriteFields(Utf8JsonWriter json, RosterEntry entry)
    {
        json.WriteString("name", entry.Name);
        json.WriteString("email", entry.Athlete?.Email);
        json.WriteString("timeZone", entry.Athlete?.TimeZone.Id);
        json.WriteString("language", entry.Athlete?.Language);
        json.WriteStartArray("sources");
        foreach (var source in entry.Athlete?.Sources.Enabled ?? [])
        {
            json.WriteStringValue(source.Text);
        }

        json.WriteEndArray();
        json.WriteString("layer", EnumText.Format(entry.Layer));
        json.WriteBoolean("isShadowed", entry.IsShadowed);
        json.WriteString("problem", entry.Problem);
    }

    private static ExitCode Remove(CommandContext context)
    {
        var name = context.GetValue(Name)!;
        var roster = context.GetService<AthleteRoster>();
        if (!context.GetService<StoredAthleteService>().Remove(name))
        {
            throw CreateNotStored(context, roster, name);
        }

        context.Out.WriteLine(
            roster.IsInFile(name)
                ? $"Removed {name} from the database. The settings file names {name} too, so nothing else changes."
                : $"Removed {name} from the database: no emails and no syncs now. Activities and log entries stay; "
                    + $"run 'activitysync forget --athlete {name}' to delete them."
        );
        return ExitCode.Done;
    }
}
