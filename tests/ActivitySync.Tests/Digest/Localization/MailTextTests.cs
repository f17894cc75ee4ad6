using System.Text.RegularExpressions;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Tests.Digest.Localization;

/// <summary>Rules that every mail follows.</summary>
public sealed partial class MailTextTests
{
    private const int MaxWords = 230;
    private const int MostSubject = 50;
    private const int MostHtmlBytes = 60 * 1024;

    /// <summary>Words that claim more than evidence supports, scold, or promise, in both languages.</summary>
    internal static readonly string[] Banned =
    [
        "toxin",
        "detox",
        "flush",
        "by-product",
        "byproduct",
        "lactic",
        "scar tissue",
        "adhesion",
        "release fascia",
        "fascia",
        "circulation",
        "oxygen",
        "prevent",
        "heal ",
        "heals",
        "healing",
        "cure",
        "guarantee",
        "proven",
        "faster recovery",
        "boost",
        "punish",
        "no excuse",
        "you should have",
        "litre",
        "liter",
        "diagnos",
        "gift",
        "entgift",
        "schlacke",
        "milchsäure",
        "narbengewebe",
        "verkleb",
        "faszie",
        "durchblutung",
        "sauerstoff",
        "verhinder",
        "vorbeug",
        "heilt",
        "heilung",
        "garantie",
        "bewiesen",
        "erwiesen",
        "schnellere erholung",
        "strafe",
        "ausrede",
        "hättest",
        "outing",
        "full answer",
        "volle antwort",
        "tl;dr",
        "tell us",
        "we think",
        "wir denken",
    ];

    /// <summary>Words of the system that no athlete says, banned as whole words.</summary>
    private static readonly string[] BannedWords =
    [
        "label",
        "labels",
        "window",
        "fenster",
        "us",
        "our",
        "spot",
        "spots",
    ];

    /// <summary>The first words of a decision; others congratulate, ask or greet.</summary>
    private static readonly string[] FirstWords =
    [
        "Book",
        "Keep",
        "Move",
        "Skip",
        "Rest",
        "See",
        "Call",
        "Check",
        "Train",
        "Ask",
        "Buch",
        "Lass",
        "Verschieb",
        "Bleib",
        "Spar",
        "Trainier",
        "Frag",
        "Ruh",
        "Geh",
        "Schau",
        "Ruf",
    ];

    private static readonly string[] Health =
    [
        "pain",
        "sore",
        "injur",
        "ill",
        "sick",
        "medical",
        "symptom",
        "swelling",
        "doctor",
        "physio",
        "clinician",
        "emergency",
        "help",
        "calf",
        "knee",
        "fever",
        "schmerz",
        "verletz",
        "krank",
        "ärzt",
        "arzt",
        "notfall",
        "hilfe",
        "wade",
        "fieber",
    ];

    [Fact]
    public void No_mail_is_longer_than_230_words_as_shown() =>
        Assert.All(AllMails(), one =>
            Assert.True(Shown(one.Mail) <= MaxWords, $"{one.Name}: {Shown(one.Mail)} words\n{one.Mail.Text}")
        );

    [Fact]
    public void A_full_digest_has_at_least_120_words_as_shown()
    {
        var full = SituationFixture.Mails.Where(one => IsFull(one.Value)).ToList();

        Assert.True(full.Count >= 30, $"only {full.Count}");
        Assert.All(full, one =>
            Assert.True(
                Shown(one.Value) is >= 120 and <= MaxWords,
                $"{one.Key}: {Shown(one.Value)} words\n{one.Value.Text}"
            )
        );
    }

    [Fact]
    public void A_mail_has_at_most_one_semicolon() =>
        Assert.All(AllMails(), one => Assert.True(one.Mail.Text.Count(letter => letter == ';') <= 1, one.Mail.Text));

