using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>The database opened for the athlete of a command, and that athlete's today.</summary>
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

    /// <summary>The current date in the athlete's time zone.</summary>
    public DateOnly Today { get; }

    public DbConnection Connection { get; }

    public long AthleteId { get; }

    public static DateOnly GetToday(AthleteSettings athlete, TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), athlete.TimeZone).DateTime);

    /// <summary>Parses a date: YYYY-MM-DD, today or yesterday; null means today.</summary>
    /// <param name="typed">The text.</param>
    /// <param name="argumentName">The argument, for the error message.</param>
    /// <param name="isFuture">Whether past dates make no sense; the message then doesn't offer "yesterday".</param>
    /// <exception cref="OperationException">The text is not a date.</exception>
    public DateOnly ParseDate(string? typed, string argumentName, bool isFuture = false) =>
        DateArgument.Parse(typed ?? DateArgument.Today, argumentName, Today, isFuture);

    /// <summary>Parses a date that must not be after today.</summary>
    /// <exception cref="OperationException">The text is not a date, or the date is in the future; the message ends with
    /// the fix.</exception>
    public DateOnly ParsePastDate(string? typed, string argumentName, string fix)
    {
        var date = ParseDate(typed, argumentName);
        return date <= Today
            ? date
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: {date.ToColumn()} is in the future. {fix}"
            );
    }

    /// <summary>Formats the command that undoes this one.</summary>
    public string FormatUndo(string command) => $"Undo: {FormatCommand(command)}";

    /// <summary>Formats a command line for this athlete.</summary>
    public string FormatCommand(string command) =>
        $"activitysync {command}{(_hasSeveralAthletes ? $" --athlete {Athlete.Name}" : "")}";

    public void Dispose() => Connection.Dispose();

    /// <summary>Formats a date with its weekday: "Friday 20 November 2026".</summary>
    public static string FormatDay(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);
}
