using System.Text.RegularExpressions;
using ActivitySync.Advice;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Tests.Digest.Localization;
using ActivitySync.Tests.Recovery;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Digest;

/// <summary>
/// Properties of the texts over random timelines: no sentence contradicts another, and every email keeps the rules of
/// digest-copy.md. Every timeline is worded as a digest and as each of its race emails, in every language.
/// </summary>
public sealed partial class ContradictionTests
{
    private const int MaxWords = 230;

    private static readonly long Timelines = TestScale.Choose(120, 10_000);

    private static readonly (Language Language, PageAddresses? Addresses)[] Ways =
    [
        .. Languages.All.Select(language => (language, (PageAddresses?)null)),
        .. Languages.All.Select(language => (language, (PageAddresses?)DigestFixture.Page)),
    ];

    private static readonly string[] BookingWords = ["Book ", "Buch dir "];

    [Fact]
    public void No_sentence_contradicts_another()
    {
        var (mails, longest, shortestFull) = (0, 0, int.MaxValue);
        RandomTimelines.Sample(Timelines, timeline =>
        {
            var advice = GeneratedMailFixture.Planned(timeline);
            foreach (var page in Compose(advice))
            {
                Interlocked.Increment(ref mails);
                InterlockedMax(ref longest, MailLengthLimit.CountWords(page.Page));
                if (page.IsFull)
                {
                    InterlockedMin(ref shortestFull, MailLengthLimit.CountWords(page.Page));
                }

                Check(page);
            }
        });
        TestScale.WriteLine(
            $"{Timelines} timelines, {mails} emails, longest {longest}, shortest full {shortestFull} words"
        );
    }

    private static void Check(Worded mail)
    {
        var (page, content, language) = mail;
        string[] texts =
        [
            page.Decision,
            page.Lead,
            page.Answer,
            .. page.Blocks.SelectMany(block =>
                new[] { block.Heading }.Concat(block.Sentences).Concat(block.Items).Concat(block.Notes)
            ),
            page.Encouragement,
            page.Safety,
        ];
        var all = string.Join(" ", texts.Where(text => text.Length > 0));
        var massage = content.Plan.Massage;

        // Length and form.
        Assert.True(MailLengthLimit.CountWords(page) <= MaxWords, $"{MailLengthLimit.CountWords(page)} words: {all}");
        Assert.True(
            MailLengthLimit.CountWords(page.Decision) + MailLengthLimit.CountWords(page.Lead) <= Decision.MaxWords,
            $"{page.Decision} {page.Lead}"
        );
        Assert.True(page.Subject.Length <= 50, page.Subject);
        Assert.True(all.Count(letter => letter == ';') <= 1, all);
        Assert.DoesNotContain("  ", all, StringComparison.Ordinal);
        Assert.DoesNotContain(MailTextTests.Banned, word => all.Contains(word, StringComparison.OrdinalIgnoreCase));

        // What is booked in one sentence is booked in all.
        var books = texts
            .Where(text => BookingWords.Any(word => text.Contains(word, StringComparison.Ordinal)))
            .ToList();
        if (massage is null || content.IsBooked)
        {
            Assert.True(books.Count == 0, string.Join(" | ", books));
        }
        else if (!content.IsRaceMail)
        {
            Assert.Contains(
                language.Days(massage.From, massage.To),
                $"{page.Decision} {page.Lead}",
                StringComparison.Ordinal
            );
        }

        // Only the chosen kind is recommended.
        foreach (
            var kind in Enum.GetValues<MassageKind>().Where(kind => kind != MassageKind.Other && kind != massage?.Kind)
        )
        {
            Assert.DoesNotContain($"{BookingWords[0]}{language.KindInSentence(kind)}", all, StringComparison.Ordinal);
            Assert.DoesNotContain(language.KindExplained(kind), all, StringComparison.Ordinal);
        }

        if (massage?.Kind != MassageKind.DeepTissue)
        {
            Assert.DoesNotContain(language.Reasons.HardBlock, all, StringComparison.Ordinal);
            Assert.DoesNotContain(language.Reasons.SecondEasyDay, all, StringComparison.Ordinal);
        }

        // A budget is not told to save and to spend.
        if (massage is not null)
        {
            Assert.DoesNotContain(language.Decisions.BudgetNone, all, StringComparison.Ordinal);
            Assert.DoesNotContain(language.Decisions.BudgetSave, all, StringComparison.Ordinal);
            Assert.DoesNotContain(language.Subjects.NothingToBook, page.Subject, StringComparison.Ordinal);
        }

        // A day to avoid is not suggested.
        if (content.DayToAvoid is { } avoid && massage is not null)
        {
            Assert.False(avoid.Date >= massage.From && avoid.Date <= massage.To);
        }

        // A guess is a guess in every sentence, and brings its question.
        var guesses = content.Week.Select(entry => entry.Lead).Append(content.MainActivity).OfType<TaggedActivity>();
        foreach (var guess in guesses.Where(DigestContent.IsGuess).DistinctBy(activity => activity.Activity.Id))
        {
            var certain = DecisionSentences.Describe(guess, content) with { IsGuess = false };
            var hasCertainTwin = content.Plan.Activities.Any(other =>
                other.Labels.Count > 0
                && !DigestContent.IsGuess(other)
                && DecisionSentences.Describe(other, content) == certain
            );
            Assert.True(hasCertainTwin || !all.Contains(language.Event(certain), StringComparison.Ordinal), all);
        }

        // A few days are waited only if the first suggested day is some days after the race.
        if (all.Contains(language.Reasons.RacePost, StringComparison.Ordinal))
        {
            Assert.True(massage!.From.DayNumber - content.Plan.Facts.LastRace!.Date.DayNumber >= 3, all);
        }

        // Minutes are praised only where the mail shows a week with more than usual.
        if (language.Closing.BigWeek.Any(line => page.Encouragement == line(content.WeekMinutes)))
        {
            Assert.True(content.MinutesAboveUsual > 0, all);
            Assert.Contains(language.Duration(content.WeekMinutes), all, StringComparison.Ordinal);
        }

        // Without a massage nothing argues for one.
        if (massage is null)
        {
            Assert.DoesNotContain(page.Blocks, block => block.Heading == language.Reasons.HeadingNow);
            Assert.DoesNotContain(language.Reasons.MayEase, all, StringComparison.Ordinal);
        }

        // Tonight adds up.
        if (content.Plan.SelfMassage is { } tonight && content.Tone == DigestTone.Full)
        {
            var seconds = tonight.Steps.Sum(step => step.Seconds * step.Sets * 2);
            var block = page.Blocks.Single(one => one.IsNumbered);
            Assert.Equal(language.Tonight.Heading(seconds), block.Heading);
            Assert.Equal(
                seconds,
                block.Items.Sum(item =>
                    2 * int.Parse(Seconds().Match(item).Value, System.Globalization.CultureInfo.InvariantCulture)
                )
            );
            Assert.InRange(seconds, 1, 300);
        }

        // Without a self-massage nothing promises one, and where it hurts nobody rolls.
        if (content.Plan.SelfMassage is null)
        {
            Assert.DoesNotContain(page.Blocks, block => block.IsNumbered);
            Assert.DoesNotMatch("few minutes|paar Minuten", $"{page.Preheader} {all}");
        }

        if (content.Plan.Facts.ActivePains.Any(pain => pain.Area == "somewhere"))
        {
            Assert.Null(content.Plan.SelfMassage);
        }

        if (content.Plan.Facts.ActivePains.Any(pain => pain.Area is "Wade" or "left calf"))
        {
            Assert.DoesNotContain(content.Plan.SelfMassage?.Steps ?? [], step => step.Area == BodyArea.Calves);
        }

        // With a medical level there is nothing else.
        if (content.Tone == DigestTone.Medical)
        {
            Assert.Single(page.Blocks);
            Assert.Equal("", page.Safety);
            Assert.Equal(page.AnswerLinks.Count > 0, page.Answer.Length > 0);
            if (content.Plan.Medical!.Level != MedicalLevel.Postpone)
            {
                // Only the question to a doctor names what waits.
                Assert.DoesNotMatch(
                    "(?i)massage|roll",
                    all.Replace(language.Medical.ConditionAction, "", StringComparison.Ordinal)
                );
            }
        }

        // Links or another way to answer, never both.
        if (content.AnswerMethod == AnswerMethod.Page)
        {
            CheckLinks(page, content, all);
        }
        else
        {
            Assert.Empty(page.AnswerLinks);
            Assert.DoesNotContain("://", all, StringComparison.Ordinal);
        }

        // No date has passed where something is to do.
        if (massage is not null)
        {
            Assert.True(massage.From >= content.Today);
        }
    }

