using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Intake;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>What is held, with tags and why.</summary>
internal static class ActivitiesCommand
{
    private const double SecondsPerMinute = 60;

    private static readonly Option<string?> s_since = new("--since") { Description = "The first day: YYYY-MM-DD, today or yesterday; default: all.", HelpName = "DATE" };

    public static Command Create()
    {
        var verb = Verb.Named("activities", "What is held, with tags and why.", "activities --since 2026-11-01");
        verb.Options.Add(s_since);
        verb.Options.Add(Verb.Athlete);
        verb.Options.Add(Verb.Json);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var athlete = call.Athlete;
        var today = RunnerBook.TodayOf(athlete, call.Clock);
        var since = call.Value(s_since) is { } typed ? TypedDate.Read(typed, "--since", today) : DateOnly.MinValue;
        var all = Rows(call, athlete, today);
        var rows = all.Where(row => WrittenDate(row.Held) >= since).ToList();
        if (call.Json)
        {
            call.Out.WriteList(rows, (json, row) => WriteFields(json, row.Held, row.Tagged));
            return ExitCode.Done;
        }

        if (rows.Count == 0 && all.Count > 0) call.Out.WriteLine($"No activities since {since:yyyy-MM-dd}; the last of the {all.Count} that are held is of {WrittenDate(all[^1].Held):yyyy-MM-dd}.");
        else if (rows.Count == 0) call.Out.WriteLine("No activities. Get some: activitysync sync, or activitysync import FILE --athlete NAME");
        foreach (var (held, tagged) in rows) call.Out.WriteLine(Line(held, tagged));
        return ExitCode.Done;
    }

    /// <summary>All of them as <c>activities --json</c> prints them.</summary>
    public static void WriteAll(VerbCall call, TextWriter output) =>
        output.WriteList(
            Rows(call, call.Athlete, RunnerBook.TodayOf(call.Athlete, call.Clock)), (json, row) => WriteFields(json, row.Held, row.Tagged));

    private static List<(HeldActivity Held, TaggedActivity? Tagged)> Rows(VerbCall call, AthleteSettings athlete, DateOnly today)
    {
        var planned = call.Use<PlanRecovery>().Plan(athlete, today);
        var tags = planned.Plan.Activities.ToDictionary(tagged => tagged.Activity.Id, StringComparer.Ordinal);
        return
        [
            .. planned.Held.Values
                .OrderBy(held => held.Activity.Start)
                .ThenBy(held => held.Activity.Id, StringComparer.Ordinal)
                .Select(held => (held, tags.GetValueOrDefault(held.Activity.Id))),
        ];
    }

    private static void WriteFields(Utf8JsonWriter json, HeldActivity held, TaggedActivity? tagged)
    {
        var activity = held.Activity;
        json.WriteString("id", activity.Id);
        json.WriteStartArray("sources");
        foreach (var source in held.Sources) json.WriteStringValue(EnumWord.Of(source));
        json.WriteEndArray();
        json.WriteString("start", activity.Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("sport", activity.Sport);
        json.WriteString("name", activity.Name);
        json.WriteNumberOrNull("distanceMeters", activity.DistanceMeters);
        json.WriteNumberOrNull("movingSeconds", activity.MovingSeconds);
        json.WriteNumberOrNull("elapsedSeconds", activity.ElapsedSeconds);
        json.WriteNumberOrNull("averageHeartRate", activity.AverageHeartRate);
        json.WriteNumberOrNull("maxHeartRate", activity.MaxHeartRate);
        PlanDocumentActivity.WriteTags(json, tagged);
        json.WriteNumber("confidence", tagged?.Confidence ?? 0);
        json.WriteString("explanation", tagged?.Explanation ?? "");
    }

    private static string Line(HeldActivity held, TaggedActivity? tagged)
    {
        var minutes = (held.Activity.MovingSeconds ?? held.Activity.ElapsedSeconds ?? 0) / SecondsPerMinute;
        var sources = string.Join('+', held.Sources.Select(EnumWord.Of));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{held.Activity.Id,-6} {WrittenDate(held):yyyy-MM-dd}  {PlainText.Of(held.Activity.Sport)} {minutes:0} min  \"{PlainText.Of(held.Activity.Name)}\"  [{sources}]  {PlainText.Of(tagged?.Explanation ?? "")}");
    }

    private static DateOnly WrittenDate(HeldActivity held) => DateOnly.FromDateTime(held.Activity.Start.DateTime);
}
