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
    /// <exception cref="CannotProceedException">It is no date.</exception>
    public DateOnly Date(string? typed, string place) => TypedDate.Read(typed ?? TypedDate.Today, place, Today);

    /// <summary>How to take a step back, as it is typed.</summary>
    public string Undo(string verb) => $"Undo: activitysync {verb}{(_severalRunners ? $" --athlete {Athlete.Name}" : "")}";

    public void Dispose() => Store.Dispose();

    /// <summary>A date as a person reads it, with its weekday.</summary>
    public static string Day(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);
}
