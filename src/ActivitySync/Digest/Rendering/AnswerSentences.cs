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
    private const double MetersPerKilometer = 1000;

    /// <summary>What a shell doesn't read as text within double quotes.</summary>
    private const string SpecialInShell = "\"\\$`!";

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

        if (MovedSlot is { } moved)
        {
            return AskMoved(moved);
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
                ? Ask(AskOnly(open), question, () => AnswerOpen(open))
                : new MailQuestion(AskOnly(open), Sentences.Join(AskOnly(open), AnswerOpen(open)), []);
        }

        // On the page a sore spot is told and ended with the links of any news.
        return content.IsAboutPain && content.AnswerMethod != AnswerMethod.Page
            ? new MailQuestion(Texts.AskGone, Sentences.Join(Texts.AskGone, EndSoreSpot()), [])
            : Ask(Texts.AskAnything, new AnswerQuestion(AnswerQuestionKind.News), () =>
                Answer(
                    Texts.ByNewsHashtag,
                    $"log massage today {EnumText.Format(content.Plan.Massage?.Kind ?? MassageKind.Swedish)}",
                    ReportPainCommand
                )
            );
    }

    /// <summary>
    /// The booked massage that the first lines ask to move; null without one, and on the page if it has no button to
    /// book another day.
    /// </summary>
    private Massage? MovedSlot =>
        content is { IsBooked: false, IsAboutPain: false, Plan.Facts.SlotsToMove: [var slot, ..] }
        && (
            content.Plan.Massage is not null
                ? content.LeadingRaceMail is null or { Stage: RaceMailStage.Plan or RaceMailStage.After }
                : content is { PageAddresses: null, LeadingRaceMail: null, FinishedRace: null }
        )
            ? slot
            : null;

    /// <summary>
    /// Asks whether a booked massage was moved. Until the athlete says so, the old day stays. The page's own button
    /// replaces it.
    /// </summary>
    private MailQuestion AskMoved(Massage slot)
    {
        if (content.PageAddresses is { } addresses)
        {
            return AskOnPage(Texts.AskMoved, addresses);
        }

        var date = content.Plan.Massage is { } massage ? FormatDate(massage.From) : "YYYY-MM-DD";
        var kind = EnumText.Format(content.Plan.Massage?.Kind ?? slot.Kind);
        var remove = content.Slots.FirstOrDefault(stored => stored.Value == slot) is { } found
            ? $"slot remove s{found.Id}"
            : "slot list";
        return new MailQuestion(
            Texts.AskMoved,
            Sentences.Join(Texts.AskMoved, ListCommands(Texts.ByExactCommand, remove, $"slot add {date} {kind}")),
            []
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
            || MovedSlot is not null
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
            : Sentences.Join(AskOnly(question), AnswerOpen(question));

    private string AnswerOpen(OpenQuestion question)
    {
        if (question.Activity is not { } activity)
        {
            return Sentences.Join(Texts.IfStarted, RemoveRaceIfNotStarted(question.Race!.Date));
        }

        var (label, tag) =
            IsAboutRace(activity) ? ("race", "#race")
            : activity.Labels[0] == Label.Hard ? ("hard", "#hard")
            : ("long-run", "#long");
        var id = UntrustedText.Sanitize(activity.Activity.Id);
        return content.AnswerMethod == AnswerMethod.Hashtag && question.IsTitleRead
            ? Texts.ByHashtagInIt(List([tag, "#easy"]))
            : ListCommands(Texts.Yes, $"label {id} {label}") + ListCommands(Texts.No, $"label {id} easy");
    }

    /// <summary>Asks whether a race is right.</summary>
    public MailQuestion AskRaceDate(RecoveryEvent race) =>
        content.PageAddresses is { } addresses
            ? AskOnPage(Texts.AskRaceDate, addresses)
            : new MailQuestion(Texts.AskRaceDate, Sentences.Join(Texts.AskRaceDate, ChangeRace(race.Date)), []);

    /// <summary>Answers the race mail whose first lines ask whether a race was started.</summary>
    public MailQuestion AskStart(DateOnly date) =>
        content.PageAddresses is null
            ? new MailQuestion("", RemoveRaceIfNotStarted(date), [])
            : Ask(Texts.AskForAnswer, new AnswerQuestion(AnswerQuestionKind.Start, date.DayNumber), () => "");

    private string RemoveRaceIfNotStarted(DateOnly date) =>
        FindOwnRace(date) is { } race
            ? ListCommands(Texts.IfNotStarted, FormatRemoveRace(race))
            : Texts.IfNotStartedInCalendar;

    /// <summary>A race with a new date would be a second one, so the first is removed.</summary>
    private string ChangeRace(DateOnly date)
    {
        if (FindOwnRace(date) is not { } race)
        {
            return Texts.InRaceCalendar;
        }

        var distance = race.Value.DistanceMeters is { } meters
            ? string.Create(CultureInfo.InvariantCulture, $" --distance {meters / MetersPerKilometer:0.###}")
            : "";
        return ListCommands(Texts.RemoveRace, FormatRemoveRace(race))
            + ListCommands(
                Texts.AddRaceAgain,
                $"race add {FormatDate(date)} {Quote(UntrustedText.Sanitize(race.Value.Name))}{distance}"
            );
    }

    private StoredEntry<CalendarRace>? FindOwnRace(DateOnly date) =>
        content.OwnRaces.FirstOrDefault(race => race.Value.Date == date);

    private static string FormatRemoveRace(StoredEntry<CalendarRace> race) => $"race remove r{race.Id}";

    /// <summary>Answers the mail about a pain with a red flag. An illness and a condition have no answer.</summary>
    public MailQuestion AskMedical() =>
        content.PageAddresses is not null && content.Plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true
            ? Ask("", new AnswerQuestion(AnswerQuestionKind.Medical), () => "")
            : MailQuestion.None;

    /// <summary>
    /// How the silence after a red flag ends. A hashtag may not end a sign that a command reported, and an athlete who
    /// should not run has no next title.
    /// </summary>
    public string EndRedFlag() =>
        content.PageAddresses is not null
            ? language.Medical.PainEnds
            : ListCommands(language.Medical.PainEndsByCommand, ListPainGoneCommands());

    /// <summary>
    /// How a sore spot ends. A hashtag needs a later day than the pain (<see cref="PainEnd"/>), and an area that a
    /// hashtag can name.
    /// </summary>
    private string EndSoreSpot() =>
        content.AnswerMethod == AnswerMethod.Hashtag
        && content.ReportedPains is [var pain]
        && pain.Date < content.Today
        && SoreArea.Split(pain.Area) is (_, var area)
            ? Texts.ByHashtagInNext($"#pain-{area.Replace(' ', '-')}-gone")
            : ListCommands(Texts.ByExactCommand, ListPainGoneCommands());

    /// <summary>Each area is ended by its own command; one without a name is ended where all are listed.</summary>
    private IEnumerable<string> ListPainGoneCommands()
    {
        string[] areas =
        [
            .. content
                .ReportedPains.Select(pain => UntrustedText.Sanitize(pain.Area))
                .Where(area => area.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return areas.Length > 0 ? areas.Select(area => $"log pain-gone {Quote(area)}") : ["log list"];
    }

    /// <summary>How to say that an illness lasts longer; a link follows on the page.</summary>
    public string TellStillIll(string kind)
    {
        if (content.PageAddresses is not null)
        {
            return language.Medical.StillIllOnPage;
        }

        var known =
            kind.Length == 0 ? "ill"
            : kind.All(char.IsAsciiLetter) ? kind
            : Quote(kind);
        return ListCommands(language.Medical.StillIll, $"log illness {known}");
    }

    /// <summary>The commands of the welcome; none with a page.</summary>
    public IEnumerable<string> ListFirstCommands()
    {
        var race = content.Today.AddMonths(MonthsToExampleRace);
        return content.AnswerMethod == AnswerMethod.Page
            ? []
            :
            [
                .. content.SourcesToConnect.Count > 0
                    ?
                    [
                        ListCommands(
                            language.Decisions.WelcomeConnect,
                            content.SourcesToConnect.Select(source => $"connect {source.Text}")
                        ),
                    ]
                    : Array.Empty<string>(),
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

    /// <summary>Asks what the athlete answers on the page of the week.</summary>
    private MailQuestion AskOnPage(string text, PageAddresses addresses) =>
        new(text, Sentences.Join(text, Texts.ByPage(addresses.Week)), [new PageLink(Texts.OnPage, addresses.Week)]);

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

    /// <summary>Leaves out what ends an argument early, or what a shell would run.</summary>
    private static string Quote(string text) =>
        $"\"{string.Concat(text.Where(letter => !SpecialInShell.Contains(letter)))}\"";

    /// <summary>Joins alternatives: "#race or #easy".</summary>
    private string List(IReadOnlyList<string> alternatives) =>
        alternatives.Count == 1
            ? alternatives[0]
            : $"{string.Join(", ", alternatives.SkipLast(1))} {Texts.Or} {alternatives[^1]}";

    private static string FormatDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
