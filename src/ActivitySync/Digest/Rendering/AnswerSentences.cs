using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>The first question of a mail.</summary>
/// <param name="Text">The question alone.</param>
/// <param name="Answer">The question, and how to answer it.</param>
/// <param name="Links">The answers; empty without a page.</param>
internal sealed record MailQuestion(string Text, string Answer, IReadOnlyList<PageLink> Links)
{
    public static MailQuestion None { get; } = new("", "", []);
}

/// <summary>
/// The questions of a mail and how to answer them. Every sentence that asks something gets its answer here, so that
/// none names a way that the athlete doesn't have.
/// </summary>
internal sealed class AnswerSentences(DigestContent content, Language language)
{
    private const string Program = "activitysync";

    private AnswerTexts Texts => language.Answers;

    /// <summary>The one question after the decision: the most specific that is open.</summary>
    public MailQuestion AskFirst()
    {
        if (content.MassageToAskAbout is { } date)
        {
            return Ask(
                Texts.AskFeeling(Sentences.FormatPastDay(date, content, language)),
                new AnswerQuestion(AnswerQuestionKind.Feeling, date.DayNumber),
                () => Answer(["#feel-better", "#feel-same", "#feel-worse"], ["log feel better", "same", "worse"])
            );
        }

        if (content.SuggestionToAskAbout is { } window)
        {
            return Ask(
                Texts.AskSuggestion(language.Days(window.From, window.To)),
                new AnswerQuestion(
                    AnswerQuestionKind.Suggestion,
                    AnswerDays.ToArgument(window.Kind, window.From, window.To)
                ),
                () => Answer(["#massage"], [$"log massage {FormatDate(window.From)} {EnumText.Format(window.Kind)}"])
            );
        }

        if (SuggestedMassage is { } massage)
        {
            return Ask(
                Texts.AskBooked,
                new AnswerQuestion(
                    AnswerQuestionKind.Massage,
                    AnswerDays.ToArgument(massage.Kind, massage.From, massage.To)
                ),
                () => Answer(["#massage", "#pain-knee"], ["slot add", "log massage", "log pain"])
            );
        }

        return FindFirstOpenQuestion() is { } open && FindQuestion(open) is { } question
            ? Ask(AskOnly(open), question, () => "")
            : Ask(Texts.AskAnything, new AnswerQuestion(AnswerQuestionKind.News), () =>
                Answer(["#massage", "#pain-knee"], ["log massage", "log pain"])
            );
    }

    /// <summary>
    /// Finds the open question that the mail asks first, with links: only on the page, and only if nothing more
    /// important is asked. It isn't asked again below.
    /// </summary>
    public OpenQuestion? FindFirstOpenQuestion() =>
        content
            is {
                PageAddresses: not null,
                IsRaceMail: false,
                MassageToAskAbout: null,
                SuggestionToAskAbout: null,
                Tone: DigestTone.Full or DigestTone.Quiet,
            }
        && SuggestedMassage is null
            ? content.Questions.FirstOrDefault(question => FindQuestion(question) is not null)
            : null;

    /// <summary>Asks about an activity, or about a race without a recording.</summary>
    public string Ask(OpenQuestion question)
    {
        if (content.AnswerMethod == AnswerMethod.Page)
        {
            return AskOnly(question); // the block has a link to the page
        }

        if (question.Activity is not { } activity)
        {
            return Sentences.Join(AskOnly(question), AnswerByCommand(["race list", "race remove"]));
        }

        var (label, tag) =
            IsAboutRace(activity) ? ("race", "#race")
            : activity.Labels[0] == Label.Hard ? ("hard", "#hard")
            : ("long-run", "#long");
        var id = UntrustedText.Sanitize(activity.Activity.Id);
        return Sentences.Join(
            AskOnly(question),
            content.AnswerMethod == AnswerMethod.Hashtag && question.IsTitleRead
                ? Texts.ByHashtagInIt(List([tag, "#easy"]))
                : AnswerByCommand([$"label {id} {label}", "easy"])
        );
    }

    /// <summary>Asks whether a race is right.</summary>
    public MailQuestion AskRaceDate()
    {
        if (content.PageAddresses is not { } addresses)
        {
            var answer = Sentences.Join(Texts.AskRaceDate, AnswerByCommand(["race list"]));
            return new MailQuestion(Texts.AskRaceDate, answer, []);
        }

        return new MailQuestion(
            Texts.AskRaceDate,
            Sentences.Join(Texts.AskRaceDate, Texts.ByPage(addresses.Week)),
            [new PageLink(Texts.OnPage, addresses.Week)]
        );
    }

