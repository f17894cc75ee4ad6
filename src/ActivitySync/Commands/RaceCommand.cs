using System.CommandLine;
using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>race add|list|remove</c>: the athlete's race calendar.</summary>
internal static class RaceCommand
{
    private const string ListCommand = "race list";

    private static readonly Argument<string> Date = new("DATE") { Description = DateArgument.FutureForms };
    private static readonly Argument<string> Name = new("NAME") { Description = "The name of the race." };
    private static readonly Option<string?> DistanceOption = new("--distance")
    {
        Description = "The distance in kilometers.",
        HelpName = "KM",
    };

    private static readonly Option<string?> Importance = new("--importance")
    {
        Description =
            "A: goal of the season; B: a race; C: training with a bib number. Default: B, and C for a parkrun.",
        HelpName = "A|B|C",
    };

    private static readonly Argument<string> Id = new("ID") { Description = "The id from 'race list': r12." };

    public static Command Create()
    {
        var add = CommandBuilder.Create(
            "add",
            "Adds a race, or changes the one with the same date and name.",
            "race add 2027-04-18 \"City Marathon\" --distance 42.195 --importance A"
        );
        add.Arguments.Add(Date);
        add.Arguments.Add(Name);
        add.Options.Add(DistanceOption);
        add.Options.Add(Importance);
        add.Options.Add(CommandBuilder.AthleteOption);
        var list = CommandBuilder.Create("list", "Lists the races.", ListCommand);
        list.Options.Add(CommandBuilder.AthleteOption);
        list.Options.Add(CommandBuilder.JsonOption);
        var remove = CommandBuilder.Create("remove", "Removes a race.", "race remove r12");
        remove.Arguments.Add(Id);
        remove.Options.Add(CommandBuilder.AthleteOption);
        var command = CommandBuilder.Create(
            "race",
            "Your race calendar.",
            "race add 2027-04-18 \"City Marathon\" --distance 42.195"
        );
        command.Subcommands.Add(add.Handle(Add));
        command.Subcommands.Add(list.Handle(List));
        command.Subcommands.Add(remove.Handle(Remove));
        return command;
    }

    private static ExitCode Add(CommandContext context)
    {
        var distance = ParseDistance(context.GetValue(DistanceOption));
        var importance = ChoiceArgument.ParseOptional<Importance>(context.GetValue(Importance), "--importance");
        var name = TextArgument.Parse(context.GetValue(Name)!, "NAME");
        using var logbook = context.OpenLogbook();
        var date = DateArgument.Parse(context.GetValue(Date)!, "DATE", logbook.Today, DateDirection.Future);
        var saved = logbook.AddRace(date, name, distance, importance);
        var race = new CalendarRace
        {
            Date = date,
            Name = name,
            DistanceMeters = distance,
            Importance = importance,
        };
        context.WriteSaved(saved, $"{FormatRace(race)} on {LogbookText.FormatDay(date)}", "race remove");
        return ExitCode.Done;
    }

    private static ExitCode List(CommandContext context)
    {
        using var logbook = context.OpenLogbook(isReadOnly: true);
        var entries = LogDocument.GetRaces(logbook);
        if (context.IsJson)
        {
            context.Out.WriteList(entries, LogDocument.WriteRace);
            return ExitCode.Done;
        }

        if (entries.Count == 0)
        {
            context.Out.WriteLine("No races yet. Run 'activitysync race add DATE NAME --distance KM' to add one.");
        }

        var table = new TextTable(
            new TableColumn("ID"),
            new TableColumn("DATE"),
            new TableColumn("RACE", Wraps: true),
            new TableColumn("DISTANCE", IsNumber: true),
            new TableColumn("IMPORTANCE"),
            new TableColumn("FROM")
        );
        foreach (var entry in entries)
        {
            table.Add(
                entry.Id.ToString(),
                entry.Date.ToColumn(),
                TerminalText.Sanitize(entry.Race.Name),
                FormatDistance(entry.Race),
                entry.Race.Importance?.ToString() ?? "",
                entry.IsFromCalendar ? "calendar" : "you"
            );
        }

        table.Write(context.Out, context.Format);
        return ExitCode.Done;
    }

    private static ExitCode Remove(CommandContext context) =>
        EntryRemover.Remove(context, context.GetValue(Id)!, ListCommand, EntryKind.Race);

    /// <summary>Formats a race without its date: "City Marathon, 42.195 km, importance A".</summary>
    public static string FormatRace(CalendarRace race)
    {
        var distance = FormatDistance(race) is { Length: > 0 } known ? $", {known}" : "";
        var importance = race.Importance is { } value ? $", importance {value}" : "";
        return $"{TerminalText.Sanitize(race.Name)}{distance}{importance}";
    }

    /// <summary>Formats a distance in kilometers; empty if it is unknown.</summary>
    private static string FormatDistance(CalendarRace race) =>
        race.DistanceMeters is { } meters
            ? string.Create(CultureInfo.InvariantCulture, $"{meters / EntryParser.MetersPerKilometer:0.###} km")
            : "";

    private static double? ParseDistance(string? typed)
    {
        if (typed is null)
        {
            return null;
        }

        try
        {
            return EntryParser.ParseKilometers(typed);
        }
        catch (InvalidEntryException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--distance: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; expected kilometers, like 21.1."
            );
        }
    }
}
