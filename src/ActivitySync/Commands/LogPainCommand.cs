using System.CommandLine;
using System.Globalization;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Logs a pain.</summary>
internal static class LogPainCommand
{
    private const int MostSeverity = 10;

    private static readonly Argument<string> s_area = new("AREA") { Description = "Where, in your words: \"left calf\"." };
    private static readonly Argument<string> s_severity = new("SEVERITY") { Description = $"0 to {MostSeverity}." };

    private static readonly Option<string[]> s_signs = new("--sign")
    {
        Description = $"A sign seen, as often as needed: {string.Join(", ", StopList.All)}. Any other counts as one for a clinician.",
        HelpName = "SIGN",
    };

    private static readonly Option<string?> s_date = new("--date") { Description = "Since when: YYYY-MM-DD, today (default) or yesterday.", HelpName = "DATE" };

    public static Command Create()
    {
        var verb = Verb.Named("pain", "Logs a pain; said again on the same day it replaces what was said, but for its signs, which stay. 'log pain-gone' ends it.", "log pain \"left calf\" 4 --sign bruise");
        verb.Arguments.Add(s_area);
        verb.Arguments.Add(s_severity);
        verb.Options.Add(s_signs);
        verb.Options.Add(s_date);
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var severity = Severity(call.Value(s_severity)!);
        var area = TypedText.Read(call.Value(s_area)!, "AREA");
        var signs = (call.Value(s_signs) ?? []).SelectMany(TypedText.ReadSigns).Distinct(StringComparer.Ordinal).ToList();
        using var book = new RunnerBook(call);
        var date = book.PastDate(call.Value(s_date), "--date", "name the day it began, or leave it out for today.");
        var before = SaidBefore(book, date, area);
        var kept = before?.Value.Signs.Except(signs, StringComparer.Ordinal).ToList() ?? [];
        var pain = new Pain { Date = date, Area = area, Severity = severity, Signs = [.. signs, .. kept] };
        var id = RowId.Of(RowId.Pain, Pains.Log(book.Store, book.AthleteId, pain));
        var with = pain.Signs.Count == 0 ? "" : $", with {string.Join(", ", pain.Signs)}";
        call.Out.WriteLine(
            $"Kept {id}: pain, {area}, {severity.ToString(CultureInfo.InvariantCulture)} of {MostSeverity}{with}, since {RunnerBook.Day(date)}. "
            + book.Undo($"log remove {id}"));
        if (before is not null) call.Out.WriteLine(Replaced(RowId.Of(RowId.Pain, before.Id), kept, id, book));
        foreach (var sign in signs.Except(StopList.All))
            call.Error.WriteLine($"--sign {sign}: not one of the signs we know, so it counts as one for a clinician; see 'activitysync log pain --help'.");
        return ExitCode.Done;
    }

    /// <summary>What the runner's own word already says of the area on that day: the new one takes its place.</summary>
    private static KeptRow<Pain>? SaidBefore(RunnerBook book, DateOnly date, string area) =>
        Pains.Of(book.Store, book.AthleteId).FirstOrDefault(row => row.Title is null && row.Value.Date == date && row.Value.Area == area);

    /// <summary>A sign that was seen does not vanish because it is not said again: it may be one that silences all massage.</summary>
    private static string Replaced(string before, List<string> kept, string id, RunnerBook book)
    {
        var signs = kept.Count == 0 ? "" : $", and keeps its sign{(kept.Count == 1 ? "" : "s")} {string.Join(", ", kept)}; to take that back, '{book.Call($"log remove {id}")}' and log it anew";
        return $"It takes the place of {before}, said of the same day{signs}.";
    }

    private static double Severity(string typed) =>
        double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var severity) && severity is >= 0 and <= MostSeverity
            ? severity
            : throw new CannotProceedException(ExitCode.WrongInput, $"SEVERITY: must be a number from 0 to {MostSeverity}.");
}