    /// <summary>Answers the race mail whose first lines ask whether a race was started.</summary>
    public MailQuestion AskStart(DateOnly date) =>
        content.PageAddresses is null
            ? AskRaceDate()
            : Ask(Texts.AskForAnswer, new AnswerQuestion(AnswerQuestionKind.Start, date.DayNumber), () => "");

    /// <summary>Answers the mail about a pain with a red flag. An illness and a condition have no answer.</summary>
    public MailQuestion AskMedical() =>
        content.PageAddresses is not null && content.Plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true
            ? Ask("", new AnswerQuestion(AnswerQuestionKind.Medical), () => "")
            : MailQuestion.None;

    /// <summary>How to say that a pain has ended; on the page a link says it.</summary>
    public string EndPain() => Answer(["#pain-gone"], ["log pain-gone"]);

    /// <summary>How to tell about a massage; on the page a link says it.</summary>
    public string ReportMassage() => Answer(["#massage"], ["log massage"]);

    /// <summary>Asks about misspelled hashtags, each with a suggestion.</summary>
    public IEnumerable<string> AskHashtags() =>
        content
            .HashtagDoubts.Take(content.Omits(DigestShortening.SecondQuestion) ? 1 : content.HashtagDoubts.Count)
            .Select(doubt => Texts.AskHashtag($"#{UntrustedText.Sanitize(doubt.Written)}", $"#{doubt.Suggested}"));

    /// <summary>The massage that the mail suggests to book; null if none, or if it is booked or to be moved.</summary>
    private MassageAdvice? SuggestedMassage =>
        content.IsBooked || content.Plan.Facts.SlotsToMove.Count > 0 ? null : content.Plan.Massage;

    private static bool IsAboutRace(TaggedActivity activity) =>
        activity.Facts.HasRaceQuestion || activity.Labels.Count == 0 || activity.Labels[0] == Label.Race;

    /// <summary>Finds the question whose links answer an open one; null if only the page answers it.</summary>
    public static AnswerQuestion? FindQuestion(OpenQuestion question) =>
        question.Race is { } race ? new AnswerQuestion(AnswerQuestionKind.Start, race.Date.DayNumber)
        : question.Activity is { } activity
        && IsAboutRace(activity)
        && long.TryParse(activity.Activity.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id <= AnswerQuestion.MaxArgument
            ? new AnswerQuestion(AnswerQuestionKind.Race, id)
        : null;

    /// <summary>The question without a way to answer.</summary>
    private string AskOnly(OpenQuestion question)
    {
        if (question.Race is { } race)
        {
            return Texts.AskStarted(UntrustedText.Sanitize(race.Name), language.LongDate(race.Date));
        }

        var activity = question.Activity!;
        var day = language.LongDate(DateOnly.FromDateTime(activity.Activity.Start.DateTime));
        var time = language.Duration(Sentences.RoundMinutes(activity));
        return IsAboutRace(activity) ? Texts.AskRace(day, time, UntrustedText.Sanitize(activity.Activity.Name))
            : activity.Labels[0] == Label.Hard ? Texts.AskHard(day, time)
            : Texts.AskLongRun(day, time);
    }

    /// <summary>Asks with the links of a question on the page, else in the athlete's other way.</summary>
    private MailQuestion Ask(string text, AnswerQuestion question, Func<string> answerWithoutPage)
    {
        if (content.PageAddresses is not { } addresses)
        {
            return new MailQuestion(text, Sentences.Join(text, answerWithoutPage()), []);
        }

        return new MailQuestion(
            text,
            Sentences.Join(text, Texts.ByPage(addresses.GetAnswer(question.All))),
            [
                .. question.Choices.Select(choice => new PageLink(
                    Texts.Choice(choice.Action),
                    addresses.GetAnswer(choice)
                )),
            ]
        );
    }

    private string Answer(IReadOnlyList<string> hashtags, IReadOnlyList<string> commands) =>
        content.AnswerMethod switch
        {
            AnswerMethod.Page => "",
            AnswerMethod.Hashtag => Texts.ByHashtag(List(hashtags)),
            _ => AnswerByCommand(commands),
        };

    private string AnswerByCommand(IReadOnlyList<string> commands) => Texts.ByCommand($"{Program} {List(commands)}");

    /// <summary>Joins alternatives: "#race or #easy".</summary>
    private string List(IReadOnlyList<string> alternatives) =>
        alternatives.Count == 1
            ? alternatives[0]
            : $"{string.Join(", ", alternatives.SkipLast(1))} {Texts.Or} {alternatives[^1]}";

    private static string FormatDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
