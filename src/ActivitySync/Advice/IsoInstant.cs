namespace ActivitySync.Advice;

/// <summary>Reads ISO 8601 instants with their offset: <c>2026-11-22T09:00:00+01:00</c>; seconds may be left out or have a fraction.</summary>
internal static class IsoInstant
{
    /// <summary>Offsets in use end at 14 hours.</summary>
    private const int MaxOffsetHours = 14;

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        const int LocalLength = 16;
        if (text.Length <= LocalLength || !TryParseLocal(text[..LocalLength], out var local))
        {
            return false;
        }

        var rest = text[LocalLength..];
        if (!TryParseSeconds(ref rest, out var seconds) || !TryParseOffset(rest, out var offset))
        {
            return false;
        }

        local = local.AddTicks(seconds);
        if (
            local.Ticks - offset.Ticks < DateTime.MinValue.Ticks
            || local.Ticks - offset.Ticks > DateTime.MaxValue.Ticks
        )
        {
            return false;
        }

        instant = new DateTimeOffset(local, offset);
        return true;
    }

    private static bool TryParseLocal(ReadOnlySpan<char> text, out DateTime local)
    {
        local = default;
        if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':')
        {
            return false;
        }

        if (
            !TryParseTwoDigits(text, out var century)
            || !TryParseTwoDigits(text[2..], out var yearOfCentury)
            || !TryParseTwoDigits(text[5..], out var month)
            || !TryParseTwoDigits(text[8..], out var day)
            || !TryParseTwoDigits(text[11..], out var hour)
            || !TryParseTwoDigits(text[14..], out var minute)
        )
        {
            return false;
        }

        var year = century * 100 + yearOfCentury;
        if (
            year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
        )
        {
            return false;
        }

        local = new DateTime(year, month, day, hour, minute, 0);
        return true;
    }

    private static bool TryParseSeconds(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest[0] != ':')
        {
            return true;
        }

        var length = 1;
        while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || (length == 3 && rest[length] is '.' or ',')))
        {
            length++;
        }

        var digits = rest[1..length];
        rest = rest[length..];
        if (digits.Length is not (2 or > 3) || !TryParseTwoDigits(digits, out var whole) || whole >= 60)
        {
            return false;
        }

        ticks = whole * TimeSpan.TicksPerSecond;
        var unit = TimeSpan.TicksPerSecond / 10;
        foreach (var digit in digits.Length > 3 ? digits[3..] : [])
        {
            ticks += (digit - '0') * unit;
            unit /= 10;
        }

        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length is not (3 or 5 or 6) || text[0] is not ('+' or '-'))
        {
            return false;
        }

        if (!TryParseTwoDigits(text[1..], out var hours))
        {
            return false;
        }

        var minutes = 0;
        if (text.Length == 6 && text[3] != ':')
        {
            return false;
        }

        if (text.Length > 3 && !TryParseTwoDigits(text[^2..], out minutes))
        {
            return false;
        }

        if (minutes >= 60 || hours * 60 + minutes > MaxOffsetHours * 60)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryParseTwoDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        value = (text[0] - '0') * 10 + (text[1] - '0');
        return true;
    }
}
