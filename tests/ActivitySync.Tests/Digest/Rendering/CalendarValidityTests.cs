using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Tests.Infrastructure;
using Calendar = Ical.Net.Calendar;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>
/// Checks the calendar files of every situation with Ical.Net and with a strict checker of its own in Python
/// (check_calendar.py); both read the same entries.
/// </summary>
[Trait("Category", "System")]
public sealed class CalendarValidityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("activitysync-calendars-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Attachments_and_feeds_are_valid_and_both_parsers_read_the_same()
    {
        var mails = SituationFixture.Mails.Values.Concat(GeneratedMailFixture.All.Select(one => one.Mail)).ToList();
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun());
        mails.Add(After(DigestFixture.AfterMarathon(), first));
        mails.Add(After(DigestFixture.Medical(MedicalLevel.Clinician, "limping"), first));
        mails.AddRange(SenderNames().Select(Render));
        List<(string Kind, string Text)> files =
        [
            .. mails.Select(mail => mail.CalendarFile).OfType<string>().Select(text => ("mail", text)),
            .. mails.Select(mail => mail.CalendarFeed).OfType<string>().Select(text => ("feed", text)),
        ];

        using var read = JsonDocument.Parse(await CheckAsync(files));

        Assert.Equal(files.Count, read.RootElement.GetArrayLength());
        Assert.All(files.Zip(read.RootElement.EnumerateArray()), pair =>
        {
            var problems = pair.Second.GetProperty("problems").EnumerateArray().Select(one => one.GetString());
            Assert.True(!problems.Any(), $"{string.Join("; ", problems)} in\n{pair.First.Text}");
            Compare(Calendar.Load(pair.First.Text)!, pair.Second);
        });
    }

    /// <summary>A checker that finds nothing proves nothing.</summary>
    [Theory]
    [InlineData("METHOD:PUBLISH\r\n", "", "METHOD: not PUBLISH or CANCEL")]
    [InlineData("METHOD:PUBLISH", "METHOD:CANCEL", "CANCEL of an entry that is not canceled")]
    [InlineData("VERSION:2.0\r\n", "", "VCALENDAR: VERSION 0 times")]
    [InlineData("DTEND;VALUE=DATE:20261126", "DTEND;VALUE=DATE:20261124", "DTEND: not after DTSTART")]
    [InlineData("DTEND;VALUE=DATE:20261126", "DTEND:20261126T000000Z", "DTEND: not a whole day")]
    [InlineData("DTSTART;VALUE=DATE:20261124", "DTSTART;VALUE=DATE:20261131", "DTSTART: no such date")]
    [InlineData("easy\\,", "easy,", "DESCRIPTION: an unescaped ; or ,")]
    [InlineData("SUMMARY:Massage", "SUMMARY:Mass\\age", "SUMMARY: an unknown escape")]
    [InlineData("SUMMARY:Massage", "SUMMARY:Massage\u0007", "a control character")]
    [InlineData(
        "SUMMARY:Massage",
        "SUMMARY:Massage, or a very long title without any folding of the line at all",
        "a line of"
    )]
    [InlineData("TRANSP:TRANSPARENT\r\n", "TRANSP:TRANSPARENT\n", "a bare CR or LF")]
    [InlineData("END:VEVENT\r\n", "", "END:VCALENDAR without its BEGIN")]
    [InlineData("STATUS:TENTATIVE", "STATUS:MAYBE", "STATUS: unknown")]
    [InlineData("UID:", "X-UID:", "VEVENT: UID 0 times")]
    [InlineData("ORGANIZER;CN=ActivitySync:mailto:", "ORGANIZER;CN=Activity,Sync:mailto:", "not a content line")]
    public async Task The_checker_finds_a_broken_file(string part, string replacement, string problem)
    {
        var valid = DigestFixture.Mail(DigestFixture.AfterLongRun()).CalendarFile!;
        Assert.Contains(part, valid, StringComparison.Ordinal);

        using var read = JsonDocument.Parse(
            await CheckAsync([("mail", valid.Replace(part, replacement, StringComparison.Ordinal))])
        );

        Assert.Contains(read.RootElement[0].GetProperty("problems").EnumerateArray(), one =>
            one.GetString()!.StartsWith(problem, StringComparison.Ordinal)
        );
    }

    private static IEnumerable<string> SenderNames() =>
        [
            "\"Läufer, Ärzte; und: Söhne\" <läuferin@example.org>",
            "\"Says \\\"hello\\\"\" <runs@bücher.example>",
            "plain@example.org",
            "\"Ein langer Name mit Umlauten äöüäöüäöüäöüäöüäöüäöüäöüäöü\" <a@example.org>",
            "O'Brien <o'brien+runs@example.org>",
        ];

    private static RenderedMail Render(string sender) =>
        MailWriter.Render(
            DigestFixture.AfterLongRun(),
            DigestFixture.Order with
            {
                Athlete = DigestFixture.Anna with { Language = "de" },
            },
            DigestFixture.Settings with
            {
                Mail = DigestFixture.Settings.Mail with { From = sender },
                ActivitySync = new DaemonSettings { PublicUrl = new Uri("https://läufe.example.org/a/") },
            }
        )!;

    private static RenderedMail After(ActivitySync.Advice.AdviceResult planned, RenderedMail first) =>
        MailWriter.Render(planned, DigestFixture.Order, DigestFixture.Settings, feed: first.CalendarFeed)!;

    private static void Compare(Calendar calendar, JsonElement python)
    {
        Assert.Equal(calendar.Method, python.GetProperty("method").GetString());
        var events = python.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(calendar.Events.Select(one => one.Uid), events.Select(one => one.GetProperty("uid").GetString()));
        Assert.All(calendar.Events.Zip(events), pair =>
        {
            var (own, other) = pair;
            Assert.Equal(own.Summary, other.GetProperty("summary").GetString());
            Assert.Equal(own.Description, other.GetProperty("description").GetString());
            Assert.Equal(own.Status, other.GetProperty("status").GetString());
            Assert.Equal($"{own.Sequence}", other.GetProperty("sequence").GetString());
            Assert.Equal(Format(own.Start!.Date), other.GetProperty("start").GetString());
            Assert.Equal(Format(own.End!.Date), other.GetProperty("end").GetString());
        });

        static string Format(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
    }

    private async Task<string> CheckAsync(IReadOnlyList<(string Kind, string Text)> files)
    {
        Requirements.RequirePython();
        var arguments = new List<string>
        {
            Path.Combine(TestPaths.RepositoryRoot, "tests", "ActivitySync.Tests", "Digest", "check_calendar.py"),
        };
        foreach (var (kind, text) in files)
        {
            var path = Path.Combine(_folder, $"{arguments.Count}.ics");
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            arguments.Add($"{kind}={path}");
        }

        using var python = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true })!;
        var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, python.ExitCode);
        return output;
    }
}
