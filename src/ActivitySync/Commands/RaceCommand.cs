using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>The runner's race calendar.</summary>
internal static class RaceCommand
{
    private const string ListVerb = "race list";
    private const double MetersPerKilometer = 1000;

    /// <summary>Longer than any race run in one go.</summary>
    private const double MostKilometers = 10_000;

    private static readonly Argument<string> s_date = new("DATE") { Description = "YYYY-MM-DD, today or yesterday." };
    private static readonly Argument<string> s_name = new("NAME") { Description = "What it is called." };
    private static readonly Option<string?> s_distance = new("--distance") { Description = "Its length in kilometres.", HelpName = "KM" };

    private static readonly Option<string?> s_importance = new("--importance")
    {
        Description = "A: the season's aim; B: a race; C: training with a number on. Default: B, and C for a parkrun.",
        HelpName = "A|B|C",
    };

    private static readonly Argument<string> s_id = new("ID") { Description = "As 'race list' shows it: r12." };

    public static Command Create()
    {
        var add = Verb.Named("add", "Adds a race; the same date and name again changes it.", "race add 2027-04-18 \"City Marathon\" --distance 42.195 --importance A");
        add.Arguments.Add(s_date);
        add.Arguments.Add(s_name);
        add.Options.Add(s_distance);
        add.Options.Add(s_importance);
        add.Options.Add(Verb.Athlete);
        var list = Verb.Named("list", "Lists the races.", ListVerb);
        list.Options.Add(Verb.Athlete);
        list.Options.Add(Verb.Json);
        var remove = Verb.Named("remove", "Removes a race.", "race remove r12");
        remove.Arguments.Add(s_id);
        remove.Options.Add(Verb.Athlete);
        var verb = Verb.Named("race", "The race calendar.", "race add 2027-04-18 \"City Marathon\" --distance 42.195");
        verb.Subcommands.Add(add.Does(Add));
        verb.Subcommands.Add(list.Does(List));
        verb.Subcommands.Add(remove.Does(Remove));
        return verb;
    }

    private static ExitCode Add(VerbCall call)
    {
        var distance = Distance(call.Value(s_distance));
        var importance = TypedWord.ReadIfAny<Importance>(call.Value(s_importance), "--importance");
        var name = TypedText.Read(call.Value(s_name)!, "NAME");
        using var book = new RunnerBook(call);
        var race = new CalendarRace { Date = book.Date(call.Value(s_date), "DATE"), Name = name, DistanceMeters = distance, Importance = importance };
        var id = RowId.Of(RowId.Race, Races.Add(book.Store, book.AthleteId, race));
        call.Out.WriteLine($"Kept {id}: {Text(race)} on {RunnerBook.Day(race.Date)}. {book.Undo($"race remove {id}")}");
        return ExitCode.Done;
    }

    private static ExitCode List(VerbCall call)
    {
        using var book = new RunnerBook(call);
        var rows = Races.Of(book.Store, book.AthleteId);
        if (call.Json)
        {
            call.Out.WriteList(rows, WriteFields);
            return ExitCode.Done;
        }

        if (rows.Count == 0) call.Out.WriteLine("No races yet. Add one: activitysync race add DATE NAME --distance KM");
        var fromFeeds = Races.FromFeeds(book.Store, book.AthleteId);
        foreach (var row in rows)
        {
            var from = fromFeeds.Contains(row.Id) ? "  [calendar]" : "";
            call.Out.WriteLine($"{RowId.Of(RowId.Race, row.Id),-6} {row.Value.Date.ToColumn()}  {Text(row.Value)}{from}");
        }

        return ExitCode.Done;
    }

    /// <summary>All of them as <c>race list --json</c> prints them.</summary>
    public static void WriteAll(VerbCall call, TextWriter output)
    {
        using var book = new RunnerBook(call);
        output.WriteList(Races.Of(book.Store, book.AthleteId), WriteFields);
    }

    private static void WriteFields(Utf8JsonWriter json, KeptRow<CalendarRace> row)
    {
        json.WriteString("id", RowId.Of(RowId.Race, row.Id));
        json.WriteDate("date", row.Value.Date);
        json.WriteString("name", row.Value.Name);
        json.WriteNumberOrNull("distanceMeters", row.Value.DistanceMeters);
        json.WriteString("importance", row.Value.Importance is { } importance ? EnumWord.Of(importance) : null);
    }

    private static ExitCode Remove(VerbCall call)
    {
        var typed = call.Value(s_id)!;
        var (_, id) = RowId.Read(typed, [RowId.Race], ListVerb);
        using var book = new RunnerBook(call);
        if (Races.FromFeeds(book.Store, book.AthleteId).Contains(id))
        {
            throw new CannotProceedException(
                ExitCode.WrongInput, $"{PlainText.Of(typed)}: a race calendar tells of it and would bring it back; take it out there, or add the race of that day by hand, which wins.");
        }

        RowId.TellRemoved(call, Races.Remove(book.Store, book.AthleteId, id), typed, ListVerb);
        return ExitCode.Done;
    }

    private static string Text(CalendarRace race)
    {
        var distance = race.DistanceMeters is { } meters
            ? string.Create(CultureInfo.InvariantCulture, $", {meters / MetersPerKilometer:0.###} km")
            : "";
        return $"{PlainText.Of(race.Name)}{distance}{(race.Importance is { } importance ? $", importance {importance}" : "")}";
    }

    private static double? Distance(string? typed)
    {
        if (typed is null) return null;
        return double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kilometers) && kilometers is > 0 and <= MostKilometers
            ? kilometers * MetersPerKilometer
            : throw new CannotProceedException(ExitCode.WrongInput, $"--distance: \"{PlainText.Of(typed, 40)}\" is no distance; write kilometres, like 21.1.");
    }
}
