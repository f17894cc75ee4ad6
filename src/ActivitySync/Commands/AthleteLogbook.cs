using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>The store opened for the runner of a call, and that runner's today.</summary>
internal sealed class AthleteLogbook : IDisposable
{
    private readonly bool _hasSeveralAthletes;

    /// <param name="context">The command.</param>
    /// <param name="isReadOnly">Whether the command only reads, so that it never adds the athlete.</param>
    public AthleteLogbook(CommandContext context, bool isReadOnly = false)
    {
        Athlete = context.Athlete;
        _hasSeveralAthletes = context.Settings.Athletes.Count > 1;
        Today = GetToday(Athlete, context.Clock);
        Connection = context.GetService<Database>().Open();
        AthleteId = isReadOnly
            ? AthleteRepository.GetIdForReading(Connection, Athlete.Name)
            : AthleteRepository.GetOrAddId(Connection, Athlete.Name, context.Clock);
    }

    public AthleteSettings Athlete { get; }

    public DateOnly Today { get; }

    public DbConnection Connection { get; }

    public long AthleteId { get; }

    public static DateOnly GetToday(AthleteSettings athlete, TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), athlete.TimeZone).DateTime);

    /// <summary>A date as it is typed: YYYY-MM-DD, today or yesterday; nothing is today.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="argumentName">Where, for the line.</param>
    /// <param name="isFuture">A day that has passed makes no sense, so none is offered.</param>
    /// <exception cref="OperationException">It is no date.</exception>
    public DateOnly ParseDate(string? typed, string argumentName, bool isFuture = false) =>
        DateArgument.Parse(typed ?? DateArgument.Today, argumentName, Today, isFuture);

    /// <summary>The same for what has happened already.</summary>
    /// <exception cref="OperationException">It is no date, or one to come; the line ends with the mend.</exception>
    public DateOnly ParsePastDate(string? typed, string argumentName, string fix)
    {
        var date = ParseDate(typed, argumentName);
        return date <= Today
            ? date
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: {date:yyyy-MM-dd} is still to come; {fix}"
            );
    }

    /// <summary>How to take a step back, as it is typed.</summary>
    public string FormatUndo(string command) => $"Undo: {FormatCommand(command)}";

    /// <summary>A verb as it is typed for this runner.</summary>
    public string FormatCommand(string command) =>
        $"activitysync {command}{(_hasSeveralAthletes ? $" --athlete {Athlete.Name}" : "")}";

    public void Dispose() => Connection.Dispose();

    /// <summary>A date as a person reads it, with its weekday.</summary>
    public static string FormatDay(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);
}
