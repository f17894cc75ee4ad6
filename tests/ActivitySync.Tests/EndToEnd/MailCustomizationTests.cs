using System.Globalization;
using System.Text;
using ActivitySync.Digest.Rendering;
using ActivitySync.Tests.Infrastructure;
using MimeKit;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>What an athlete can change about mails: custom templates, the calendar feed, a pause.</summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class MailCustomizationTests : IDisposable
{
    private const string Marker = "The club meets on Thursdays.";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-own-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_custom_template_is_used_and_the_feed_matches_the_attachment()
    {
        var settings = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(
            settings,
            $$"""
            {
              "ActivitySync": {"DataDirectory": "{{Path.Combine(_directory, "data")}}"},
              "Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}],
              "Mail": {"From": "activitysync@example.org", "PickupDirectory": "{{Path.Combine(_directory, "pickup")}}"}
            }
            """
        );
        var builtIn = Path.Combine(
            TestPaths.RepositoryRoot,
            "src",
            "ActivitySync",
            "Digest",
            "Rendering",
            "Templates",
            "digest.txt.liquid"
        );
        var custom = Path.Combine(_directory, "templates", "digest.txt.liquid");
        Directory.CreateDirectory(Path.GetDirectoryName(custom)!);
        await File.WriteAllTextAsync(custom, await File.ReadAllTextAsync(builtIn) + $"\n{Marker}\n");
        var track = Path.Combine(_directory, "long-run.gpx");
        await File.WriteAllTextAsync(track, CreateLongRun(DateTime.UtcNow.Date.AddDays(-1).AddHours(7)));

        await RunAsync(settings, "import", track);
        await RunAsync(settings, "digest", "send");
        var first = TakeMail();
        await File.WriteAllTextAsync(custom, "{% for line in page.blocks %} never ends");
        await RunAsync(settings, "digest", "resend");
        var second = TakeMail();
        await RunAsync(settings, "pause", "--until", "today");
        var status = await RunAsync(settings, "status");

        Assert.Contains(Marker, first.TextBody!, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, second.TextBody!, StringComparison.Ordinal);
        var feed = await File.ReadAllTextAsync(Path.Combine(_directory, "data", CalendarFeed.FolderName, "anna.ics"));
        Assert.Single(ReadVersions(feed)); // the window; its note says that the day after is easy
        Assert.Equal(ReadVersions(feed), ReadVersions(ReadAttachment(first)));
        Assert.Equal(ReadVersions(feed), ReadVersions(ReadAttachment(second)));
        Assert.Contains("emails are paused", status, StringComparison.Ordinal);
        Assert.Contains("activitysync resume --athlete anna", status, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string settings, params string[] arguments)
    {
        var outcome = await DaemonProcess.RunCommandAsync([.. arguments, "--config", settings]);
        Assert.True(outcome.ExitCode == 0, outcome.Out + outcome.Error);
        return outcome.Out;
    }

    /// <summary>Takes the only mail out of the pickup folder.</summary>
    private MimeMessage TakeMail()
    {
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_directory, "pickup"), "*.eml"));
        var mail = MimeMessage.Load(new MemoryStream(File.ReadAllBytes(file)));
        File.Delete(file);
        return mail;
    }

    private static string ReadAttachment(MimeMessage mail) =>
        Assert.Single(mail.BodyParts.OfType<TextPart>(), part => part.ContentType.IsMimeType("text", "calendar")).Text;

    private static List<(string, int)> ReadVersions(string calendar) =>
        [.. Ical.Net.Calendar.Load(calendar)!.Events.Select(entry => (entry.Uid!, entry.Sequence)).Order()];

    /// <summary>Two hours at 3 m/s to the north, one point every 20 s.</summary>
    private static string CreateLongRun(DateTime start)
    {
        const int Seconds = 2 * 60 * 60;
        const int Step = 20;
        const double DegreesPerStep = 3.0 * Step / 111_200;
        var points = new StringBuilder();
        for (var at = 0; at <= Seconds; at += Step)
        {
            points.Append(
                CultureInfo.InvariantCulture,
                $"""
                <trkpt lat="{47 + (at / Step * DegreesPerStep):F6}" lon="8.0">
                  <time>{start.AddSeconds(at):yyyy-MM-ddTHH:mm:ss}Z</time>
                </trkpt>
                """
            );
        }

        return $"""
            <?xml version="1.0"?>
            <gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">
              <trk><name>Sunday long</name><type>running</type><trkseg>{points}</trkseg></trk>
            </gpx>
            """;
    }
}
