using System.Globalization;
using System.Text;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Web.Pages;

namespace ActivitySync.Web.Answers;

/// <summary>Renders what an answer will save, and the form to save it.</summary>
/// <param name="answer">The answer.</param>
/// <param name="logbook">The athlete's logbook.</param>
/// <param name="language">The language of the page.</param>
/// <param name="sent">What was sent and can't be saved, so that it is shown again; null before.</param>
internal sealed class AnswerForm(MailAnswer answer, AthleteLogbook logbook, Language language, FormFields? sent = null)
{
    public const string DayField = "day";
    public const string KindField = "kind";
    public const string EntryField = "entry";
    public const string SeverityField = "severity";
    public const string SignField = "sign";

    /// <summary>The form offers today and the days before.</summary>
    public const int DaysBack = 14;

    private readonly AnswerReader _reader = new(answer, logbook, language);

    private AnswerPageTexts Texts => language.AnswerPage;

    /// <param name="error">What is wrong with the form that was sent; empty before.</param>
    public string Render(string error)
    {
        var html = new StringBuilder(AnswerHtml.Heading(language.Answers.Choice(answer.Choice.Action))).Append('\n');
        if (error.Length > 0)
        {
            html.Append("<div class=\"alarm\" role=\"alert\">").Append(PlainPage.Encode(error)).Append("</div>\n");
        }

        if (_reader.FindObstacle() is { } obstacle)
        {
            return html.Append(AnswerHtml.Paragraph(obstacle)).ToString();
        }

        return html.Append(AnswerHtml.Paragraph(_reader.DescribeAnswer()))
            .Append("\n<form method=\"post\" action=\"?\">\n")
            .Append(RenderFields())
            .Append(CultureInfo.InvariantCulture, $"<p><button>{PlainPage.Encode(Texts.Save)}</button></p>\n</form>")
            .ToString();
    }

    private string RenderFields() =>
        answer.Choice.Action switch
        {
            AnswerAction.Booked or AnswerAction.HadSuggested => RenderRadios(
                DayField,
                Texts.WhichDay,
                _reader.GetDays().Select(day => (day.ToColumn(), language.LongDate(day)))
            ),
            AnswerAction.HadMassage => RenderDays(Texts.WhichDay)
                + RenderSelect(
                    KindField,
                    Texts.WhichKind,
                    [
                        (EnumText.Format(MassageKind.Other), Texts.KindUnknown),
                        .. new[] { MassageKind.Swedish, MassageKind.DeepTissue, MassageKind.ActiveRelease }.Select(
                            kind => (EnumText.Format(kind), language.Kind(kind))
                        ),
                    ]
                ),
            AnswerAction.DidNotStart => RenderEntries(
                Texts.WhichRace,
                _reader.GetRaces().Select(race => (race.Id, UntrustedText.Sanitize(race.Race.Name)))
            ),
            AnswerAction.PainGone => RenderEntries(
                Texts.WhichPain,
                _reader.GetPains().Select(pain => (pain.Id, DescribePain(pain.Pain)))
            ),
            AnswerAction.Hurts => RenderPain(),
            _ => "",
        };

    /// <summary>Renders entries to choose from; a single one is shown and chosen.</summary>
    private string RenderEntries(string legend, IEnumerable<(EntryId Id, string Text)> entries)
    {
        var all = entries.ToList();
        var type = answer.Choice.Action == AnswerAction.DidNotStart ? "radio" : "checkbox";
        return RenderGroup(
            legend,
            all.Select(
                (entry, index) =>
                    RenderBox(
                        type,
                        EntryField,
                        entry.Id.ToString(),
                        entry.Text,
                        isChecked: sent is null
                            ? index == 0 && all.Count == 1
                            : sent.GetAll(EntryField).Contains(entry.Id.ToString())
                    )
            )
        );
    }

    private string DescribePain(Pain pain) =>
        language.Medical.Pain(UntrustedText.Sanitize(pain.Area), "", "", language.LongDate(pain.Date));

