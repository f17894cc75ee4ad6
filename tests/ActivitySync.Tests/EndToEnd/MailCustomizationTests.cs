using System.Globalization;
using System.Text;
using ActivitySync.Digest.Rendering;
using ActivitySync.Tests.Infrastructure;
using MimeKit;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>What a runner makes of the mails, with the program as it ships: a template of one's own, the calendar feed, a pause.</summary>
public sealed class MailCustomizationTests : IDisposable
{
    private const string Mark = "The club meets on Thursdays.";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-own-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_template_of_ones_own_counts_the_feed_says_what_the_mail_attaches_and_a_pause_is_told()
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
        var ours = Path.Combine(
            TestPaths.RepositoryRoot,
            "src",
            "ActivitySync",
            "Digest",
            "Rendering",
            "Templates",
            "digest.txt.liquid"
        );
        var own = Path.Combine(_directory, "templates", "digest.txt.liquid");
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        await File.WriteAllTextAsync(own, await File.ReadAllTextAsync(ours) + $"\n{Mark}\n");
        var track = Path.Combine(_directory, "long-run.gpx");
        await File.WriteAllTextAsync(track, LongRun(DateTime.UtcNow.Date.AddDays(-1).AddHours(7)));

        await Call(settings, "import", track);
        await Call(settings, "digest", "send");
        var first = Mail();
        await File.WriteAllTextAsync(own, "{% for line in page.blocks %} never ends");
        await Call(settings, "digest", "resend");
        var second = Mail();
        await Call(settings, "pause", "--until", "today");
        var status = await Call(settings, "status");

        Assert.Contains(Mark, first.TextBody!, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, second.TextBody!, StringComparison.Ordinal);
        var feed = await File.ReadAllTextAsync(Path.Combine(_directory, "data", CalendarFeed.FolderName, "anna.ics"));
        Assert.Equal(2, Versions(feed).Count);
        Assert.Equal(Versions(feed), Versions(Attached(first)));
        Assert.Equal(Versions(feed), Versions(Attached(second)));
        Assert.Contains("emails are paused", status, StringComparison.Ordinal);
        Assert.Contains("activitysync resume --athlete anna", status, StringComparison.Ordinal);
    }

    private static async Task<string> Call(string settings, params string[] words)
    {
        var outcome = await DaemonProcess.RunCommandAsync([.. words, "--config", settings]);
        Assert.True(outcome.ExitCode == 0, outcome.Out + outcome.Error);
        return outcome.Out;
    }

    /// <summary>The mail in the folder, which is then empty again.</summary>
    private MimeMessage Mail()
    {
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_directory, "pickup"), "*.eml"));
        var mail = MimeMessage.Load(new MemoryStream(File.ReadAllBytes(file)));
        File.Delete(file);
        return mail;
    }

    private static string Attached(MimeMessage mail) =>
        Assert.Single(mail.BodyParts.OfType<TextPart>(), part => part.ContentType.IsMimeType("text", "calendar")).Text;

    private static List<(string, int)> Versions(string calendar) =>
        [.. Ical.Net.Calendar.Load(calendar)!.Events.Select(entry => (entry.Uid!, entry.Sequence)).Order()];

    /// <summary>Two hours at 3 m/s to the north, a point every twenty seconds.</summary>
    private static string LongRun(DateTime start)
    {
        const int Seconds = 2 * 60 * 60;
        const int Step = 20;
        const double DegreesPerStep = 3.0 * Step / 111_200;
        var points = new StringBuilder();
        for (var at = 0; at <= Seconds; at += Step)
        {
            points.Append(
                CultureInfo.InvariantCulture,
                $"<trkpt lat=\"{47 + (at / Step * DegreesPerStep):F6}\" lon=\"8.0\"><time>{start.AddSeconds(at):yyyy-MM-ddTHH:mm:ss}Z</time></trkpt>"
            );
        }

        return $"""<?xml version="1.0"?><gpx version="1.1" creator="made up" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Sunday long</name><type>running</type><trkseg>{points}</trkseg></trk></gpx>""";
    }
}
