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
}
