using System.Reflection;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Headers are read by servers, lock screens and whoever looks over a shoulder.</summary>
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

    /// <summary>Words of the headers themselves that hold one of those by chance.</summary>
    private static readonly string[] Harmless = ["still", "will", "until", "fill", "bill", "april"];

    [Fact]
    public void No_health_word_is_in_the_subject_or_a_header_of_any_mail_in_any_language()
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
    public void No_kind_of_mail_is_named_by_a_health_word_since_it_stands_in_the_Message_ID()
    {
        Assert.All(Enum.GetValues<MailKind>(), kind => Assert.Null(FindIn(kind.ToStoredText())));
    }

    [Fact]
    public void The_search_finds_what_it_is_for()
    {
        Assert.NotNull(FindIn("About your calf pain"));
        Assert.NotNull(FindIn("Zu deinen Schmerzen"));
        Assert.Null(FindIn("Your recovery pick: still Tuesday 24 April"));
    }

    [Fact]
    public void Every_mail_has_the_headers_that_a_mail_from_a_machine_should_have()
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