    /// <summary>A digest with all blocks and a suggestion.</summary>
    private static bool IsFull(RenderedMail mail) =>
        mail.MessageId.StartsWith("<digest.", StringComparison.Ordinal)
        && Languages.All.Any(language =>
            new[] { language.Reasons.HeadingNow, language.Reasons.HeadingFits, language.Reasons.HeadingAside }.Any(
                heading => mail.Text.Contains($"\n{heading}\n", StringComparison.Ordinal)
            ) && mail.Text.Contains($"\n{language.Week.Heading("")}", StringComparison.Ordinal)
        );

    /// <summary>Counts the words above the footer.</summary>
    private static int Shown(RenderedMail mail)
    {
        var footer = Languages
            .All.Select(language =>
                mail.Text.IndexOf(language.Closing.Unsubscribe("", false)[..12], StringComparison.Ordinal)
            )
            .Max();
        return Words(footer < 0 ? mail.Text : mail.Text[..footer]);
    }

    private static IEnumerable<(string Name, RenderedMail Mail)> AllMails() =>
        GeneratedMailFixture.All.Concat(SituationFixture.Mails.Select(one => (one.Key, one.Value)));

    [Fact]
    public void Subjects_are_short_and_without_health_words() =>
        Assert.All(AllMails().Where(one => !one.Name.Contains("hostile", StringComparison.Ordinal)), one =>
        {
            Assert.InRange(one.Mail.Subject.Length, 1, MostSubject);
            Assert.DoesNotContain(Health, word =>
                Regex.IsMatch(one.Mail.Subject, $@"\b{word}", RegexOptions.IgnoreCase)
            );
        });

    [Fact]
    public void Every_subject_of_a_year_fits() =>
        Assert.All(
            from language in Languages.All
            from day in Enumerable.Range(0, 366)
            let date = new DateOnly(2028, 1, 1).AddDays(day)
            from length in Enumerable.Range(0, 3)
            let days = language.ShortDays(date, date.AddDays(length))
            from subject in new[]
            {
                language.Subjects.Massage(days, true),
                language.Subjects.Keep(language.ShortDays(date, date)),
                language.Subjects.MoveTo(days),
                language.Subjects.Move(language.ShortDays(date, date)),
                language.Race.SubjectPlan(new string('W', 60), date, date.AddDays(length)),
                language.Race.SubjectLastDeep(new string('W', 60)),
                language.Race.SubjectStopped(new string('W', 60)),
                language.Race.SubjectStarted(new string('W', 60)),
                language.Race.SubjectCheck(new string('W', 60)),
                language.Race.SubjectNothingToBook(new string('W', 60)),
            }
            select subject,
            subject => Assert.True(subject.Length <= MostSubject, $"{subject.Length}: {subject}")
        );

    [Fact]
    public void The_first_lines_are_short_and_start_with_what_to_do() => Assert.All(AllMails(), one =>
        {
            var first = one.Mail.Text.Split("\n\n")[0];
            Assert.True(Words(first) <= Decision.MaxWords, $"{one.Name}: {Words(first)} words: {first}");
            Assert.True(
                FirstWords.Any(word => Regex.IsMatch(first, $@"^{word}\b"))
                    || Regex.IsMatch(
                        first,
                        @"^(\d+:\d\d|A quiet|Eine ruhige|Good week|Gute Woche|Did you run|Bist du|That was a long|"
                            + "Das war ein langer|Welcome|Willkommen)"
                    ),
                $"{one.Name}: {first}"
            );
        });

    [Fact]
    public void No_word_of_the_system_is_used() => Assert.All(AllMails(), one =>
        {
            var words = Regex.Replace(one.Mail.Text, "(?m)^ *activitysync .*$", "");
            Assert.DoesNotContain(BannedWords, word => Regex.IsMatch(words, $@"\b{word}\b", RegexOptions.IgnoreCase));
        });

    [Fact]
    public void A_command_is_on_a_line_of_its_own() =>
        Assert.All(AllMails(), one =>
            Assert.All(
                one.Mail.Text.Split('\n').Where(line => line.Contains("activitysync ", StringComparison.Ordinal)),
                line => Assert.Matches("^ *activitysync [a-z].*[^.,:]$", line)
            )
        );

