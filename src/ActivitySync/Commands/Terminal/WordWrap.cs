using System.Text;
using Spectre.Console.Rendering;

namespace ActivitySync.Commands.Terminal;

/// <summary>Wraps lines at words. A command that can be copied is never broken.</summary>
internal static class WordWrap
{
    private const char Escape = '\e';
    private const char EscapeEnd = 'm';
    private const string Program = "activitysync";
    private const string QuotedProgram = "'activitysync";

    /// <summary>Wraps a line; the lines after the first are indented like the first.</summary>
    public static IEnumerable<string> Wrap(string line, int columns)
    {
        if (Measure(line) <= columns)
        {
            return [line];
        }

        var indent = line.Length - line.TrimStart(' ').Length;
        var isItem = line.AsSpan(indent).StartsWith("- ");
        return Wrap(line[indent..], columns, line[..indent], new string(' ', indent + (isItem ? 2 : 0)));
    }

    /// <summary>Wraps a text.</summary>
    /// <param name="text">The text, without leading blanks.</param>
    /// <param name="columns">The width of a line.</param>
    /// <param name="firstIndent">Before the first line.</param>
    /// <param name="indent">Before the other lines.</param>
    public static IEnumerable<string> Wrap(string text, int columns, string firstIndent, string indent)
    {
        var line = new StringBuilder(firstIndent);
        var width = Measure(firstIndent);
        var isEmpty = true;
        var isWrapped = false;
        foreach (var unit in GetUnits(text))
        {
            var unitWidth = Measure(unit);
            if (!isEmpty && width + 1 + unitWidth > columns)
            {
                yield return line.ToString().TrimEnd(' ');
                line.Clear().Append(indent);
                width = indent.Length;
                isEmpty = true;
                isWrapped = true;
            }

            if (unit.Length == 0 && isEmpty && isWrapped)
            {
                continue; // blanks in front of a remark that wraps
            }

            if (!isEmpty)
            {
                line.Append(' ');
                width++;
            }

            line.Append(unit);
            width += unitWidth;
            isEmpty = false;
        }

        yield return line.ToString();
    }

    /// <summary>Prints a text after a start; further lines begin below the text.</summary>
    public static void WriteHanging(TextWriter output, OutputFormat format, string start, string text)
    {
        var indent = new string(' ', Measure(start));
        foreach (var line in Wrap(text, format.Columns ?? int.MaxValue, start, indent))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Measures a text in columns of a terminal: color codes take none, wide characters take two.</summary>
    public static int Measure(string text)
    {
        if (IsPlain(text))
        {
            return text.Length;
        }

        var visible = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != Escape)
            {
                visible.Append(text[index]);
            }
            else if (text.IndexOf(EscapeEnd, index) is var end and >= 0)
            {
                index = end;
            }
        }

        return new Segment(visible.ToString()).CellCount();
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Splits a text into what must stay on one line: words, and commands up to their end.</summary>
    private static IEnumerable<string> GetUnits(string text)
    {
        var words = text.Split(' ');
        for (var index = 0; index < words.Length; index++)
        {
            var end = index;
            var isLabel = words[index].EndsWith(':') && index + 1 < words.Length && words[index + 1] == Program;
            if (words[index] == Program || isLabel)
            {
                // A command ends with the line, or where two blanks begin a remark. "Undo:" stays in front of it.
                while (end + 1 < words.Length && words[end + 1].Length > 0)
                {
                    end++;
                }
            }
            else if (words[index].Contains(QuotedProgram, StringComparison.Ordinal))
            {
                while (end + 1 < words.Length && !EndsQuote(words[end], isFirst: end == index))
                {
                    end++;
                }
            }

            yield return string.Join(' ', words[index..(end + 1)]);
            index = end;
        }
    }

    private static bool EndsQuote(string word, bool isFirst) =>
        word.LastIndexOf('\'') is var quote and >= 0 && (!isFirst || quote > word.IndexOf('\''));
}

/// <summary>Wraps each line of the output at words.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="columns">The width of a line.</param>
internal sealed class WrappingWriter(TextWriter output, int columns) : TextWriter
{
    public override Encoding Encoding => output.Encoding;

    /// <summary>Part of a line, as a question is; it isn't wrapped.</summary>
    public override void Write(char value) => output.Write(value);

    public override void Write(string? value) => output.Write(value);

    public override void Write(char[] buffer, int index, int count) => output.Write(buffer, index, count);

    public override void WriteLine() => output.WriteLine();

    public override void WriteLine(string? value)
    {
        foreach (var line in (value ?? "").Split('\n').SelectMany(line => WordWrap.Wrap(line, columns)))
        {
            output.WriteLine(line);
        }
    }

    public override void Flush() => output.Flush();
}
