using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.FileSystem;
using ActivitySync.Recovery;
using ActivitySync.Tests.Infrastructure;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Digest.Rendering;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class CalendarFeedTests : IDisposable
{
    private static readonly MailRequest Later = DigestFixture.Order with
    {
        WrittenAt = DigestFixture.Order.WrittenAt.AddDays(1),
        Today = DigestFixture.Today.AddDays(1),
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly Database _database;

    public CalendarFeedTests() =>
        _database = new Database(
            new AppSettings
            {
                Store = TestStore.For(_directory),
                ActivitySync = new DaemonSettings { DataDirectory = _directory },
            },
            TimeProvider.System
        );

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void An_unchanged_entry_keeps_its_version()
    {
        var first = CalendarFeed.ComputeNext(null, Attached(DigestFixture.AfterLongRun()), DigestFixture.Order);
        var second = CalendarFeed.ComputeNext(
            first,
            DigestFixture.Mail(DigestFixture.AfterLongRun(), Later).CalendarFile,
            Later
        );

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_moved_window_is_a_higher_version_of_the_same_entry()
    {
        var first = Window(CalendarFeed.ComputeNext(null, Attached(DigestFixture.AfterLongRun()), DigestFixture.Order));
        var planned = DigestFixture.AfterLongRun();
        var moved = planned with
        {
            Plan = planned.Plan with { Massage = planned.Plan.Massage! with { To = DigestFixture.Day("2026-11-26") } },
        };

        var second = Window(
            CalendarFeed.ComputeNext(
                CalendarFeed.ComputeNext(null, Attached(DigestFixture.AfterLongRun()), DigestFixture.Order),
                Attached(moved),
                DigestFixture.Order
            )
        );

        Assert.Equal(first.Uid, second.Uid);
        Assert.True(second.Sequence > first.Sequence);
        Assert.Equal(DigestFixture.Day("2026-11-27"), second.End!.Date);
    }

    [Fact]
    public void An_entry_no_longer_advised_is_canceled_and_stays_so()
    {
        var first = CalendarFeed.ComputeNext(null, Attached(DigestFixture.AfterLongRun()), DigestFixture.Order);
        var second = CalendarFeed.ComputeNext(
            first,
            Attached(DigestFixture.Medical(MedicalLevel.Clinician, "limping")),
            Later
        );

        Assert.Equal(EventStatus.Cancelled, Assert.Single(Events(second)).Status);
        Assert.True(Window(second).Sequence > Window(first).Sequence);
        Assert.Equal(second, CalendarFeed.ComputeNext(second, null, Later));
    }

    [Fact]
    public void A_past_entry_is_not_canceled_and_is_removed_after_two_months()
    {
        var first = CalendarFeed.ComputeNext(null, Attached(DigestFixture.AfterLongRun()), DigestFixture.Order);

        Assert.All(Events(CalendarFeed.ComputeNext(first, null, At(10))), entry =>
            Assert.Equal(EventStatus.Tentative, entry.Status)
        );
        Assert.Empty(Events(CalendarFeed.ComputeNext(first, null, At(70))));
    }

    [Fact]
    public void The_attachment_keeps_its_version_while_nothing_changes()
    {
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun());
        var second = Mail(DigestFixture.AfterLongRun(), Later, first.CalendarFeed);

        Assert.Equal(first.CalendarFile, second.CalendarFile);
        Assert.Equal(first.CalendarFeed, second.CalendarFeed);
    }

    [Fact]
    public void A_window_no_longer_advised_is_canceled_by_mails_until_it_has_passed()
    {
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun());
        var second = Mail(DigestFixture.Medical(MedicalLevel.Clinician, "limping"), Later, first.CalendarFeed);
        var third = Mail(DigestFixture.Quiet(), Later, second.CalendarFeed);

        Assert.Equal("CANCEL", Calendar.Load(second.CalendarFile!)!.Method);
        Assert.Equal(
            Events(first.CalendarFile).Select(entry => entry.Uid),
            Events(second.CalendarFile).Select(entry => entry.Uid)
        );
        Assert.All(Events(second.CalendarFile), entry => Assert.Equal(EventStatus.Cancelled, entry.Status));
        Assert.Equal(Window(first.CalendarFile).Sequence + 1, Window(second.CalendarFile).Sequence);
        Assert.Contains(
            "method=CANCEL",
            System.Text.Encoding.UTF8.GetString(second.Message),
            StringComparison.OrdinalIgnoreCase
        );
        Assert.Equal(second.CalendarFile, third.CalendarFile);
        Assert.Null(Mail(DigestFixture.Quiet(), At(10), second.CalendarFeed).CalendarFile);
    }

    [Fact]
    public void A_new_window_comes_with_the_cancellation_of_the_earlier_one()
    {
        var run = DigestFixture.Mail(DigestFixture.AfterLongRun());
        var race = Mail(DigestFixture.AfterMarathon(), DigestFixture.Order, run.CalendarFeed);

        Assert.Equal("PUBLISH", Calendar.Load(race.CalendarFile!)!.Method);
        Assert.Single(Events(race.CalendarFile), entry => entry.Status == EventStatus.Cancelled);
        Assert.Single(Events(race.CalendarFile), entry => entry.Status == EventStatus.Tentative);
    }

    [Fact]
    public void A_feed_has_neither_method_nor_organizer_and_says_when_to_read_it_again()
    {
        var mail = DigestFixture.Mail(DigestFixture.AfterLongRun());

        var feed = Calendar.Load(mail.CalendarFeed!)!;
        Assert.Null(feed.Method);
        Assert.Null(Assert.Single(feed.Events).Organizer);
        Assert.Contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n", mail.CalendarFeed, StringComparison.Ordinal);
        Assert.Contains("\r\nX-PUBLISHED-TTL:PT12H\r\n", mail.CalendarFeed, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attachment_has_the_method_of_its_part_and_the_sender_as_organizer()
    {
        var mail = DigestFixture.Mail(DigestFixture.AfterLongRun());

        var attachment = Calendar.Load(mail.CalendarFile!)!;
        Assert.Equal("PUBLISH", attachment.Method);
        Assert.Equal(new Uri("mailto:recovery@example.org"), Assert.Single(attachment.Events).Organizer!.Value);
        Assert.DoesNotContain("REFRESH-INTERVAL", mail.CalendarFile, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_note_is_a_higher_version()
    {
        var first = Attached(DigestFixture.AfterLongRun())!;
        var feed = CalendarFeed.ComputeNext(null, first, DigestFixture.Order)!;
        var changed = first.Replace("Drink as usual", "Drink a little", StringComparison.Ordinal);

        var next = CalendarFeed.ComputeNext(feed, changed, DigestFixture.Order);

        Assert.True(Window(next).Sequence > Window(feed).Sequence);
    }

    [Theory]
    [InlineData("no calendar at all")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Somebody else's\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")]
    public void A_damaged_feed_blocks_no_mail(string text)
    {
        var feed = CreateFeed();
        WriteFile(feed, text);
        Assert.Null(feed.Read(DigestFixture.Anna));
        feed.Write(DigestFixture.Anna, text);
        Assert.Null(feed.Read(DigestFixture.Anna));

        feed.Write(DigestFixture.Anna, DigestFixture.Mail(DigestFixture.AfterLongRun()).CalendarFeed!);

        Assert.Single(Events(feed.Read(DigestFixture.Anna)));
    }

    [Fact]
    public void A_file_of_an_earlier_version_is_the_feed_until_a_mail_changes_it()
    {
        var feed = CreateFeed();
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun()).CalendarFeed!;
        WriteFile(feed, first);
        Assert.Equal(first, feed.Read(DigestFixture.Anna));

        var second = CalendarFeed.ComputeNext(feed.Read(DigestFixture.Anna), null, Later)!;
        feed.Write(DigestFixture.Anna, second);
        WriteFile(feed, first);

        Assert.Equal(second, feed.Read(DigestFixture.Anna));
        Assert.Equal(Window(first).Uid, Window(second).Uid);
    }

    [Fact]
    public void A_feed_is_the_same_for_all_nodes()
    {
        var feed = CreateFeed();
        var other = CreateFeed("other");
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun()).CalendarFeed!;
        WriteFile(feed, "of an earlier version");

        feed.Write(DigestFixture.Anna, first);

        Assert.Equal(first, other.Read(DigestFixture.Anna));
        // With a server there is no copy, since each node would have one of another mail.
        Assert.Equal(_database.FilePath is not null, File.Exists(feed.GetPath(DigestFixture.Anna)));
        using var connection = _database.Open();
        AthleteRepository.Delete(connection, AthleteRepository.GetIdForReading(connection, "anna"));
        Assert.Null(other.Read(DigestFixture.Anna));
    }

    [Fact]
    public void Without_any_window_there_is_no_feed() =>
        Assert.Null(CalendarFeed.ComputeNext(null, null, DigestFixture.Order));

    private static MailRequest At(int days) => DigestFixture.Order with { Today = DigestFixture.Today.AddDays(days) };

    private static string? Attached(ActivitySync.Advice.AdviceResult planned) =>
        DigestFixture.Mail(planned).CalendarFile;

    private static RenderedMail Mail(ActivitySync.Advice.AdviceResult planned, MailRequest order, string? feed) =>
        MailWriter.Render(planned, order, DigestFixture.Settings, feed: feed)!;

    private static List<CalendarEvent> Events(string? feed) =>
        [.. Calendar.Load(feed!)!.Events.OrderBy(one => one.Start!.Date)];

    private static CalendarEvent Window(string? feed) =>
        Events(feed).First(one => one.Uid!.StartsWith("massage.", StringComparison.Ordinal));

    [Fact]
    [SqliteOnly]
    public void A_copy_is_for_its_owner_and_a_group_that_may_enter_the_folder_and_no_link_is_followed()
    {
        var feed = CreateFeed();
        var path = feed.GetPath(DigestFixture.Anna);
        var folder = Path.GetDirectoryName(path)!;
        feed.Write(DigestFixture.Anna, "first");
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal(AtomicFile.OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));

        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute);
        File.Delete(path);
        var letter = Path.Combine(_directory, "letter.txt");
        File.WriteAllText(letter, "untouched");
        File.CreateSymbolicLink(path, letter);
        feed.Write(DigestFixture.Anna, "second");

        Assert.Equal("untouched", File.ReadAllText(letter));
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal(AtomicFile.OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
    }

    /// <summary>The feeds of a node with its own folder and the common database.</summary>
    private CalendarFeed CreateFeed(string node = "node") =>
        new(
            DigestFixture.Settings with
            {
                ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, node) },
            },
            _database,
            TimeProvider.System,
            NullLogger<CalendarFeed>.Instance
        );

    private static void WriteFile(CalendarFeed feed, string text)
    {
        var path = feed.GetPath(DigestFixture.Anna);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
