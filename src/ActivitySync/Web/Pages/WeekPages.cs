using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>This week's suggestion, and its answers.</summary>
internal static class WeekPages
{
    public const string Path = "/week";

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
                    Notes = isMedical ? [] : [.. DescribePause(page), .. SettingsPages.DescribeDeletion(page)],
                    Answers = [.. ChooseAnswers(content, page)],
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

    /// <summary>The answers to the decision, the main one first.</summary>
    private static IEnumerable<AnswerButton> ChooseAnswers(DigestContent content, PageContext page)
    {
        if (content.Tone == DigestTone.Medical)
        {
            return content.Plan.Medical!.Reasons.Contains(ReasonCode.RedFlag)
                ? CreateButtons(new AnswerQuestion(AnswerQuestionKind.Medical), page)
                : [];
        }

        if (content.Plan.Massage is { } massage && !content.IsBooked)
        {
            var days = AnswerDays.ToArgument(massage.Kind, massage.From, massage.To);
            return CreateButtons(new AnswerQuestion(AnswerQuestionKind.Massage, days), page);
        }

        var news = CreateButtons(new AnswerQuestion(AnswerQuestionKind.News), page);
        return content.IsBooked
            ? news.Append(new AnswerButton(AnswerPages.Cancel, page.Texts.Week.RemoveBooking))
            : news;
    }

    private static IEnumerable<AnswerButton> CreateButtons(AnswerQuestion question, PageContext page) =>
        question.Choices.Select(choice => new AnswerButton(
            FormatChoice(choice),
            page.Language.Answers.Choice(choice.Action)
        ));

    /// <summary>The value of a button: <c>was-race.42</c>.</summary>
    private static string FormatChoice(AnswerChoice choice) =>
        string.Create(CultureInfo.InvariantCulture, $"{EnumText.Format(choice.Action)}.{choice.Argument}");

    /// <summary>Parses the value of a button; null if it is none.</summary>
    public static AnswerChoice? ParseChoice(string value) =>
        value.Split('.') is [var action, var argument]
        && EnumText.TryParse<AnswerAction>(action, out var parsed)
        && FormFields.ParseNumber(argument) is { } number
            ? new AnswerChoice(parsed, number)
            : null;

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
        var texts = page.Texts.Week;
        var answers = new AnswerSentences(content, page.Language);
        if (content.InjuryToAskAbout is not null)
        {
            yield return new WeekQuestion(
                texts.OneQuestion,
                answers.AskInjury(),
                [.. CreateButtons(new AnswerQuestion(AnswerQuestionKind.Injury), page)]
            );
        }

        if (content.MassageToAskAbout is { } date)
        {
            yield return new WeekQuestion(
                texts.LastWeek,
                page.Language.Answers.AskFeeling(Sentences.FormatPastDay(date, content, page.Language)),
                [.. CreateButtons(new AnswerQuestion(AnswerQuestionKind.Feeling, date.DayNumber), page)]
            );
        }

        if (content.SuggestionToAskAbout is { } window)
        {
            var days = AnswerDays.ToArgument(window.Kind, window.From, window.To);
            yield return new WeekQuestion(
                texts.LastWeek,
                page.Language.Answers.AskSuggestion(page.Language.Days(window.From, window.To)),
                [.. CreateButtons(new AnswerQuestion(AnswerQuestionKind.Suggestion, days), page)]
            );
        }

        foreach (var question in content.Questions)
        {
            if (AnswerSentences.FindQuestion(question) is { } answer)
            {
                yield return new WeekQuestion(
                    texts.OneQuestion,
                    answers.Ask(question),
                    [.. CreateButtons(answer, page)]
                );
            }
        }
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
                    More = new LinkedText(texts.HowToRoll, $"/{language.Tonight.GuidePath}"),
                },
            ],
            _ =>
            [
                Convert(WeekSentences.CreateBlock(content, language)),
                Convert(TonightSentences.CreateBlock(content, language)) with
                {
                    More = new LinkedText(texts.HowToRoll, $"/{language.Tonight.GuidePath}"),
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
