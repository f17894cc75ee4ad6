using System.Text;

namespace ActivitySync.Sources.Calendars;

/// <summary>A component of a calendar (<c>VCALENDAR</c>, <c>VEVENT</c>, <c>VTIMEZONE</c> …).</summary>
/// <param name="name">The name in capitals.</param>
internal sealed class CalendarComponent(string name)
{
    public string Name { get; } = name;

    /// <summary>The properties that this program uses, in the order of the text.</summary>
    public List<CalendarProperty> Properties { get; } = [];

    public List<CalendarComponent> Components { get; } = [];

    /// <summary>The text ends within this component.</summary>
    public bool IsCutOff { get; set; }

    public IEnumerable<CalendarProperty> FindAll(string property) => Properties.Where(one => one.Name == property);

    /// <summary>Returns the value of the first property with this name that isn't blank; else an empty text.</summary>
    public string GetValueOrEmpty(string property) =>
        FindAll(property).Select(one => one.Value).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? "";
}

/// <summary>A line of a calendar: <c>NAME;PARAMETER=value:value</c>.</summary>
internal sealed class CalendarProperty
{
    /// <summary>Longer than any title that is shown.</summary>
    private const int MaxContinuedLength = 1000;

    private readonly string _parameters;

    private CalendarProperty(string name, string parameters, string value) =>
        (Name, _parameters, Value) = (name, parameters, value);

    /// <summary>The name in capitals.</summary>
    public string Name { get; }

    /// <summary>The value as it is written.</summary>
    public string Value { get; private set; }

    /// <summary>The value of a text, with its escaped characters replaced (RFC 5545, 3.3.11).</summary>
    public string Text => Unescape(Value);

    /// <summary>Returns null if the line doesn't begin like a property.</summary>
    public static CalendarProperty? TryParse(string line)
    {
        var nameLength = 0;
        while (nameLength < line.Length && (char.IsAsciiLetterOrDigit(line[nameLength]) || line[nameLength] == '-'))
        {
            nameLength++;
        }

        if (nameLength == 0 || !char.IsAsciiLetter(line[0]) || nameLength == line.Length)
        {
            return null;
        }

        if (line[nameLength] is not (':' or ';') || FindColon(line, nameLength) is not (>= 0 and var colon))
        {
            return null;
        }

        return new CalendarProperty(
            line[..nameLength].ToUpperInvariant(),
            line[nameLength..colon],
            line[(colon + 1)..]
        );
    }

    /// <summary>
    /// Returns the same property for a time zone that contains a colon without quotes, as some programs write it.
    /// </summary>
    public CalendarProperty SplitAtLastColon()
    {
        var colon = Value.LastIndexOf(':');
        return colon < 0 ? this : new CalendarProperty(Name, $"{_parameters}:{Value[..colon]}", Value[(colon + 1)..]);
    }

    /// <summary>Adds a line that follows a line break that should have been escaped.</summary>
    public void Continue(string line)
    {
        if (Value.Length < MaxContinuedLength)
        {
            Value = $"{Value} {line}";
        }
    }

    /// <summary>Returns a parameter without its quotes; null if it is missing.</summary>
    public string? FindParameter(string name)
    {
        var start = 0;
        var isQuoted = false;
        for (var index = 0; index <= _parameters.Length; index++)
        {
            if (index < _parameters.Length && _parameters[index] == '"')
            {
                isQuoted = !isQuoted;
            }

            if (index < _parameters.Length && (isQuoted || _parameters[index] != ';'))
            {
                continue;
            }

            var parameter = _parameters.AsSpan(start, index - start);
            var equals = parameter.IndexOf('=');
            if (equals > 0 && parameter[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter[(equals + 1)..].Trim().Trim('"').Trim().ToString();
            }

            start = index + 1;
        }

        return null;
    }

    /// <summary>Finds the first colon outside quotes, or the first one if a quote is never closed.</summary>
    private static int FindColon(string line, int from)
    {
        var isQuoted = false;
        for (var index = from; index < line.Length; index++)
        {
            if (line[index] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[index] == ':' && !isQuoted)
            {
                return index;
            }
        }

        return line.IndexOf(':', from);
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\'))
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] != '\\' || index + 1 == value.Length)
            {
                text.Append(value[index]);
                continue;
            }

            index++;
            text.Append(value[index] is 'n' or 'N' ? '\n' : value[index]);
        }

        return text.ToString();
    }
}