    [Fact]
    public void Nothing_is_claimed_that_evidence_does_not_support() =>
        Assert.All(GeneratedMailFixture.All, one =>
            Assert.DoesNotContain(Banned, word =>
                (one.Mail.Text + one.Mail.Html + one.Mail.CalendarFile).Contains(
                    word,
                    StringComparison.OrdinalIgnoreCase
                )
            )
        );

    [Fact]
    public void No_language_contains_a_banned_word()
    {
        var folder = Path.Combine(TestPaths.RepositoryRoot, "src", "ActivitySync", "Digest");
        var files = Directory
            .EnumerateFiles(Path.Combine(folder, "Localization"), "*.cs")
            .Concat(Directory.EnumerateFiles(Path.Combine(folder, "Rendering", "Templates")))
            .ToList();

        Assert.True(files.Count > 5);
        Assert.All(files, file =>
        {
            var words = File.ReadAllText(file);
            Assert.DoesNotContain(Banned, word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public void Every_mail_without_a_medical_level_says_when_to_stop_and_whom_to_see() =>
        Assert.All(SituationFixture.Mails.Where(one => !one.Key.StartsWith("welcome", StringComparison.Ordinal)), one =>
        {
            var isMedical = one.Value.Html.Contains("class=\"medical", StringComparison.Ordinal);
            var language = Languages.All.Single(candidate =>
                one.Key.EndsWith($".{candidate.Tag}", StringComparison.Ordinal)
            );
            Assert.Equal(
                !isMedical,
                Unwrapped(one.Value.Text).Contains(language.Closing.Safety, StringComparison.Ordinal)
            );
        });

    [Fact]
    public void Html_is_small_and_loads_nothing_from_outside() => Assert.All(GeneratedMailFixture.All, one =>
        {
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(one.Mail.Html), 1, MostHtmlBytes);
            Assert.DoesNotMatch(
                "(?i)<script|<link|<iframe|<object|javascript:|@import|url\\(|http-equiv|<form",
                one.Mail.Html
            );
            Assert.All(Sources().Matches(one.Mail.Html), match =>
                Assert.StartsWith("cid:", match.Groups[1].Value, StringComparison.Ordinal)
            );
        });

    [Fact]
    public void Text_lines_fit_a_mail_window() =>
        Assert.All(GeneratedMailFixture.All, one =>
            Assert.All(one.Mail.Text.Split('\n').Where(line => line.Contains(' ', StringComparison.Ordinal)), line =>
                Assert.True(line.Length <= 78, line)
            )
        );

    [Fact]
    public void No_mail_announces_a_day_that_has_passed() =>
        Assert.All(GeneratedMailFixture.Plans(), one =>
            Assert.True(one.Planned.Plan.Massage is not { } massage || massage.From >= one.Planned.Plan.AsOf)
        );

    [Fact]
    public void Both_parts_have_the_same_content() => Assert.All(GeneratedMailFixture.All, one =>
        {
            var html = Unwrapped(System.Net.WebUtility.HtmlDecode(Tags().Replace(one.Mail.Html, " ")));
            var missing = one
                .Mail.Text.Split("\n\n")
                .SelectMany(paragraph => paragraph.Split('\n'))
                .Where(line => !line.StartsWith("https://", StringComparison.Ordinal)) // in HTML these are links
                .Select(line => Regex.Replace(line, @"^  \d\. ", ""))
                .SelectMany(line => line.Trim(' ', '-').Split(". ", StringSplitOptions.RemoveEmptyEntries))
                .Where(piece => !html.Contains(Unwrapped(piece).TrimEnd('.'), StringComparison.Ordinal))
                .ToList();
            Assert.True(missing.Count == 0, $"{one.Name}: {string.Join(" | ", missing)}");
        });

    private static int Words(string text) => Word().Count(text);

    private static string Unwrapped(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("<style>.*?</style>|<[^>]+>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex("(?:src|background)=\"([^\"]*)\"")]
    private static partial Regex Sources();
}
