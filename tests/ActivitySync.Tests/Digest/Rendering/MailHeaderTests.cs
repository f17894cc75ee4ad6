using ActivitySync.Data;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Headers are visible to servers and on lock screens, so they contain no health data.</summary>
public sealed class MailHeaderTests
{
    /// <summary>Parts of words, in the languages of the mails.</summary>
    private static readonly string[] HealthWords =
    [
        "pain",
        "sore",
        "injur",
        "medic",
        "doctor",
        "clinic",
        "physio",
        "emergency",
        "urgent",
        "flag",
        "ill",
        "sick",
        "fever",
        "covid",
        "swell",
        "limp",
        "numb",
        "knee",
        "calf",
        "calves",
        "achilles",
        "hamstring",
        "shin",
        "bone",
        "fracture",
        "clot",
        "chest",
        "heart",
        "breath",
        "pregnan",
        "anticoag",
        "schmerz",
        "verletz",
        "arzt",
        "ärzt",
        "notfall",
        "notruf",
        "dringend",
        "krank",
        "fieber",
        "schwell",
        "taub",
        "knie",
        "wade",
        "knochen",
        "herz",
        "schwanger",
    ];

    /// <summary>Words of headers that contain one of these by chance.</summary>
    private static readonly string[] Harmless = ["still", "will", "until", "fill", "bill", "april"];

    [Fact]
    public void No_subject_or_header_contains_a_health_word_in_any_language()
    {
        foreach (var (name, mail) in GeneratedMailFixture.All)
        {
            using var message = MimeMessage.Load(new MemoryStream(mail.Message));
            foreach (var header in message.Headers)
            {
                if (FindIn(header.Value) is { } found)
                {
                    Assert.Fail($"{name}: {header.Field}: \"{header.Value}\" holds \"{found}\".");
                }
            }
        }
    }

    [Fact]
    public void No_kind_of_mail_contains_a_health_word()
    {
        Assert.All(Enum.GetValues<MailKind>(), kind => Assert.Null(FindIn(kind.ToStoredText())));
    }

    [Fact]
    public void The_search_finds_health_words()
    {
        Assert.NotNull(FindIn("About your calf pain"));
        Assert.NotNull(FindIn("Zu deinen Schmerzen"));
        Assert.Null(FindIn("Your recovery pick: still Tuesday 24 April"));
    }

    [Fact]
    public void Every_mail_has_the_headers_of_an_automatic_mail()
    {
        foreach (var (name, mail) in GeneratedMailFixture.All)
        {
            using var message = MimeMessage.Load(new MemoryStream(mail.Message));
            Assert.True(message.Date.Year >= 2026, name);
            Assert.Equal(mail.MessageId, $"<{message.MessageId}>");
            Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
            Assert.NotNull(message.Headers[HeaderId.ListId]);
            Assert.StartsWith("<mailto:", message.Headers[HeaderId.ListUnsubscribe], StringComparison.Ordinal);
            Assert.Contains(message.Body!.Headers[HeaderId.ContentLanguage], new[] { "en", "de" });
        }
    }

    private static string? FindIn(string text)
    {
        var rest = Harmless.Aggregate(text.ToLowerInvariant(), (now, word) =>
            now.Replace(word, "", StringComparison.Ordinal)
        );
        return HealthWords.FirstOrDefault(word => rest.Contains(word, StringComparison.Ordinal));
    }
}
