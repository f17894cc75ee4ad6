using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Tests.Digest;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>
/// Each digest is sent once for the right week, or its skip is recorded: in every time zone, around clock changes, and
/// after the daemon was off.
/// </summary>
public sealed class LocalTimeTests
{
    private static readonly DateTimeOffset From = OutboxFixture.At("2026-01-01T00:00:00Z");
    private static readonly DateTimeOffset To = OutboxFixture.At("2029-01-01T00:00:00Z");

    private static readonly Lazy<IReadOnlyList<ClockChange>> ClockChanges = new(() =>
        [.. GetZones().SelectMany(GetClockChanges)]
    );

    [Fact]
    public void In_every_zone_a_time_in_a_gap_or_overlap_has_one_instant()
    {
        var cases = ClockChanges.Value.SelectMany(CreateCases).ToList();
        Assert.True(
            ClockChanges.Value.Select(change => change.Zone.Id).Distinct().Count() > 100,
            "Expected more than 100 zones."
        );
        foreach (var testCase in cases)
        {
            var athlete = CreateAthlete(testCase.Zone, testCase.Local);
            var expected = FindFirstInstant(testCase.Local, testCase.Zone);
            var date = DateOnly.FromDateTime(testCase.Local);
            var slot = DigestSchedule.GetLatest(athlete, expected);
            Assert.True(
                slot.At == expected && slot.Date == date,
                $"{testCase.Zone.Id} {testCase.Local:O}: {slot}, not {expected:O}"
            );
            Assert.True(
                DigestSchedule.GetLatest(athlete, expected.AddSeconds(-1)).Date == date.AddDays(-7),
                $"{testCase.Zone.Id} {testCase.Local:O}: early"
            );
            Assert.True(
                DigestSchedule.GetNext(athlete, expected).Date == date.AddDays(7),
                $"{testCase.Zone.Id} {testCase.Local:O}: twice"
            );
            Assert.Equal(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ISOWeek.GetYear(testCase.Local)}-W{ISOWeek.GetWeekOfYear(testCase.Local):00}"
                ),
                slot.Period.ToString()
            );
        }

        TestScale.WriteLine(
            $"{ClockChanges.Value.Select(change => change.Zone.Id).Distinct().Count()} zones, "
                + $"{ClockChanges.Value.Count} changes, {cases.Count} digest times"
        );
    }

    [Fact]
    public async Task Around_a_clock_change_the_mail_is_sent_once_for_its_own_week()
    {
        var random = TestScale.CreateRandom();
        var cases = ClockChanges.Value.SelectMany(CreateCases).ToList();
        var local = Math.Min(cases.Count, TestScale.Choose(25, 3000));
        for (var number = 0; number < local; number++)
        {
            var (zone, time) = cases[random.Next(cases.Count)];
            using var fixture = new OutboxFixture();
            fixture.Settings = fixture.Settings with { FileAthletes = [CreateAthlete(zone, time)] };
            var slot = FindFirstInstant(time, zone);
            fixture.Clock.AdjustTime(slot.AddDays(-2));
            for (var minutes = -60; minutes <= 26 * 60; minutes += minutes is >= -60 and < 240 ? 15 : 120)
            {
                fixture.Clock.SetUtcNow(slot.AddMinutes(minutes));
                await fixture.ProcessAsync();
                Assert.True(
                    fixture.Transport.Messages.Count == (minutes >= 0 ? 1 : 0),
                    $"{zone.Id} {time:O} {minutes}"
                );
            }

            var request = Assert.Single(fixture.Requests);
            Assert.Equal(DateOnly.FromDateTime(time), request.WeekEnd);
        }
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("Australia/Lord_Howe")]
    public async Task A_daemon_that_was_off_sends_the_missed_week_or_records_the_skip(string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        foreach (
            var (hours, sent, missed) in new[]
            {
                (1, "2026-W43", 0),
                (47, "2026-W43", 0),
                (49, null, 1),
                (400, null, 3),
            }
        )
        {
            using var fixture = new OutboxFixture();
            var time = new DateTime(2026, 10, 25, 19, 0, 0); // Europe sets its clocks back on this Sunday
            fixture.Settings = fixture.Settings with { FileAthletes = [CreateAthlete(zone, time)] };
            var slot = LocalTime.ToInstant(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time), zone);
            fixture.Clock.AdjustTime(slot.AddMinutes(-1));
            await fixture.ProcessAsync();

            fixture.Clock.SetUtcNow(slot.AddHours(hours)); // the daemon starts again
            for (var pass = 0; pass < 3; pass++)
            {
                await fixture.ProcessAsync();
            }

            Assert.Equal(sent is null ? [] : [sent], fixture.Requests.Select(request => request.Period.ToString()));
            Assert.All(fixture.Requests, request =>
                Assert.Equal(
                    (new DateOnly(2026, 10, 25), fixture.Anna.GetDate(slot.AddHours(hours))),
                    (request.WeekEnd, request.Today)
                )
            );
            var rows = new[] { "2026-W43", "2026-W44", "2026-W45" }
                .Select(week => fixture.FindRow(week))
                .OfType<MailRow>()
                .Where(row => row.State == MailState.Skipped)
                .ToList();
            Assert.Equal(missed, rows.Count);
            Assert.All(rows, row => Assert.StartsWith("missed", row.Reason, StringComparison.Ordinal));

            // The next digest is sent as usual.
            var next = DigestSchedule.GetNext(fixture.Anna, fixture.Clock.GetUtcNow());
            fixture.Clock.SetUtcNow(next.At);
            await fixture.ProcessAsync();
            Assert.Equal(MailState.Sent, fixture.FindRow(next.Period.ToString())!.State);
        }
    }

    [Fact]
    public async Task A_clock_set_back_by_a_day_sends_nothing_twice()
    {
        using var fixture = new OutboxFixture();
        await fixture.ProcessAsync();
        await fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        Assert.Single(fixture.Transport.Messages);

        fixture.Clock.AdjustTime(OutboxFixture.At("2026-11-21T18:00:00Z"));
        for (var hour = 0; hour < 48; hour++)
        {
            await fixture.ProcessAsync();
            fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(fixture.Transport.Messages);
        await fixture.ProcessAtAsync("2026-11-29T18:00:00Z");
        Assert.Equal(["2026-W47", "2026-W48"], fixture.Requests.Select(request => request.Period.ToString()));
    }

    [Fact]
    public async Task A_clock_set_back_by_a_day_only_delays_a_waiting_mail()
    {
        using var fixture = new OutboxFixture();
        fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "away"), MailOutcome.Accepted);
        await fixture.ProcessAsync();
        await fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        fixture.Clock.AdjustTime(OutboxFixture.At("2026-11-21T18:00:00Z"));
        for (var hour = 0; hour < 30; hour++)
        {
            await fixture.ProcessAsync();
            fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(2, fixture.Transport.Messages.Count);
        Assert.Equal(fixture.Transport.Messages[0], fixture.Transport.Messages[1]);
        Assert.Equal(MailState.Sent, fixture.FindRow()!.State);
    }

    [Fact]
    public async Task Mails_sent_by_a_clock_years_ahead_do_not_count_for_the_daily_limit()
    {
        using var fixture = new OutboxFixture();
        fixture.Settings = fixture.Settings with { Mail = new MailSettings { DailyLimit = 1 } };
        await fixture.ProcessAsync();
        await fixture.ProcessAtAsync("2036-11-23T18:00:00Z");
        Assert.Single(fixture.Transport.Messages);

        fixture.Clock.AdjustTime(OutboxFixture.At("2026-11-22T18:00:00Z"));
        await fixture.ProcessAsync();

        Assert.Equal(MailState.Sent, fixture.FindRow()!.State);
    }

    /// <remarks>Matomo sent on Tuesday for UTC+8.</remarks>
    [Fact]
    public async Task A_Monday_morning_digest_is_sent_on_Monday_east_of_Greenwich()
    {
        using var fixture = new OutboxFixture();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        fixture.Settings = fixture.Settings with
        {
            FileAthletes = [CreateAthlete(zone, new DateTime(2026, 11, 23, 7, 0, 0))],
        };
        await fixture.ProcessAsync();

        await fixture.ProcessAtAsync("2026-11-22T22:59:59Z");
        Assert.Empty(fixture.Requests);
        await fixture.ProcessAtAsync("2026-11-22T23:00:00Z"); // Monday 07:00 in Shanghai

        var request = Assert.Single(fixture.Requests);
        Assert.Equal((DayOfWeek.Monday, new DateOnly(2026, 11, 23)), (request.Today.DayOfWeek, request.WeekEnd));
    }

    /// <remarks>Matomo was an hour late in daylight saving time.</remarks>
    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-08")]
    [InlineData("2026-07-05")]
    [InlineData("2026-11-01")]
    [InlineData("2026-11-08")]
    public void The_local_hour_is_the_same_in_summer_and_winter(string sunday)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var slot = DigestSchedule.GetLatest(
            CreateAthlete(zone, new DateTime(2026, 3, 1, 8, 0, 0)),
            OutboxFixture.At($"{sunday}T23:00:00Z")
        );

        Assert.Equal(
            DateTime.Parse($"{sunday}T08:00:00", CultureInfo.InvariantCulture),
            TimeZoneInfo.ConvertTime(slot.At, zone).DateTime
        );
    }

    /// <remarks>Snorby reported the week before last; Plausible, if it ran late, another week than its own.</remarks>
    [Theory]
    [InlineData("2026-11-22T18:00:00Z")]
    [InlineData("2026-11-23T03:00:00Z")]
    [InlineData("2026-11-24T17:00:00Z")]
    public async Task A_late_mail_reports_the_seven_days_up_to_its_slot(string sentAt)
    {
        using var fixture = new OutboxFixture();
        await fixture.ProcessAsync();

        await fixture.ProcessAtAsync(sentAt);

        var content = DigestContentBuilder.Build(
            DigestFixture.AfterLongRun(),
            Assert.Single(fixture.Requests),
            fixture.Settings.Rules
        );
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22)), (content.WeekStart, content.WeekEnd));
    }

    /// <remarks>Karrot reported Saturday to Saturday, so one day was in two weeks.</remarks>
    [Fact]
    public async Task Every_day_is_in_exactly_one_digest()
    {
        using var fixture = new OutboxFixture();
        await fixture.ProcessAsync();
        var slot = OutboxFixture.At("2026-11-22T18:00:00Z");
        for (var week = 0; week < 6; week++)
        {
            fixture.Clock.SetUtcNow(slot.AddDays(7 * week));
            await fixture.ProcessAsync();
        }

        var days = fixture
            .Requests.Select(request =>
                DigestContentBuilder.Build(DigestFixture.AfterLongRun(), request, fixture.Settings.Rules)
            )
            .SelectMany(content =>
                Enumerable.Range(
                    content.WeekStart.DayNumber,
                    content.WeekEnd.DayNumber - content.WeekStart.DayNumber + 1
                )
            )
            .ToList();
        Assert.Equal(Enumerable.Range(days[0], 6 * 7), days);
    }

    private static IEnumerable<TimeZoneInfo> GetZones() =>
        TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId);

    private static IEnumerable<ClockChange> GetClockChanges(TimeZoneInfo zone)
    {
        for (var day = From; day < To; day = day.AddDays(1))
        {
            var (low, high) = (day, day.AddDays(1));
            if (zone.GetUtcOffset(low) == zone.GetUtcOffset(high))
            {
                continue;
            }
            while (high - low > TimeSpan.FromSeconds(1))
            {
                var middle = low.AddSeconds(Math.Floor((high - low).TotalSeconds / 2));
                if (zone.GetUtcOffset(middle) == zone.GetUtcOffset(low))
                {
                    low = middle;
                }
                else
                {
                    high = middle;
                }
            }

            yield return new ClockChange(zone, high, zone.GetUtcOffset(low), zone.GetUtcOffset(high));
        }
    }

    /// <summary>Returns the first and last minute of the gap or overlap, one inside, and one on each side.</summary>
    private static IEnumerable<(TimeZoneInfo Zone, DateTime Local)> CreateCases(ClockChange change)
    {
        var localBefore = change.At.UtcDateTime + change.Before;
        var localAfter = change.At.UtcDateTime + change.After;
        var (begin, end) = localBefore < localAfter ? (localBefore, localAfter) : (localAfter, localBefore);
        foreach (
            var local in new[] { begin.AddMinutes(-1), begin, begin + ((end - begin) / 2), end.AddMinutes(-1), end }
        )
        {
            yield return (change.Zone, DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
        }
    }

    /// <summary>
    /// Finds by trying every minute the first at which clocks show a time or, if it doesn't exist, a later one.
    /// </summary>
    private static DateTimeOffset FindFirstInstant(DateTime local, TimeZoneInfo zone)
    {
        var guess = new DateTimeOffset(local, TimeSpan.Zero);
        var maxOffset = new[] { zone.GetUtcOffset(guess.AddDays(-2)), zone.GetUtcOffset(guess.AddDays(2)) }.Max();
        var at = guess - maxOffset - TimeSpan.FromMinutes(1);
        Assert.True(GetLocalTime(at) < local);
        while (GetLocalTime(at) < local)
        {
            at = at.AddMinutes(1);
        }

        return at;

        DateTime GetLocalTime(DateTimeOffset instant) => instant.UtcDateTime + zone.GetUtcOffset(instant);
    }

    private static AthleteSettings CreateAthlete(TimeZoneInfo zone, DateTime local) =>
        new()
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = zone,
            Digest = new DigestSettings { Day = local.DayOfWeek, Time = TimeOnly.FromDateTime(local) },
        };

    private sealed record ClockChange(TimeZoneInfo Zone, DateTimeOffset At, TimeSpan Before, TimeSpan After);
}
