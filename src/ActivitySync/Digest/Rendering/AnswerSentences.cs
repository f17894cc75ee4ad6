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
    private const string RaceListCommand = "race list";

    /// <summary>An example, which the athlete changes.</summary>
    private const string ReportPainCommand = "log pain \"left calf\" 4";
    private const int MonthsToExampleRace = 4;

    private AnswerTexts Texts => language.Answers;

    /// <summary>The one question after the decision: the most specific that is open.</summary>
    public MailQuestion AskFirst()
    {
        if (content.InjuryToAskAbout is not null)
        {
            return Ask(AskInjury(), new AnswerQuestion(AnswerQuestionKind.Injury), () =>
                Answer(Texts.ByHashtag(List(["#pain", "#pain-calf"])), ReportPainCommand)
            );
        }

        if (content.MassageToAskAbout is { } date)
        {
            return Ask(
                Texts.AskFeeling(Sentences.FormatPastDay(date, content, language)),
                new AnswerQuestion(AnswerQuestionKind.Feeling, date.DayNumber),
                () => Answer(Texts.ByHashtag(List(["#feel-better", "#feel-same", "#feel-worse"])), "log feel better")
            );
        }

        if (content.SuggestionToAskAbout is { } window)
        {
            return Ask(
                Sentences.Join(
                    Texts.AskSuggestion(language.Days(window.From, window.To)),
                    content.SuggestedMassage is null ? "" : Texts.SkipIfHad
                ),
                new AnswerQuestion(
                    AnswerQuestionKind.Suggestion,
                    AnswerDays.ToArgument(window.Kind, window.From, window.To)
                ),
                () =>
                    Answer(
                        Texts.ByHashtag("#massage"),
                        $"log massage {FormatDate(window.From)} {EnumText.Format(window.Kind)}"
                    )
            );
        }

        // No hashtag books a massage.
        if (content.SuggestedMassage is { } massage && content.AnswerMethod != AnswerMethod.Hashtag)
        {
            var kind = EnumText.Format(massage.Kind);
            return Ask(
                Texts.AskBooked,
                new AnswerQuestion(
                    AnswerQuestionKind.Massage,
                    AnswerDays.ToArgument(massage.Kind, massage.From, massage.To)
                ),
                () =>
                    AnswerByCommand(
                        $"slot add {FormatDate(massage.From)} {kind}",
                        $"log massage today {kind}",
                        ReportPainCommand
                    )
            );
        }

        if (FindFirstOpenQuestion() is { } open)
        {
            return FindQuestion(open) is { } question
                ? Ask(AskOnly(open), question, () => AnswerOpen(open, Texts.ByCommand))
                : new MailQuestion(AskOnly(open), Sentences.Join(AskOnly(open), AnswerOpen(open, Texts.ByCommand)), []);
        }

        // On the page a sore spot is told and ended with the links of any news.
        return content.IsAboutPain && content.AnswerMethod != AnswerMethod.Page
            ? new MailQuestion(Texts.AskLooked, Sentences.Join(Texts.AskLooked, EndPain()), [])
            : Ask(Texts.AskAnything, new AnswerQuestion(AnswerQuestionKind.News), () =>
                Answer(Texts.ByNewsHashtag, "log massage today swedish", ReportPainCommand)
            );
    }

    /// <summary>
    /// Finds the open question that the mail asks first: only if nothing more important is asked, and on the page only
    /// if links answer it. It isn't asked again below.
    /// </summary>
    public OpenQuestion? FindFirstOpenQuestion()
    {
        if (
            content
            is not {
                IsRaceMail: false,
                InjuryToAskAbout: null,
                MassageToAskAbout: null,
                SuggestionToAskAbout: null,
                SuggestedMassage: null,
                IsAboutPain: false,
                Tone: DigestTone.Full or DigestTone.Quiet,
            }
        )
        {
            return null;
        }

        return content.LeadingRaceMail is { Stage: RaceMailStage.After } asked
            ? content.Questions.FirstOrDefault(question => question.Race?.Date == asked.Race.Date)
            : content.Questions.FirstOrDefault(question =>
                content.PageAddresses is null || FindQuestion(question) is not null
            );
    }

    /// <summary>Asks whether something hurts, because a source says so; empty if none does.</summary>
    public string AskInjury() =>
        content.InjuryToAskAbout is var (source, day)
            ? Texts.AskInjury(source.DisplayName, language.LongDate(day))
            : "";

    /// <summary>Asks about an activity, or about a race without a recording.</summary>
    public string Ask(OpenQuestion question) =>
        content.AnswerMethod == AnswerMethod.Page
            ? AskOnly(question) // the block has a link to the page
            : Sentences.Join(AskOnly(question), AnswerOpen(question, ""));

    /// <param name="question">The question.</param>
    /// <param name="lead">Leads to commands; empty below the first question, whose answer said it.</param>
    private string AnswerOpen(OpenQuestion question, string lead)
    {
        if (question.Activity is not { } activity)
        {
            return Sentences.Join(Texts.IfStarted, ListCommands(Texts.IfNotStarted, RaceListCommand));
        }

        var (label, tag) =
            IsAboutRace(activity) ? ("race", "#race")
            : activity.Labels[0] == Label.Hard ? ("hard", "#hard")
            : ("long-run", "#long");
        var id = UntrustedText.Sanitize(activity.Activity.Id);
        return content.AnswerMethod == AnswerMethod.Hashtag && question.IsTitleRead
            ? Texts.ByHashtagInIt(List([tag, "#easy"]))
            : ListCommands(lead, $"label {id} {label}", $"label {id} easy");
    }

    /// <summary>Asks whether a race is right.</summary>
    public MailQuestion AskRaceDate()
    {
        if (content.PageAddresses is not { } addresses)
        {
            var answer = Sentences.Join(Texts.AskRaceDate, ListCommands(Texts.ByRaceList, RaceListCommand));
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
            ? new MailQuestion("", ListCommands(Texts.IfNotStarted, RaceListCommand), [])
            : Ask(Texts.AskForAnswer, new AnswerQuestion(AnswerQuestionKind.Start, date.DayNumber), () => "");

    /// <summary>Answers the mail about a pain with a red flag. An illness and a condition have no answer.</summary>
    public MailQuestion AskMedical() =>
        content.PageAddresses is not null && content.Plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true
            ? Ask("", new AnswerQuestion(AnswerQuestionKind.Medical), () => "")
            : MailQuestion.None;

    /// <summary>How to say that a pain has ended; on the page a link says it.</summary>
    public string EndPain()
    {
        var area = content.ReportedPains is [var pain, ..] ? UntrustedText.Sanitize(pain.Area) : "";
        return Answer(Texts.ByHashtagInLatest("#pain-gone"), $"log pain-gone {Quote(area)}");
    }

    /// <summary>The commands of the welcome; none with a page.</summary>
    public IEnumerable<string> ListFirstCommands()
    {
        var race = content.Today.AddMonths(MonthsToExampleRace);
        return content.AnswerMethod == AnswerMethod.Page
            ? []
            :
            [
                ListCommands(
                    language.Decisions.WelcomeCommands,
                    "doctor",
                    $"race add {FormatDate(race)} \"City Marathon\" --distance 42.195",
                    "log massage yesterday swedish"
                ),
            ];
    }

    /// <summary>Asks about misspelled hashtags, each with a suggestion.</summary>
    public IEnumerable<string> AskHashtags() =>
        content
            .HashtagDoubts.Take(content.Omits(DigestShortening.SecondQuestion) ? 1 : content.HashtagDoubts.Count)
            .Select(doubt => Texts.AskHashtag($"#{UntrustedText.Sanitize(doubt.Written)}", $"#{doubt.Suggested}"));

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

    private string Answer(string byHashtag, params IEnumerable<string> commands) =>
        content.AnswerMethod switch
        {
            AnswerMethod.Page => "",
            AnswerMethod.Hashtag => byHashtag,
            _ => AnswerByCommand(commands),
        };

    private string AnswerByCommand(params IEnumerable<string> commands) => ListCommands(Texts.ByCommand, commands);

    /// <summary>Each command is complete, and on a line of its own; the text goes on in the next line.</summary>
    private static string ListCommands(string lead, params IEnumerable<string> commands) =>
        $"{lead}\n{string.Concat(commands.Select(command => $"{Program} {command}\n"))}";

    /// <summary>A quote or a backslash would end an argument early.</summary>
    private static string Quote(string area) =>
        $"\"{area.Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)}\"";

    /// <summary>Joins alternatives: "#race or #easy".</summary>
    private string List(IReadOnlyList<string> alternatives) =>
        alternatives.Count == 1
            ? alternatives[0]
            : $"{string.Join(", ", alternatives.SkipLast(1))} {Texts.Or} {alternatives[^1]}";

    private static string FormatDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
