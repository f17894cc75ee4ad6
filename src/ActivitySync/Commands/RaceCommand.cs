using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>race add|list|remove</c>: the athlete's race calendar.</summary>
internal static class RaceCommand
{
    private const string ListCommand = "race list";
    private const double MetersPerKilometer = 1000;

    /// <summary>Longer than any race.</summary>
    private const double MaxKilometers = 10_000;

    private static readonly Argument<string> Date = new("DATE") { Description = "YYYY-MM-DD, today or yesterday." };
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
        using var logbook = new AthleteLogbook(context);
        var race = new CalendarRace
        {
            Date = logbook.ParseDate(context.GetValue(Date), "DATE"),
            Name = name,
            DistanceMeters = distance,
            Importance = importance,
        };
        var id = EntryId.Format(EntryId.Race, RaceRepository.Add(logbook.Connection, logbook.AthleteId, race));
        context.Out.WriteLine(
            $"Added {id}: {FormatRace(race)} on {AthleteLogbook.FormatDay(race.Date)}. "
                + logbook.FormatUndo($"race remove {id}")
        );
        return ExitCode.Done;
    }

    private static ExitCode List(CommandContext context)
    {
        using var logbook = new AthleteLogbook(context, isReadOnly: true);
        var rows = RaceRepository.GetAll(logbook.Connection, logbook.AthleteId);
        if (context.IsJson)
        {
            context.Out.WriteList(rows, WriteFields);
            return ExitCode.Done;
        }

        if (rows.Count == 0)
        {
            context.Out.WriteLine("No races yet. Run 'activitysync race add DATE NAME --distance KM' to add one.");
        }

        var fromFeeds = RaceRepository.GetFeedRaceIds(logbook.Connection, logbook.AthleteId);
        foreach (var row in rows)
        {
            var from = fromFeeds.Contains(row.Id) ? "  [calendar]" : "";
            context.Out.WriteLine(
                $"{EntryId.Format(EntryId.Race, row.Id), -6} {row.Value.Date.ToColumn()}  {FormatRace(row.Value)}{from}"
            );
        }

        return ExitCode.Done;
    }

    /// <summary>Writes all races like <c>race list --json</c>.</summary>
    public static void WriteAll(CommandContext context, TextWriter output)
    {
        using var logbook = new AthleteLogbook(context, isReadOnly: true);
        output.WriteList(RaceRepository.GetAll(logbook.Connection, logbook.AthleteId), WriteFields);
    }

    private static void WriteFields(Utf8JsonWriter json, StoredEntry<CalendarRace> row)
    {
        json.WriteString("id", EntryId.Format(EntryId.Race, row.Id));
        json.WriteDate("date", row.Value.Date);
        json.WriteString("name", row.Value.Name);
        json.WriteNumberOrNull("distanceMeters", row.Value.DistanceMeters);
        json.WriteString("importance", row.Value.Importance is { } importance ? EnumText.Format(importance) : null);
    }

    private static ExitCode Remove(CommandContext context)
    {
        var typed = context.GetValue(Id)!;
        var (_, id) = EntryId.Parse(typed, [EntryId.Race], ListCommand);
        using var logbook = new AthleteLogbook(context);
        if (RaceRepository.GetFeedRaceIds(logbook.Connection, logbook.AthleteId).Contains(id))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"ID: {TerminalText.Sanitize(typed, 40)} comes from a race calendar, which would add it again. "
                    + "Remove it there, or add a race of that day yourself, which wins."
            );
        }

        EntryId.WriteRemoved(
            context,
            RaceRepository.Remove(logbook.Connection, logbook.AthleteId, id),
            typed,
            ListCommand
        );
        return ExitCode.Done;
    }

    private static string FormatRace(CalendarRace race)
    {
        var distance = race.DistanceMeters is { } meters
            ? string.Create(CultureInfo.InvariantCulture, $", {meters / MetersPerKilometer:0.###} km")
            : "";
        var importance = race.Importance is { } value ? $", importance {value}" : "";
        return $"{TerminalText.Sanitize(race.Name)}{distance}{importance}";
    }

    private static double? ParseDistance(string? typed)
    {
        if (typed is null)
        {
            return null;
        }

        return
            double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kilometers)
            && kilometers is > 0 and <= MaxKilometers
            ? kilometers * MetersPerKilometer
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"--distance: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; expected kilometers, like 21.1."
            );
    }
}
