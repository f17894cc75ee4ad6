using System.Data.Common;
using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>The store opened for the runner of a call, and that runner's today.</summary>
internal sealed class RunnerBook : IDisposable
{
    private readonly bool _severalRunners;

    public RunnerBook(VerbCall call)
    {
        Athlete = call.Athlete;
        _severalRunners = call.Settings.Athletes.Count > 1;
        Today = TodayOf(Athlete, call.Clock);
        Store = call.Use<Database>().Open();
        AthleteId = Athletes.IdOf(Store, Athlete.Name, call.Clock);
    }

    public AthleteSettings Athlete { get; }

    public DateOnly Today { get; }

    public DbConnection Store { get; }

    public long AthleteId { get; }

    public static DateOnly TodayOf(AthleteSettings athlete, TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), athlete.TimeZone).DateTime);

    /// <summary>A date as it is typed: YYYY-MM-DD, today or yesterday; nothing is today.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="place">Where, for the line.</param>
    /// <param name="isAhead">A day that has passed makes no sense, so none is offered.</param>
    /// <exception cref="CannotProceedException">It is no date.</exception>
    public DateOnly Date(string? typed, string place, bool isAhead = false) => TypedDate.Read(typed ?? TypedDate.Today, place, Today, isAhead);

    /// <summary>The same for what has happened already.</summary>
    /// <exception cref="CannotProceedException">It is no date, or one to come; the line ends with the mend.</exception>
    public DateOnly PastDate(string? typed, string place, string mend)
    {
        var date = Date(typed, place);
        return date <= Today ? date : throw new CannotProceedException(ExitCode.WrongInput, $"{place}: {date:yyyy-MM-dd} is still to come; {mend}");
    }

    /// <summary>How to take a step back, as it is typed.</summary>
    public string Undo(string verb) => $"Undo: {Call(verb)}";

    /// <summary>A verb as it is typed for this runner.</summary>
    public string Call(string verb) => $"activitysync {verb}{(_severalRunners ? $" --athlete {Athlete.Name}" : "")}";

    public void Dispose() => Store.Dispose();

    /// <summary>A date as a person reads it, with its weekday.</summary>
    public static string Day(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);
}
