using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>
/// Reports of pain and illness. The answer is the medical level that the report raises, before anything else; addresses
/// have the id of the entry and nothing of what it says.
/// </summary>
internal static class HealthPages
{
    public const string PainPath = "/log/pain";
    public const string IllnessPath = "/log/illness";

    private const string ReportedPath = "/log/entries";

    public static void Map(PageRoutes routes)
    {
        routes.Get(PainPath, page => RenderPainForm(page, errors: []));
        routes.Post(PainPath, SavePain);
        routes.Get(IllnessPath, page => RenderIllnessForm(page, errors: []));
        routes.Post(IllnessPath, SaveIllness);
        routes.Get($"{ReportedPath}/{{id}}", ShowReported);
    }

    private static IResult SavePain(PageContext page)
    {
        var form = page.Form;
        var errors = new List<FormError>();
        var area = PainAreas.Read(form, page.Texts.Log);
        var severity = Try(page, errors, () => EntryParser.ParseSeverity(form["severity"]));
        var date = Try(page, errors, () => EntryParser.ParseDate(form["date"], page.Today));
        var signs = form.GetAll("sign").Distinct(StringComparer.Ordinal).ToList();
        if (!signs.All(MedicalSigns.All.Contains))
        {
            errors.Add(new FormError("sign", page.Texts.Log.SignUnknown));
        }

        if (Try(page, errors, () => EntryParser.ParseText(area, EntryField.Area)) is null || errors.Count > 0)
        {
            return RenderPainForm(page, errors);
        }

        var pain = new Pain
        {
            Date = date,
            Area = area,
            Severity = severity,
            Signs = signs,
        };
        return Answer(
            page,
            logbook => logbook.PreviewPain(area, severity, signs, date),
            logbook => logbook.AddPain(area, severity, signs, date),
            MedicalSentences.DescribePain(pain, page.Language),
            invalid => RenderPainForm(page, [invalid])
        );
    }

    private static IResult SaveIllness(PageContext page)
    {
        var errors = new List<FormError>();
        var kind = Try(page, errors, () => EntryParser.ParseText(page.Form["kind"], EntryField.Kind)) ?? "";
        var date = Try(page, errors, () => EntryParser.ParseDate(page.Form["date"], page.Today));
        return errors.Count > 0
            ? RenderIllnessForm(page, errors)
            : Answer(
                page,
                logbook => logbook.PreviewIllness(kind, date),
                logbook => logbook.AddIllness(kind, date),
                DescribeIllness(new Illness(date, kind), page),
                invalid => RenderIllnessForm(page, [invalid])
            );
    }

    /// <summary>Saves a report and shows its answer, which comes although the report can't be stored.</summary>
    private static IResult Answer(
        PageContext page,
        Func<AthleteLogbook, MedicalLevel?> preview,
        Func<AthleteLogbook, SavedChange> save,
        string reported,
        Func<FormError, IResult> showAgain
    )
    {
        MedicalLevel? level = null;
        try
        {
            using var logbook = page.OpenLogbook();
            level = preview(logbook);
            var saved = save(logbook);
            return page.SeeSaved($"{ReportedPath}/{saved.EntryId}", saved.UndoId);
        }
        catch (InvalidEntryException invalid)
        {
            return showAgain(PageLogbook.CreateError(page, invalid, GetFieldId));
        }
        catch (Exception exception) when (level is not null && exception is OperationException or DbException)
        {
            return RenderReported(page, level, reported, page.Texts.Log.NotSaved, undoId: null, advice: null);
        }
    }

    private static IResult ShowReported(PageContext page)
    {
        using var logbook = page.OpenLogbook(isReadOnly: true);
        if (
            !EntryId.TryParse(page.GetRouteValue("id"), out var id)
            || id.Kind is not (EntryKind.Pain or EntryKind.Illness)
            || logbook.GetEntries(id.Kind).FirstOrDefault(other => other.Id == id) is not { } entry
        )
        {
            return PageResult.NotFound(page);
        }

        var content = page.GetService<WeekReader>().Read(page.Athlete) with { Questions = [] };
        var language = page.Language;
        var (reported, raised) = entry switch
        {
            PainEntry { Pain: var pain } => (
                MedicalSentences.DescribePain(pain, language),
                RedFlag.Find([pain], page.Today, page.Rules)?.Level
            ),
            IllnessEntry { Illness: var illness } => (DescribeIllness(illness, page), null),
            _ => ("", null),
        };
        // Another report or a condition may have raised a graver level; both lead to the same page.
        var level = Min(content.Plan.Medical?.Level, raised);
        var decision = DecisionSentences.Create(content, language);
        return RenderReported(
            page,
            level,
            reported,
            level is null ? "" : ExplainEnd(content, language),
            FormFields.ParseNumber(page.Request.Query[PageContext.SavedQuery].ToString()),
            level is null ? new WeekCard(page.Texts.Log.AdviceNow, [decision.Headline, decision.Lead], [], []) : null
        );
    }

