using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Digest.Localization;

/// <summary>Rules that every mail follows.</summary>
public sealed partial class MailTextTests
{
    private const int MaxWords = 300;
    private const int MostSubject = 50;
    private const int MaxWordsOnFirstScreen = 40;
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
    ];

    private static readonly string[] Health =
    [
        "pain",
        "sore",
        "injur",
        "ill",
        "sick",
        "medical",
        "massage",
        "symptom",
        "swelling",
        "doctor",
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
    public void No_mail_is_longer_than_three_hundred_words() =>
        Assert.All(GeneratedMailFixture.All, one =>
            Assert.True(Words(one.Mail.Text) <= MaxWords, $"{one.Name}: {Words(one.Mail.Text)} words\n{one.Mail.Text}")
        );

    [Fact]
    public void Every_full_digest_has_120_to_200_words_without_lists_and_footer()
    {
        var full = SituationFixture.Mails.Where(one => IsFull(one.Value)).ToList();

        Assert.True(full.Count >= 18, $"only {full.Count}");
        Assert.All(full, one =>
            Assert.True(
                Read(one.Value.Text) is >= 120 and <= 200,
                $"{one.Key}: {Read(one.Value.Text)} words\n{one.Value.Text}"
            )
        );
    }

    [Fact]
    public void Other_mails_are_not_longer_than_a_full_digest() =>
        Assert.All(SituationFixture.Mails.Where(one => !IsFull(one.Value)), one =>
            Assert.True(Read(one.Value.Text) <= 200, $"{one.Key}: {Read(one.Value.Text)} words")
        );

    /// <summary>A digest with all blocks: not a quiet week, a medical mail or a race mail.</summary>
    private static bool IsFull(ActivitySync.Digest.Rendering.RenderedMail mail) =>
        mail.MessageId.StartsWith("<digest.", StringComparison.Ordinal)
        && ActivitySync.Digest.Localization.Languages.All.Any(language =>
            mail.Text.Contains($"\n{language.HeadingWhy}\n", StringComparison.Ordinal)
        );

    /// <summary>Counts the words above the footer, without list items.</summary>
    private static int Read(string text)
    {
        var footer = ActivitySync
            .Digest.Localization.Languages.All.Select(language =>
                text.IndexOf(language.GeneralInformation[..20], StringComparison.Ordinal)
            )
            .Max();
        return Words(Items().Replace(text[..footer], ""));
    }

    [Fact]
    public void Subjects_are_short_dated_and_without_health_words() => Assert.All(GeneratedMailFixture.All, one =>
        {
            Assert.InRange(one.Mail.Subject.Length, 1, MostSubject);
            Assert.Matches(@"\d{1,2}\.? \p{L}+$", one.Mail.Subject);
            Assert.DoesNotContain(Health, word =>
                Regex.IsMatch(one.Mail.Subject, $@"\b{word}", RegexOptions.IgnoreCase)
            );
        });

    [Fact]
    public void Every_subject_of_a_year_fits() =>
        Assert.All(
            from language in ActivitySync.Digest.Localization.Languages.All
            from day in Enumerable.Range(0, 366)
            let date = new DateOnly(2028, 1, 1).AddDays(day)
            from subject in new[]
            {
                language.SubjectPick(date),
                language.SubjectTonight(date),
                language.SubjectQuiet(date),
                language.SubjectMedical(date),
            }

            select subject,
            subject => Assert.True(subject.Length <= MostSubject, subject)
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
    public void The_first_screen_takes_at_most_forty_words() => Assert.All(GeneratedMailFixture.All, one =>
        {
            var first = one.Mail.Text.Split("\n\n")[0];
            Assert.True(Words(first) <= MaxWordsOnFirstScreen, $"{one.Name}: {first}");
        });

    [Fact]
    public void Every_mail_asks_about_pain_and_has_the_disclaimer() =>
        Assert.All(GeneratedMailFixture.All.Where(one => one.Name.EndsWith("(en)", StringComparison.Ordinal)), one =>
        {
            Assert.Contains(
                "Any sharp or one-sided pain? Skip the massage and tell us.",
                one.Mail.Text,
                StringComparison.Ordinal
            );
            Assert.Contains(
                "General information from your training log, not medical advice. Stop and see a professional for "
                    + "sharp, new or one-sided pain, swelling, numbness or illness.",
                Unwrapped(one.Mail.Text),
                StringComparison.Ordinal
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
                .SelectMany(line => line.Trim(' ', '-').Split(". ", StringSplitOptions.RemoveEmptyEntries))
                .Where(piece => !html.Contains(Unwrapped(piece).TrimEnd('.'), StringComparison.Ordinal))
                .ToList();
            Assert.True(missing.Count == 0, $"{one.Name}: {string.Join(" | ", missing)}");
        });

    private static int Words(string text) => Word().Count(text);

    private static string Unwrapped(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*")]
    private static partial Regex Word();

    /// <summary>An item and its further, indented lines.</summary>
    [GeneratedRegex(@"^  - .*\n(?:    .*\n)*", RegexOptions.Multiline)]
    private static partial Regex Items();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("<style>.*?</style>|<[^>]+>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex("(?:src|background)=\"([^\"]*)\"")]
    private static partial Regex Sources();
}
