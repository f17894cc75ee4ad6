using System.Globalization;
using System.Text.RegularExpressions;

namespace ActivitySync.Advice;

/// <summary>
/// Reads ISO 8601 instants with their offset: <c>2026-11-22T09:00:00+01:00</c>. Seconds and their fraction are
/// optional.
/// </summary>
internal static partial class IsoInstant
{
    /// <summary>The resolution of <see cref="DateTimeOffset"/>: 100 ns. Further digits are dropped.</summary>
    private const int FractionDigits = 7;

    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (Pattern().Match(text) is not { Success: true, Groups: var groups })
        {
            return false;
        }

        var seconds = groups["seconds"] is { Success: true, Value: var written } ? written : "00";
        var fraction = groups["fraction"].Value.PadRight(FractionDigits, '0')[..FractionDigits];
        var offset = groups["hours"] is { Success: true, Value: var hours }
            ? $"{hours}:{(groups["minutes"] is { Success: true, Value: var minutes } ? minutes : "00")}"
            : "+00:00";
        return DateTimeOffset.TryParseExact(
            $"{groups["local"].Value}:{seconds}.{fraction}{offset}",
            "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out instant
        );
    }

    [GeneratedRegex(
        @"\A(?<local>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(:(?<seconds>[0-9]{2})([.,](?<fraction>[0-9]+))?)?"
            + @"([Zz]|(?<hours>[+-][0-9]{2})(:?(?<minutes>[0-9]{2}))?)\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pattern();
}