    private static MedicalLevel? Min(MedicalLevel? first, MedicalLevel? second) =>
        first is null || second < first ? second : first;

    /// <summary>How the silence ends; empty if only a condition causes it.</summary>
    private static string ExplainEnd(DigestContent content, Language language)
    {
        var reasons = content.Plan.Medical?.Reasons ?? [];
        return reasons.Contains(ReasonCode.RedFlag) ? language.Medical.PainEnds
            : content.IllnessEndsOn is { } day ? language.Medical.IllnessEnds(language.LongDate(day))
            : "";
    }

    private static IResult RenderReported(
        PageContext page,
        MedicalLevel? level,
        string reported,
        string note,
        long? undoId,
        WeekCard? advice
    )
    {
        var medical = page.Language.Medical;
        var heading = level is { } raised ? medical.Action(raised, "") : page.Texts.Log.Noted;
        return PageResult.View(
            Reported.Create(
                new ReportedPage
                {
                    // Nothing comes before the answer; the button that undoes it follows.
                    Frame = page.CreateFrame(page.Texts.Common.Tab(PageTab.Log), PageTab.Log) with { SavedId = null },
                    IsMedical = level is not null,
                    Heading = heading,
                    Text = level is { } known ? medical.Text(known) : "",
                    ReportedHeading = medical.Heading,
                    Reported = reported,
                    Note = note,
                    UndoId = undoId,
                    Advice = advice,
                }
            ),
            note == page.Texts.Log.NotSaved ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK
        );
    }

    private static IResult RenderPainForm(PageContext page, List<FormError> errors)
    {
        var (texts, form) = (page.Texts.Log, page.Form);
        return PageResult.View(
            LogPain.Create(
                new LogPainPage
                {
                    Frame = page.CreateFrame(texts.PainHeading, PageTab.Log, errors),
                    Sides = [.. PainSide.All.Append("").Select(side => new Choice(side, texts.Side(side)))],
                    Side = form[PainAreas.SideField],
                    Areas = [.. PainAreas.All.Select(area => new Choice(area, texts.Areas[area]))],
                    Area = form[PainAreas.AreaField],
                    OtherArea = form[PainAreas.OtherField],
                    MaxLength = EntryParser.MaxLength,
                    Severities =
                    [
                        .. Enumerable
                            .Range(0, EntryParser.MaxSeverity + 1)
                            .Select(severity => new Choice(
                                severity.ToString(CultureInfo.InvariantCulture),
                                texts.Severity(severity)
                            )),
                    ],
                    Severity = form["severity"],
                    Date = form.Has("date") ? form["date"] : page.Today.ToColumn(),
                    Max = page.Today.ToColumn(),
                    Signs = [.. MedicalSigns.All.Select(sign => new Choice(sign, texts.Signs[sign]))],
                    CheckedSigns = form.GetAll("sign"),
                }
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
    }

    private static IResult RenderIllnessForm(PageContext page, List<FormError> errors) =>
        PageResult.View(
            LogIllness.Create(
                new LogIllnessPage(
                    page.CreateFrame(page.Texts.Log.IllnessHeading, PageTab.Log, errors),
                    page.Form.Has("date") ? page.Form["date"] : page.Today.ToColumn(),
                    page.Today.ToColumn(),
                    page.Form["kind"],
                    EntryParser.MaxLength
                )
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );

    private static string DescribeIllness(Illness illness, PageContext page) =>
        page.Language.Medical.Illness(UntrustedText.Sanitize(illness.Kind), page.Language.LongDate(illness.Date));

    /// <summary>Parses a field; adds an error if it is invalid.</summary>
    private static T? Try<T>(PageContext page, List<FormError> errors, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidEntryException invalid)
        {
            errors.Add(PageLogbook.CreateError(page, invalid, GetFieldId));
            return default;
        }
    }

    private static string GetFieldId(EntryField field) =>
        field switch
        {
            EntryField.Area => "area",
            EntryField.Severity => "severity",
            EntryField.Sign => "sign",
            EntryField.Kind => "kind",
            _ => "date",
        };
}