    /// <summary>At most four answers, one address in the text, and no command or hashtag.</summary>
    private static void CheckLinks(DigestPage page, DigestContent content, string all)
    {
        const string answers = "https://runs.example.org/a/";
        Assert.InRange(page.AnswerLinks.Count, 0, AnswerQuestion.MaxChoices);
        Assert.Equal(page.AnswerLinks.Count, page.AnswerLinks.Select(link => link.Address).Distinct().Count());
        Assert.DoesNotMatch("activitysync|(^| )#[a-z]", all);
        Assert.InRange(all.Split(answers).Length - 1, 0, 1);
        Assert.Equal(
            page.AnswerLinks.Any(link => link.Address.StartsWith(answers, StringComparison.Ordinal)),
            page.Answer.Contains(answers, StringComparison.Ordinal)
        );
        if (content.Tone == DigestTone.Medical)
        {
            Assert.All(page.AnswerLinks, link =>
                Assert.Matches(
                    $"^{answers}({(int)AnswerAction.PainGone}|{(int)AnswerAction.SawSomeone})\\.0$",
                    link.Address
                )
            );
            Assert.Null(page.PauseLink);
        }
    }

    /// <summary>Words a timeline as every email that it can become.</summary>
    private static IEnumerable<Worded> Compose(AdviceResult advice)
    {
        foreach (var (language, addresses) in Ways)
        {
            var order = GeneratedMailFixture.OrderFor(advice, DigestFixture.Anna with { Language = language.Tag }) with
            {
                PageAddresses = addresses,
            };
            yield return Word(advice, order, language);
            foreach (var race in RaceMailSelector.Select(advice, RuleParameters.Default))
            {
                yield return Word(advice, order with { Kind = MailKind.Race, Period = race.Period }, language);
            }
        }
    }

    private static Worded Word(AdviceResult advice, MailRequest order, Language language)
    {
        var content = DigestContentBuilder.Build(advice, order, RuleParameters.Default);
        var page = PageComposer.Compose(
            content,
            language,
            DigestFixture.Settings,
            MailAddresses.Create(DigestFixture.Settings, order.Athlete)
        );
        return new Worded(page, content, language);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    private static void InterlockedMin(ref int target, int value)
    {
        for (var seen = target; value < seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    [GeneratedRegex(@"\d+(?= (seconds|Sekunden))")]
    private static partial Regex Seconds();

    private sealed record Worded(DigestPage Page, DigestContent Content, Language Language)
    {
        public bool IsFull => Content is { Tone: DigestTone.Full, IsRaceMail: false };
    }
}
