using System.Text;
using Fluid;

namespace ActivitySync.Digest.Rendering;

/// <summary>The text part: written for itself, not stripped from the HTML.</summary>
internal static class TextRenderer
{
    /// <summary>Mail's customary width.</summary>
    private const int LineLength = 76;

    private static readonly PageTemplate Template = PageTemplate.LoadBuiltIn("digest.txt.liquid");

    public static string Render(DigestPage page) => Template.Render(page, NullEncoder.Default);

    /// <summary>Breaks a paragraph between words; later lines hang below the first.</summary>
    /// <param name="paragraph">One line of words.</param>
    /// <param name="lead">What the first line begins with: spaces, or spaces and a dash.</param>
    public static string Wrap(string paragraph, string lead)
    {
        var wrapped = new StringBuilder(lead);
        var column = lead.Length;
        var atStart = true;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
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
