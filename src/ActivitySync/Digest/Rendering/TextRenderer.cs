using System.Text;
using Fluid;

namespace ActivitySync.Digest.Rendering;

/// <summary>Renders the plain-text part with the built-in template.</summary>
internal static class TextRenderer
{
    /// <summary>The customary line length of plain-text mail.</summary>
    private const int LineLength = 76;

    private static readonly PageTemplate Template = PageTemplate.LoadBuiltIn("digest.txt.liquid");

    public static string Render(DigestPage page) => Template.Render(page, NullEncoder.Default);

    /// <summary>Wraps a paragraph at word boundaries; later lines are indented by the lead's length.</summary>
    /// <param name="paragraph">The text. What follows a line break, such as a command, starts a line.</param>
    /// <param name="lead">The start of the first line: spaces, or spaces and a dash.</param>
    public static string Wrap(string paragraph, string lead)
    {
        var indent = new string(' ', lead.Length);
        var lines = paragraph
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((line, i) => WrapLine(line, i == 0 ? lead : indent));
        return string.Join('\n', lines);
    }

    private static string WrapLine(string line, string lead)
    {
        var wrapped = new StringBuilder(lead);
        var column = lead.Length;
        var atStart = true;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!atStart && column + 1 + word.Length > LineLength)
            {
                wrapped.Append('\n').Append(' ', lead.Length);
                column = lead.Length;
                atStart = true;
            }

            if (!atStart)
            {
                wrapped.Append(' ');
                column++;
            }

            wrapped.Append(word);
            column += word.Length;
            atStart = false;
        }

        return wrapped.ToString();
    }

    /// <summary>
    /// Undoes <see cref="Wrap"/>: joins the lines of a paragraph again, so that they fit any width. A line that was
    /// ended on purpose, as the next word would have fit into it, stays one.
    /// </summary>
    public static IEnumerable<string> Unwrap(string paragraph)
    {
        var joined = new StringBuilder();
        var (length, indent) = (0, -1);
        foreach (var line in paragraph.ReplaceLineEndings("\n").Split('\n'))
        {
            var text = line.TrimStart(' ');
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            var firstWord = end < 0 ? text.Length : end;
            if (indent == line.Length - text.Length && length + 1 + firstWord > LineLength && text.Length > 0)
            {
                joined.Append(' ').Append(text);
            }
            else
            {
                if (joined.Length > 0)
                {
                    yield return joined.ToString();
                }

                joined.Clear().Append(text);
                indent = line.Length - text.Length + GetLeadLength(text);
            }

            length = line.Length;
        }

        if (joined.Length > 0)
        {
            yield return joined.ToString();
        }
    }

    /// <summary>The length of the dash or number before an item.</summary>
    private static int GetLeadLength(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return text.StartsWith("- ", StringComparison.Ordinal) ? 2
            : digits > 0 && text.AsSpan(digits).StartsWith(". ") ? digits + 2
            : 0;
    }
}
