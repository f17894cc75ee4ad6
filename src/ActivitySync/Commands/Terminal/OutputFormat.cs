using System.CommandLine;
using System.Globalization;

namespace ActivitySync.Commands.Terminal;

/// <summary>How wide the output for people may be, and whether it has colors.</summary>
/// <param name="Columns">The width of the terminal; null in a pipe, where a row stays on one line for programs.</param>
/// <param name="HasColor">Whether color codes are written.</param>
internal sealed record OutputFormat(int? Columns, bool HasColor)
{
    private const int DefaultColumns = 80;

    /// <summary>The min width of a table.</summary>
    private const int MinColumns = 40;

    private const string Reset = "\e[0m";

    /// <summary>No limit and no colors, as in a pipe.</summary>
    public static OutputFormat Plain { get; } = new(null, false);

    /// <summary>Gets the format of a command's output; anything but the console counts as a pipe.</summary>
    public static OutputFormat For(InvocationConfiguration configuration) =>
        (configuration as CommandEnvironment)?.Format ?? (configuration.Output is ConsoleOutput ? Detect() : Plain);

    private static OutputFormat Detect() =>
        Create(
            Console.IsOutputRedirected ? null
                : Console.WindowWidth > 0 ? Console.WindowWidth
                : DefaultColumns,
            Environment.GetEnvironmentVariable
        );

    /// <summary>Creates the format for a terminal or a pipe.</summary>
    /// <param name="terminalColumns">The terminal's width; null in a pipe.</param>
    /// <param name="getVariable">Gets environment variables: COLUMNS replaces the width, also in a pipe; NO_COLOR and a
    /// terminal without colors (TERM=dumb) turn them off.</param>
    public static OutputFormat Create(int? terminalColumns, Func<string, string?> getVariable)
    {
        var isSet = int.TryParse(
            getVariable("COLUMNS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var columns
        );
        int? width = isSet && columns > 0 ? columns : terminalColumns;
        return new OutputFormat(
            width is { } known ? Math.Max(MinColumns, known) : null,
            terminalColumns is not null
                && string.IsNullOrEmpty(getVariable("NO_COLOR"))
                && getVariable("TERM") != "dumb"
        );
    }

    /// <summary>Adds the codes of a color, if there are colors.</summary>
    public string Paint(string text, TextColor color) =>
        !HasColor || color == TextColor.None || text.Length == 0
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"\e[{(int)color}m{text}{Reset}");
}

/// <summary>The colors of the output, by the number of their code.</summary>
internal enum TextColor
{
    None = 0,

    /// <summary>Bold, for headings.</summary>
    Heading = 1,

    /// <summary>Dim, for what is seldom needed.</summary>
    Faint = 2,

    /// <summary>Red, for what needs attention.</summary>
    Bad = 31,

    /// <summary>Green, for what is in order or suggested.</summary>
    Good = 32,

    /// <summary>Yellow, for what is worth knowing.</summary>
    Note = 33,

    /// <summary>Cyan, for what can be typed.</summary>
    Command = 36,
}
