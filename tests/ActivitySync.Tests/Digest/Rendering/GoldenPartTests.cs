using System.Text;
using ActivitySync.Advice;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Compares the parts of mails with reviewed files. Golden/README.md says how to accept a change.</summary>
public sealed class GoldenPartTests
{
    private static readonly string Folder = Path.Combine(
        TestPaths.RepositoryRoot,
        "tests",
        "ActivitySync.Tests",
        "Digest",
        "Golden"
    );

    public static TheoryData<string, string> Mails =>
        new()
        {
            { "long-run", "en" },
            { "long-run", "de" },
            { "marathon", "en" },
            { "quiet", "en" },
            { "emergency", "en" },
            { "postponed", "de" },
        };

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_mail_reads_as_accepted(string name, string language)
    {
        AdviceResult planned = name switch
        {
            "long-run" => DigestFixture.AfterLongRun(),
            "marathon" => DigestFixture.AfterMarathon(),
            "quiet" => DigestFixture.Quiet(),
            "emergency" => DigestFixture.Medical(MedicalLevel.Emergency, "chest-pain"),
            _ => DigestFixture.Medical(MedicalLevel.Postpone),
        };
        var mail = DigestFixture.Mail(
            planned,
            DigestFixture.Order with
            {
                Athlete = DigestFixture.Anna with { Language = language },
            }
        );

        Check($"{name}.{language}.txt", $"Subject: {mail.Subject}\n\n{mail.Text}");
        Check($"{name}.{language}.html", mail.Html);
        if (mail.CalendarFile is { } calendar)
        {
            Check($"{name}.{language}.ics", calendar.ReplaceLineEndings("\n"));
        }
    }

    private static void Check(string name, string actual)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("ACTIVITYSYNC_ACCEPT_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual, new UTF8Encoding(false));
            return;
        }

        Assert.True(File.Exists(path), $"{name} is missing; Golden/README.md says how to write it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
