using System.Globalization;
using System.Text;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;

namespace ActivitySync.Web.Answers;

/// <summary>The HTML of the pages around an answer.</summary>
internal static class AnswerHtml
{
    private const string HeadingStart = "<h1>";
    private const string HeadingEnd = "</h1>";

    /// <summary>The page of the week, next to the folder of answers.</summary>
    private const string WeekAddress = "../week";

    public static string Heading(string text) => $"{HeadingStart}{PlainPage.Encode(text)}{HeadingEnd}";

    public static string Paragraph(string text) => text.Length == 0 ? "" : $"<p>{PlainPage.Encode(text)}</p>";

    /// <summary>The title of a page is its heading.</summary>
    public static string GetTitle(string body)
    {
        var start = body.IndexOf(HeadingStart, StringComparison.Ordinal) + HeadingStart.Length;
        var end = body.IndexOf(HeadingEnd, StringComparison.Ordinal);
        return System.Net.WebUtility.HtmlDecode(body[start..end]);
    }

    /// <summary>Renders the answers to a question as links, each with its own token.</summary>
    public static string RenderChoices(Language language, IEnumerable<(AnswerAction Action, string Token)> choices)
    {
        var html = new StringBuilder(Heading(language.AnswerPage.ChooseHeading)).Append("\n<p>");
        foreach (var (action, token) in choices)
        {
            html.Append(CultureInfo.InvariantCulture, $"\n<a class=\"button\" href=\"{token}\">")
                .Append(PlainPage.Encode(language.Answers.Choice(action)))
                .Append("</a>");
        }

        return html.Append("\n</p>").ToString();
    }

    /// <summary>Renders what was saved or undone. A medical level comes first, and its action is the heading.</summary>
    public static string RenderOutcome(Language language, AnswerOutcome outcome)
    {
        var texts = language.AnswerPage;
        var html = new StringBuilder();
        if (outcome.Level is { } level)
        {
            html.Append("<div class=\"alarm\">")
                .Append(Heading(language.Medical.Action(level, "")))
                .Append(Paragraph(language.Medical.Text(level)))
                .Append("</div>\n");
        }
        else
        {
            html.Append(Heading(outcome.Heading)).Append('\n');
        }

        foreach (var line in outcome.Lines)
        {
            html.Append(Paragraph(line)).Append('\n');
        }

        if (outcome.CanUndo)
        {
            html.Append(
                    CultureInfo.InvariantCulture,
                    $"<form class=\"quiet\" method=\"post\" action=\"{AnswerPage.UndoQuery}\"><button>"
                )
                .Append(PlainPage.Encode(texts.Undo))
                .Append("</button></form>\n");
        }

        if (outcome.CanRepeat)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p><a href=\"?\">{PlainPage.Encode(texts.AnswerAgain)}</a></p>\n"
            );
        }

        return html.Append(
                CultureInfo.InvariantCulture,
                $"<p><a href=\"{WeekAddress}\">{PlainPage.Encode(texts.ToWeek)}</a></p>"
            )
            .ToString();
    }

    public static string RenderNotValid()
    {
        // The language is unknown.
        var html = new StringBuilder(Heading(Languages.All[0].AnswerPage.NotValid));
        foreach (var language in Languages.All)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"\n<p lang=\"{language.Tag}\">{PlainPage.Encode(language.AnswerPage.NotValidText)}</p>"
            );
        }

        return html.ToString();
    }
}
