using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>This week's suggestion, and its answers.</summary>
internal static class WeekPages
{
    public const string Path = "/week";

    /// <summary>The path of the guide to self-massage, for everybody.</summary>
    public const string GuidePath = "/self-massage";

    public static void Map(PageRoutes routes) => routes.Get(Path, page => Render(page, errors: []));

    /// <summary>Renders the page.</summary>
    /// <param name="page">The request.</param>
    /// <param name="errors">What was wrong with an answer.</param>
    public static IResult Render(PageContext page, IReadOnlyList<FormError> errors)
    {
        // Questions have buttons of their own, and entries lead to the page of their activity.
        var read = page.GetService<WeekReader>().Read(page.Athlete);
        var content = read with { Questions = [], Links = LinkEntries(read) };
        var decision = DecisionSentences.Create(content, page.Language);
        var isMedical = content.Tone == DigestTone.Medical;
        return PageResult.View(
            Views.Week.Create(
                new WeekPage
                {
                    Frame = page.CreateFrame(page.Texts.Common.Tab(PageTab.Week), PageTab.Week, errors),
                    IsMedical = isMedical,
                    Headline = decision.Headline,
                    Lead = decision.Lead,
                    Notes = isMedical ? [] : [.. DescribePause(page)],
                    Answers = [.. ChooseAnswers(content, page.Texts.Week)],
                    Days = [.. ListDays(content, page)],
                    Questions = [.. AskQuestions(read, page)],
                    Cards = [.. CreateCards(content, decision, page)],
                }
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
    }

    private static Dictionary<string, SourceLink> LinkEntries(DigestContent content) =>
        content
            .Week.Select(entry => entry.Lead.Activity.Id)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(id => id, id => new SourceLink("", ActivityPages.GetPath(id)), StringComparer.Ordinal);

    private static IEnumerable<AnswerButton> ChooseAnswers(DigestContent content, WeekPageTexts texts)
    {
        if (content.Tone == DigestTone.Medical)
        {
            if (content.Plan.Medical!.Reasons.Contains(ReasonCode.RedFlag))
            {
                yield return new AnswerButton(Answers.PainGone, texts.PainGone);
            }

            yield return new AnswerButton(Answers.SawSomeone, texts.SawSomeone);
            yield break;
        }

        if (content.IsBooked)
        {
            yield return new AnswerButton(Answers.HadMassage, texts.HadMassage);
            yield return new AnswerButton(Answers.Hurts, texts.Hurts);
            yield return new AnswerButton(Answers.RemoveBooking, texts.RemoveBooking);
            yield break;
        }

        if (content.Plan.Massage is not null)
        {
            yield return new AnswerButton(Answers.Booked, texts.Booked);
        }

        yield return new AnswerButton(Answers.HadMassage, texts.HadMassage);
        yield return new AnswerButton(Answers.Hurts, texts.Hurts);
        if (content.Plan.Massage is not null)
        {
            yield return new AnswerButton(Answers.NotThisWeek, texts.NotThisWeek);
        }
    }

    /// <summary>The days on which the suggested massage can be; none if there is no choice.</summary>
    private static IEnumerable<DayOption> ListDays(DigestContent content, PageContext page)
    {
        if (content.IsBooked || content.Plan.Massage is not { } massage || massage.From == massage.To)
        {
            yield break;
        }

        for (var day = massage.From; day <= massage.To; day = day.AddDays(1))
        {
            yield return new DayOption(day.ToColumn(), page.Language.LongDate(day));
        }
    }

    private static IEnumerable<WeekQuestion> AskQuestions(DigestContent content, PageContext page)
    {
        var (texts, answers) = (page.Texts.Week, page.Language.Answers);
        if (content.MassageToAskAbout is { } date)
        {
            yield return new WeekQuestion(
                texts.LastWeek,
                answers.AskFeeling(Sentences.FormatPastDay(date, content, page.Language)),
                date.ToColumn(),
                [
                    new AnswerButton(Answers.Better, texts.Better),
                    new AnswerButton(Answers.Same, texts.Same),
                    new AnswerButton(Answers.Worse, texts.Worse),
                ]
            );
        }

        if (content.SuggestionToAskAbout is { } window)
        {
            yield return new WeekQuestion(
                texts.LastWeek,
                answers.AskSuggestion(page.Language.Days(window.From, window.To)),
                window.From.ToColumn(),
                [new AnswerButton(Answers.HadSuggested, texts.Yes), new AnswerButton(Answers.DidNotHave, texts.No)]
            );
        }

        foreach (var question in content.Questions)
        {
            yield return Ask(question, page);
        }
    }

    private static WeekQuestion Ask(OpenQuestion question, PageContext page)
    {
        var (texts, answers, language) = (page.Texts.Week, page.Language.Answers, page.Language);
        if (question.Race is { } race)
        {
            return new WeekQuestion(
                texts.OneQuestion,
                answers.AskStarted(UntrustedText.Sanitize(race.Name), language.LongDate(race.Date)),
                race.Date.ToColumn(),
                [new AnswerButton(Answers.Ran, texts.Ran), new AnswerButton(Answers.DidNotStart, texts.DidNotStart)]
            );
        }

        var activity = question.Activity!;
        return new WeekQuestion(
            texts.OneQuestion,
            answers.AskRace(
                language.LongDate(DateOnly.FromDateTime(activity.Activity.Start.DateTime)),
                language.Duration(Sentences.RoundMinutes(activity)),
                UntrustedText.Sanitize(activity.Activity.Name)
            ),
            activity.Activity.Id,
            [new AnswerButton(Answers.WasRace, texts.WasRace), new AnswerButton(Answers.JustRun, texts.JustRun)]
        );
    }

    private static IEnumerable<WeekCard> CreateCards(DigestContent content, Decision decision, PageContext page)
    {
        var (language, texts) = (page.Language, page.Texts.Week);
        IEnumerable<WeekCard> cards = content.Tone switch
        {
            DigestTone.Medical => [Convert(MedicalSentences.CreateBlock(content, language))],
            DigestTone.Welcome =>
            [
                Convert(new PageBlock(language.Decisions.WelcomeHeading, [], language.Decisions.WelcomeItems, [])) with
                {
                    IsWide = true,
                },
            ],
            DigestTone.Quiet =>
            [
                Convert(WeekSentences.CreateQuietBlock(content, language)) with
                {
                    IsWide = true,
                },
                Convert(TonightSentences.CreateBlock(content, language)) with
                {
                    More = new LinkedText(texts.HowToRoll, GuidePath),
                },
            ],
            _ =>
            [
                Convert(WeekSentences.CreateBlock(content, language)),
                Convert(TonightSentences.CreateBlock(content, language)) with
                {
                    More = new LinkedText(texts.HowToRoll, GuidePath),
                },
                Convert(WhySentences.CreateBlock(content, decision, language)),
                Convert(AheadSentences.CreateBlock(content with { RaceMail = null }, language)) with
                {
                    More = new LinkedText(texts.AddRace, "/races"),
                },
            ],
        };
        return cards.Where(card => card.Sentences.Count + card.Items.Count + card.Notes.Count > 0);
    }

    private static WeekCard Convert(PageBlock block) =>
        new(
            block.Heading,
            block.Sentences,
            [.. block.Items.Select((item, i) => new LinkedText(item, block.ItemLinks.ElementAtOrDefault(i) ?? ""))],
            block.Notes
        )
        {
            IsNumbered = block.IsNumbered,
        };

    /// <summary>Says that emails are paused; empty if they are not.</summary>
    public static IEnumerable<string> DescribePause(PageContext page)
    {
        using var connection = page.Database.Open();
        var until = PauseRepository.FindEndDate(
            connection,
            AthleteRepository.GetIdForReading(connection, page.Athlete.Name)
        );
        if (until == PauseRepository.Indefinitely)
        {
            yield return page.Texts.Week.PausedIndefinitely;
        }
        else if (until is { } day && day >= page.Today)
        {
            yield return page.Texts.Week.Paused(page.Language.LongDate(day));
        }
    }
}

/// <summary>The values of the buttons that answer.</summary>
internal static class Answers
{
    public const string Booked = "booked";
    public const string HadMassage = "had";
    public const string Hurts = "hurts";
    public const string NotThisWeek = "not-this-week";
    public const string RemoveBooking = "canceled";
    public const string HadSuggested = "had-suggested";
    public const string DidNotHave = "did-not-have";
    public const string Better = "better";
    public const string Same = "same";
    public const string Worse = "worse";
    public const string WasRace = "race";
    public const string JustRun = "run";
    public const string Ran = "ran";
    public const string DidNotStart = "did-not-start";
    public const string PainGone = "pain-gone";
    public const string SawSomeone = "saw-someone";
}
