using System.Net;
using System.Text.RegularExpressions;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>The links of the emails of an athlete with a page, as page.md 7 lists them.</summary>
public sealed partial class MailLinkTests
{
    private const string Answers = "https://runs.example.org/a/";

    /// <summary>The answers of each situation, in the order in which they are shown.</summary>
    private static readonly Dictionary<string, AnswerAction[]> Expected = new()
    {
        ["page-massage"] = [AnswerAction.Booked, AnswerAction.HadMassage, AnswerAction.Hurts, AnswerAction.NotThisWeek],
        ["page-nothing-to-ask"] = [AnswerAction.HadMassage, AnswerAction.Hurts],
        ["page-was-this-a-race"] = [AnswerAction.WasRace, AnswerAction.JustRun],
        ["page-did-it-help"] = [AnswerAction.Better, AnswerAction.Same, AnswerAction.Worse],
        ["page-did-you-have-it"] = [AnswerAction.HadSuggested, AnswerAction.DidNotHave],
        ["page-race-plan-nothing-to-book"] = [],
        ["page-race-after-without-a-recording"] = [AnswerAction.Ran, AnswerAction.DidNotStart],
        ["page-urgent"] = [AnswerAction.PainGone, AnswerAction.SawSomeone],
        ["page-ill"] = [],
    };

    public static TheoryData<string, string> Mails
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (
                var (name, language) in Expected.Keys.SelectMany(_ => Languages.All, (name, one) => (name, one.Tag))
            )
            {
                all.Add(name, language);
            }

            return all;
        }
    }

    [Fact]
    public void Every_situation_with_a_page_is_expected_here() =>
        Assert.Equal(
            Expected.Keys.Order(StringComparer.Ordinal),
            SituationFixture
                .Mails.Keys.Where(name => name.StartsWith("page-", StringComparison.Ordinal))
                .Select(name => name.Split('.')[0])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_email_has_the_links_of_its_question(string name, string language)
    {
        var mail = SituationFixture.Mails[$"{name}.{language}"];
        var texts = Languages.GetOrDefault(language).Answers;

        Assert.Equal(
            Expected[name].Select(action => (action, texts.Choice(action))),
            Buttons()
                .Matches(mail.Html)
                .Where(button => button.Groups["address"].Value.StartsWith(Answers, StringComparison.Ordinal))
                .Select(button =>
                    (GetAction(button.Groups["address"].Value), WebUtility.HtmlDecode(button.Groups["text"].Value))
                )
        );
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_text_part_has_one_address_that_shows_the_same_choice(string name, string language)
    {
        var found = AnswerAddress().Matches(SituationFixture.Mails[$"{name}.{language}"].Text);
        if (Expected[name].Length == 0)
        {
            Assert.Empty(found);
            return;
        }

        var address = Assert.Single(found);
        var question = AnswerQuestion.Find(
            new AnswerChoice(
                (AnswerAction)int.Parse(address.Groups["action"].Value, provider: null),
                long.Parse(address.Groups["argument"].Value, provider: null)
            )
        );
        Assert.Equal(Expected[name], question!.Value.Choices.Select(choice => choice.Action));
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_email_names_no_command_and_no_hashtag(string name, string language)
    {
        var text = SituationFixture.Mails[$"{name}.{language}"].Text;

        Assert.DoesNotMatch("activitysync|(^|\\s)#[a-z]", text);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Only_a_digest_without_a_medical_level_offers_a_pause(string name, string language)
    {
        var html = SituationFixture.Mails[$"{name}.{language}"].Html;
        var isExpected =
            !name.StartsWith("page-race-", StringComparison.Ordinal) && name is not ("page-urgent" or "page-ill");

        Assert.Equal(isExpected ? 1 : 0, Regex.Count(html, $"{Answers}{(int)AnswerAction.PauseWeek}\\."));
    }

    [Theory]
    [InlineData("en", "https://runs.example.org/self-massage")]
    [InlineData("de", "https://runs.example.org/self-massage.de")]
    public void Tonight_leads_to_the_guide_in_the_same_language(string language, string guide)
    {
        var mail = SituationFixture.Mails[$"page-massage.{language}"];

        Assert.Matches($"(?m)(^|\\s){Regex.Escape(guide)}$", mail.Text);
        Assert.Matches($"href=\"{Regex.Escape(guide)}#tennis-ball-arch\"", mail.Html);
    }

    [Fact]
    public void A_second_question_leads_to_the_page()
    {
        var mail = DigestFixture.Mail(
            GeneratedMailFixture.Planned(
                new ActivitySync.Tests.Recovery.TimelineBuilder()
                    .AddRun(-5, 30, 5)
                    .AddRun(-3, 40, 7)
                    .AddRun(-1, 95, 15)
                    .Timeline
            ),
            DigestFixture.Order with
            {
                PageAddresses = DigestFixture.Page,
                Today = new DateOnly(2026, 11, 23),
                WeekEnd = new DateOnly(2026, 11, 23),
            }
        );

        Assert.Contains("long run for you?", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Answer on your page: https://runs.example.org/week", mail.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://runs.example.org/week\"", mail.Html, StringComparison.Ordinal);
    }

    private static AnswerAction GetAction(string address) =>
        (AnswerAction)int.Parse(address[Answers.Length..].Split('.')[0], provider: null);

    [GeneratedRegex("""<a class="button" href="(?<address>[^"]*)"[^>]*>(?<text>[^<]*)</a>""")]
    private static partial Regex Buttons();

    [GeneratedRegex(@"https://runs\.example\.org/a/(?<action>\d+)\.(?<argument>\d+)")]
    private static partial Regex AnswerAddress();
}
