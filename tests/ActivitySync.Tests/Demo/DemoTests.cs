using ActivitySync.Advice;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Demo;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sync;
using Ical.Net;
using MimeKit;

namespace ActivitySync.Tests.Demo;

public sealed class DemoTests
{
    /// <summary>More than a year: every weekday, both clock changes, the year's end, a leap day.</summary>
    private const int Days = 400;

    private static readonly DateOnly First = new(2027, 12, 15);
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void Every_day_has_a_window_a_picture_and_a_calendar_file() =>
        Assert.All(Enumerable.Range(0, Days).Select(First.AddDays), day =>
        {
            var planned = ComputePlan(day);
            Assert.NotNull(planned.Plan.Massage);
            Assert.NotNull(planned.Plan.SelfMassage);
            Assert.Equal(
                (MassageKind.DeepTissue, day.AddDays(1), day.AddDays(2)),
                (planned.Plan.Massage.Kind, planned.Plan.Massage.From, planned.Plan.Massage.To)
            );

            var request = new MailRequest(
                DemoAthlete.CreateSettings(day),
                MailKind.Digest,
                new WeekPeriod(2028, 1),
                day,
                day,
                new DateTimeOffset(day, new TimeOnly(18, 0), TimeSpan.Zero),
                null
            );
            var content = DigestContentBuilder.Build(planned, request, RuleParameters.Default);
            Assert.Equal(ReasonCode.VeryLong, content.Trigger);
            Assert.Contains(ChartDay.CreateAll(content), item => item.HasRaceAhead);
            Assert.Contains(ChartDay.CreateAll(content), item => item.HadMassage);

            var file = CalendarFileWriter.Write(
                content,
                ActivitySync.Digest.Localization.English.Language,
                request,
                "example.org"
            );
            var window = Calendar.Load(file!)!.Events.MinBy(item => item.Start!.Date)!;
            Assert.Equal((day.AddDays(1), day.AddDays(3)), (window.Start!.Date, window.End!.Date));
        });

    [Theory]
    [InlineData("2026-11-22")]
    [InlineData("2028-02-29")]
    [InlineData("2027-03-28")]
    [InlineData("2026-12-31")]
    [InlineData("1971-01-01")]
    [InlineData("2198-12-31")]
    public async Task The_pipeline_creates_a_complete_mail(string text)
    {
        var mail = await DemoPipeline.CreateDigestAsync(DemoDate.Parse(text, Today), CancellationToken.None);

        using var stream = new MemoryStream(mail);
        using var message = MimeMessage.Load(stream);
        Assert.StartsWith("Massage this week: ", message.Subject, StringComparison.Ordinal);
        Assert.Equal(4, message.BodyParts.Count());
        Assert.Contains("Book a deep tissue massage for", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("long run, 3 h 20", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_day_gives_the_same_bytes()
    {
        var day = new DateOnly(2026, 11, 22);

        Assert.Equal(
            await DemoPipeline.CreateDigestAsync(day, CancellationToken.None),
            await DemoPipeline.CreateDigestAsync(day, CancellationToken.None)
        );
    }

    [Fact]
    public async Task The_exported_page_shows_the_exported_chart()
    {
        var folder = Directory.CreateTempSubdirectory("activitysync-test-").FullName;
        try
        {
            var names = MailFileExporter.Export(
                await DemoPipeline.CreateDigestAsync(new DateOnly(2026, 11, 22), CancellationToken.None),
                folder
            );

            Assert.Equal(["digest.html", "digest.txt", "week.png", "massage.ics", "digest.eml"], names);
            Assert.All(names, name => Assert.True(new FileInfo(Path.Combine(folder, name)).Length > 0));
            var page = await File.ReadAllTextAsync(Path.Combine(folder, "digest.html"));
            Assert.Contains("src=\"week.png\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("cid:", page, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("2026-02-30")]
    [InlineData("11/22/2026")]
    [InlineData("0001-01-01")]
    public void An_invalid_day_is_refused(string text) =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<OperationException>(() => DemoDate.Parse(text, Today)).Kind);

    private static AdviceResult ComputePlan(DateOnly day)
    {
        var timeline = DemoAthlete.CreateTimeline(day);
        return new AdviceResult(
            timeline,
            RecoveryPlanner.Plan(timeline, RuleParameters.Default),
            timeline.Activities.ToDictionary(
                activity => activity.Id,
                activity => new StoredActivity(activity, [SourceNames.File])
            )
        );
    }
}
