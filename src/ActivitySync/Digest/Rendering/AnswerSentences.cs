using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The questions of a mail and how to answer them. Every sentence that asks something gets its answer here, so that
/// none names a way that the athlete doesn't have.
/// </summary>
internal sealed class AnswerSentences(DigestContent content, Language language)
{
    private const string Program = "activitysync";

    private AnswerTexts Texts => language.Answers;

    /// <summary>The one question after the decision: the most specific that is open.</summary>
    public string AskFirst()
    {
        if (content.MassageToAskAbout is { } date)
        {
            return Sentences.Join(
                Texts.AskFeeling(Sentences.FormatPastDay(date, content, language)),
                Answer(["#feel-better", "#feel-same", "#feel-worse"], ["log feel better", "same", "worse"])
            );
        }

        if (content.SuggestionToAskAbout is { } window)
        {
            return Sentences.Join(
                Texts.AskSuggestion(language.Days(window.From, window.To)),
                Answer(["#massage"], [$"log massage {FormatDate(window.From)} {EnumText.Format(window.Kind)}"])
            );
        }

        return content.Plan.Massage is null || content.IsBooked || content.Plan.Facts.SlotsToMove.Count > 0
            ? Sentences.Join(Texts.AskAnything, Answer(["#massage", "#pain-knee"], ["log massage", "log pain"]))
            : Sentences.Join(
                Texts.AskBooked,
                Answer(["#massage", "#pain-knee"], ["slot add", "log massage", "log pain"])
            );
    }

    /// <summary>Asks about an activity, or about a race without a recording.</summary>
    public string Ask(OpenQuestion question)
    {
        if (question.Race is { } race)
        {
            return Sentences.Join(
                Texts.AskStarted(UntrustedText.Sanitize(race.Name), language.LongDate(race.Date)),
                AnswerByCommand(["race list", "race remove"])
            );
        }

        var activity = question.Activity!;
        var day = language.LongDate(DateOnly.FromDateTime(activity.Activity.Start.DateTime));
        var time = language.Duration(Sentences.RoundMinutes(activity));
        var isRace = activity.Facts.HasRaceQuestion || activity.Labels.Count == 0 || activity.Labels[0] == Label.Race;
        var (ask, label, tag) =
            isRace ? (Texts.AskRace(day, time, UntrustedText.Sanitize(activity.Activity.Name)), "race", "#race")
            : activity.Labels[0] == Label.Hard ? (Texts.AskHard(day, time), "hard", "#hard")
            : (Texts.AskLongRun(day, time), "long-run", "#long");
        var id = UntrustedText.Sanitize(activity.Activity.Id);
        return Sentences.Join(
            ask,
            content.AnswerMethod == AnswerMethod.Hashtag && question.IsTitleRead
                ? Texts.ByHashtagInIt(List([tag, "#easy"]))
                : AnswerByCommand([$"label {id} {label}", "easy"])
        );
    }

    /// <summary>Asks whether a race is right.</summary>
    public string AskRaceDate() => Sentences.Join(Texts.AskRaceDate, AnswerByCommand(["race list"]));

    /// <summary>How to say that a pain has ended.</summary>
    public string EndPain() => Answer(["#pain-gone"], ["log pain-gone"]);

    /// <summary>How to tell about a massage.</summary>
    public string ReportMassage() => Answer(["#massage"], ["log massage"]);

    /// <summary>Asks about misspelled hashtags, each with a suggestion.</summary>
    public IEnumerable<string> AskHashtags() =>
        content
            .HashtagDoubts.Take(content.Omits(DigestShortening.SecondQuestion) ? 1 : content.HashtagDoubts.Count)
            .Select(doubt => Texts.AskHashtag($"#{UntrustedText.Sanitize(doubt.Written)}", $"#{doubt.Suggested}"));

    private string Answer(IReadOnlyList<string> hashtags, IReadOnlyList<string> commands) =>
        content.AnswerMethod == AnswerMethod.Hashtag ? Texts.ByHashtag(List(hashtags)) : AnswerByCommand(commands);

    private string AnswerByCommand(IReadOnlyList<string> commands) => Texts.ByCommand($"{Program} {List(commands)}");

    /// <summary>Joins alternatives: "#race or #easy".</summary>
    private string List(IReadOnlyList<string> alternatives) =>
        alternatives.Count == 1
            ? alternatives[0]
            : $"{string.Join(", ", alternatives.SkipLast(1))} {Texts.Or} {alternatives[^1]}";

    private static string FormatDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
