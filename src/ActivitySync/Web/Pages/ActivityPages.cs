using System.Data.Common;
using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>One activity: what it was taken for and why, where it comes from, and the athlete's own label.</summary>
internal static class ActivityPages
{
    private const string Route = "/activities/{id}";
    private const string LabelField = "label";
    private const string ImportanceField = "importance";

    /// <summary>Not a label: removes the athlete's labels.</summary>
    private const string Automatic = "auto";

    /// <summary>The digits of a content hash that the id of a recording from a file starts with.</summary>
    private const int HashDigits = 16;

    private const int MaxFileNameLength = 100;

    /// <summary>The path of an activity's page.</summary>
    public static string GetPath(string id) => $"/activities/{Uri.EscapeDataString(id)}";

    public static void Map(PageRoutes routes)
    {
        routes.Get(Route, page => Render(page, []));
        routes.Post(Route, Save);
    }

    private static IResult Save(PageContext page)
    {
        if (page.GetRouteNumber("id") is not { } id || GetIdentities(page, id).Count == 0)
        {
            return PageResult.NotFound(page);
        }

        var typed = page.Form[LabelField];
        AthleteLabelKind? label = null;
        if (typed != Automatic)
        {
            if (!EnumText.TryParse<AthleteLabelKind>(typed, out var known))
            {
                return Render(page, [new FormError(LabelField, page.Texts.Activity.ChooseOne)]);
            }

            label = known;
        }

        // The importance stays selected when another label is chosen; then it means nothing.
        Importance? importance = null;
        if (label == AthleteLabelKind.Race && page.Form[ImportanceField] is { Length: > 0 } letter)
        {
            if (!EnumText.TryParse<Importance>(letter, out var known))
            {
                return Render(page, [new FormError(ImportanceField, page.Texts.Activity.ChooseOne)]);
            }

            importance = known;
        }

        using var logbook = AthleteLogbook.Open(page.Database, page.Athlete, page.Clock, page.Rules);
        var change = logbook.SetLabel(id, label, importance);
        return page.SeeSaved(GetPath(id.ToString(CultureInfo.InvariantCulture)), change.UndoId);
    }

    private static IResult Render(PageContext page, IReadOnlyList<FormError> errors)
    {
        if (page.GetRouteNumber("id") is not { } id || GetIdentities(page, id) is not { Count: > 0 } identities)
        {
            return PageResult.NotFound(page);
        }

        var advice = page.GetService<AdviceService>().Plan(page.Athlete, page.Today);
        var key = id.ToString(CultureInfo.InvariantCulture);
        var stored = advice.Activities.GetValueOrDefault(key);
        var tagged = advice.Plan.Activities.FirstOrDefault(activity => activity.Activity.Id == key);
        var model = stored is null ? CreateExpired(page, errors) : Create(page, stored, tagged, errors);
        return PageResult.View(
            Views.Activity.Create(
                model with
                {
                    Path = GetPath(key),
                    Copies = DescribeCopies(page, identities),
                    Labels = [.. ListLabels(page, tagged)],
                    Importances = [.. ListImportances(page, tagged)],
                }
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
    }

    /// <summary>The recordings of an activity, if it is this athlete's.</summary>
    private static IReadOnlyList<RecordingIdentityRow> GetIdentities(PageContext page, long id)
    {
        using var connection = page.Database.Open();
        return RecordingIdentityRepository.GetByActivity(connection, GetAthleteId(page, connection), id);
    }

    private static long GetAthleteId(PageContext page, DbConnection connection) =>
        AthleteRepository.GetIdForReading(connection, page.Athlete.Name);

    /// <summary>The page of an activity whose recordings have all expired: nothing of them is shown.</summary>
    private static ActivityPage CreateExpired(PageContext page, IReadOnlyList<FormError> errors) =>
        new()
        {
            Frame = page.CreateFrame(page.Texts.Activity.Expired, PageTab.Season, errors),
            Heading = page.Texts.Activity.Expired,
            Facts = [page.Texts.Activity.ExpiredText],
            Verdict = [],
        };

    private static ActivityPage Create(
        PageContext page,
        StoredActivity stored,
        TaggedActivity? tagged,
        IReadOnlyList<FormError> errors
    )
    {
        var (texts, language) = (page.Texts.Activity, page.Language);
        var run = new SeasonRun(stored, tagged);
        var title = UntrustedText.Shorten(stored.Activity.Name, MaxFileNameLength);
        var heading = title.Length > 0 ? title : language.LongDate(run.Date);
        return new ActivityPage
        {
            Frame = page.CreateFrame(heading, PageTab.Season, errors),
            Heading = heading,
            Facts =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{language.LongDate(run.Date)} {run.Date.Year}, {stored.Activity.Start:HH:mm}"
                ),
                FormatNumbers(page, run),
            ],
            Verdict = [.. Explain(page, tagged)],
            Credits = Credits.Create([stored], language),
            TitleNote = HashtagReader.Read(stored.Activity.Name).Labels.Count > 0 ? texts.FromTitle : "",
        };
    }

