using System.Globalization;

namespace ActivitySync.Demo;

/// <summary>Reads the day of a demo.</summary>
internal static class DemoDay
{
    /// <summary>Zones are known and a training block fits before it from here on.</summary>
    private static readonly DateOnly _first = new(1971, 1, 1);

    private static readonly DateOnly _last = new(9998, 12, 31);

    /// <exception cref="CannotProceedException">It is no day, or out of range.</exception>
    public static DateOnly Read(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= _first && day <= _last
            ? day
            : throw new CannotProceedException(
                ExitCode.WrongInput,
                string.Create(CultureInfo.InvariantCulture, $"--as-of {text}: not a day between {_first:yyyy-MM-dd} and {_last:yyyy-MM-dd}; write it like 2026-11-22."));
}