    private string RenderPain()
    {
        var html = new StringBuilder();
        html.Append(
            RenderRadios(
                PainAreas.SideField,
                Texts.WhichSide,
                [("", Texts.NoSide), (PainSide.Left, Texts.Left), (PainSide.Right, Texts.Right)]
            )
        );
        html.Append(
            RenderSelect(
                PainAreas.AreaField,
                Texts.Where,
                [("", Texts.PleaseChoose), .. PainAreas.All.Select(area => (area, Texts.Area(area)))]
            )
        );
        html.Append(
            CultureInfo.InvariantCulture,
            $"<label for=\"{PainAreas.OtherField}\">{PlainPage.Encode(Texts.OtherArea)}</label>"
                + $"<input type=\"text\" id=\"{PainAreas.OtherField}\" name=\"{PainAreas.OtherField}\" "
                + $"maxlength=\"{EntryParser.MaxLength}\" autocomplete=\"off\" "
                + $"value=\"{PlainPage.Encode(sent?[PainAreas.OtherField] ?? "")}\">\n"
        );
        html.Append(
            RenderSelect(
                SeverityField,
                Texts.HowStrong,
                [
                    ("", Texts.PleaseChoose),
                    .. Enumerable.Range(0, (int)EntryParser.MaxSeverity + 1).Select(FormatSeverity),
                ],
                isRequired: true
            )
        );
        html.Append(RenderDays(Texts.SinceWhen));
        html.Append(
            RenderGroup(
                Texts.WhichSigns,
                MedicalSigns.All.Select(sign =>
                    RenderBox(
                        "checkbox",
                        SignField,
                        sign,
                        Capitalize(language.Medical.Sign(sign)),
                        isChecked: sent?.GetAll(SignField).Contains(sign) == true
                    )
                )
            )
        );
        return html.ToString();
    }

    private (string Value, string Text) FormatSeverity(int severity)
    {
        var value = severity.ToString(CultureInfo.InvariantCulture);
        return (value, Texts.Severity(severity) is { Length: > 0 } words ? $"{value}: {words}" : value);
    }

    /// <summary>Renders today and the days before.</summary>
    private string RenderDays(string label) =>
        RenderSelect(
            DayField,
            label,
            Enumerable
                .Range(0, DaysBack)
                .Select(ago => (Day: logbook.Today.AddDays(-ago), Ago: ago))
                .Select(one =>
                    (
                        one.Day.ToColumn(),
                        one.Ago switch
                        {
                            0 => Texts.Today,
                            1 => Texts.Yesterday,
                            _ => language.LongDate(one.Day),
                        }
                    )
                )
        );

    private string RenderSelect(
        string name,
        string label,
        IEnumerable<(string Value, string Text)> options,
        bool isRequired = false
    )
    {
        var html = new StringBuilder(
            $"<label for=\"{name}\">{PlainPage.Encode(label)}</label>"
                + $"<select id=\"{name}\" name=\"{name}\"{(isRequired ? " required" : "")}>"
        );
        foreach (var (value, text) in options)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"\n<option value=\"{PlainPage.Encode(value)}\"{(sent?[name] == value ? " selected" : "")}>"
                    + $"{PlainPage.Encode(text)}</option>"
            );
        }

        return html.Append("\n</select>\n").ToString();
    }

    /// <summary>Renders a choice of one: the one that was sent, else the first.</summary>
    private string RenderRadios(string name, string legend, IEnumerable<(string Value, string Text)> options)
    {
        var all = options.ToList();
        var chosen = Math.Max(0, all.FindIndex(option => option.Value == sent?[name]));
        return RenderGroup(
            legend,
            all.Select((option, index) => RenderBox("radio", name, option.Value, option.Text, index == chosen))
        );
    }

    private static string RenderGroup(string legend, IEnumerable<string> boxes) =>
        $"<fieldset><legend>{PlainPage.Encode(legend)}</legend>\n{string.Concat(boxes)}</fieldset>\n";

    private static string RenderBox(string type, string name, string value, string text, bool isChecked) =>
        $"<label><input type=\"{type}\" name=\"{name}\" value=\"{PlainPage.Encode(value)}\""
        + $"{(isChecked ? " checked" : "")}> {PlainPage.Encode(text)}</label>\n";

    private static string Capitalize(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : "";
}