    private static string FormatNumbers(PageContext page, SeasonRun run)
    {
        var numbers = ActivityText.FormatNumbers(run, page.Athlete.Units, page.Language);
        var ignored = run.Tagged?.Facts.IgnoredValues.Count > 0;
        return !ignored && run.Stored.Activity.AverageHeartRate is > 0 and var rate
            ? $"{numbers}, {page.Texts.Activity.HeartRate((int)Math.Round(rate))}"
            : numbers;
    }

    private static IEnumerable<string> Explain(PageContext page, TaggedActivity? tagged)
    {
        var (texts, language) = (page.Texts.Activity, page.Language);
        if (tagged is null)
        {
            yield break;
        }

        if (tagged.DuplicateOf is not null)
        {
            yield return texts.CountedOnce;
            yield break;
        }

        if (!ExplanationReasons.IsCounted(tagged))
        {
            yield return texts.TooShort;
            yield break;
        }

        yield return ActivityText.DescribeLabels(tagged, language, texts);
        yield return ActivityText.DescribeReasons(tagged, page.Athlete.Units, language, texts);
        if (tagged.Importance is { } importance)
        {
            yield return texts.ImportanceLine(texts.Importance(EnumText.Format(importance)));
        }

        if (tagged.Facts.IgnoredValues.Count > 0)
        {
            yield return texts.LeftOut;
        }
    }

    private static IEnumerable<LabelChoice> ListLabels(PageContext page, TaggedActivity? tagged)
    {
        var texts = page.Texts.Activity;
        var chosen = page.Form.Has(LabelField) ? page.Form[LabelField] : FindLabel(tagged);
        foreach (var kind in Enum.GetValues<AthleteLabelKind>())
        {
            var value = EnumText.Format(kind);
            var text = kind switch
            {
                AthleteLabelKind.Race => texts.Race,
                AthleteLabelKind.LongRun => texts.LongRun,
                AthleteLabelKind.Hard => texts.Hard,
                _ => texts.Easy,
            };
            yield return new LabelChoice(value, text, value == chosen);
        }

        yield return new LabelChoice(Automatic, texts.Automatic, Automatic == chosen);
    }

    private static IEnumerable<LabelChoice> ListImportances(PageContext page, TaggedActivity? tagged)
    {
        var texts = page.Texts.Activity;
        var chosen =
            page.Form.Has(ImportanceField) ? page.Form[ImportanceField]
            : tagged is { Facts.IsLabeledByAthlete: true, Importance: { } given } ? EnumText.Format(given)
            : "";
        yield return new LabelChoice("", texts.Automatic, chosen.Length == 0);
        foreach (var importance in Enum.GetValues<Importance>())
        {
            var value = EnumText.Format(importance);
            yield return new LabelChoice(value, texts.Importance(value), value == chosen);
        }
    }

    /// <summary>The label that the athlete has given before; of several, the first.</summary>
    private static string FindLabel(TaggedActivity? tagged) =>
        tagged is not { Facts.IsLabeledByAthlete: true }
            ? Automatic
            : EnumText.Format(
                tagged.Labels switch
                {
                    [] => AthleteLabelKind.Easy,
                    [Label.Race, ..] => AthleteLabelKind.Race,
                    [Label.LongRun, ..] => AthleteLabelKind.LongRun,
                    _ => AthleteLabelKind.Hard,
                }
            );

    private static List<ActivityCopy> DescribeCopies(PageContext page, IReadOnlyList<RecordingIdentityRow> identities)
    {
        using var connection = page.Database.Open();
        var athleteId = GetAthleteId(page, connection);
        return [.. identities.Select(identity => DescribeCopy(page, connection, athleteId, identity))];
    }

    private static ActivityCopy DescribeCopy(
        PageContext page,
        DbConnection connection,
        long athleteId,
        RecordingIdentityRow identity
    )
    {
        var texts = page.Texts.Activity;
        var source = SourceDescriptors.All.FirstOrDefault(known => known.Name.ToColumn() == identity.Source);
        var isStored = RecordingRepository.Find(connection, athleteId, identity.Source, identity.SourceId) is not null;
        if (source is null)
        {
            var file = FindFileName(connection, athleteId, identity.SourceId);
            return new ActivityCopy(file.Length > 0 ? texts.File(file) : texts.UnnamedFile, null);
        }

        return isStored
            ? new ActivityCopy(
                source.Name.DisplayName,
                source.FindLink(identity.SourceId) is { } link ? new LinkedText(link.Text, link.Address) : null
            )
            : new ActivityCopy(texts.ExpiredCopy(source.Name.DisplayName), null);
    }

    /// <summary>The name of the file of a recording; empty for an entry in the list of an export.</summary>
    private static string FindFileName(DbConnection connection, long athleteId, string sourceId) =>
        sourceId.Length > HashDigits
        && sourceId[..HashDigits].All(char.IsAsciiHexDigitLower)
        && ImportedFileRepository.FindFileName(connection, athleteId, sourceId[..HashDigits]) is { } name
            ? UntrustedText.Shorten(name, MaxFileNameLength)
            : "";
}
