using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using CsCheck;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class DigestScheduleTests
{
    [Fact]
    public void A_Sunday_evening_digest_is_at_seven_before_and_after_a_clock_change()
    {
        var anna = CreateAthlete("Europe/Berlin");

        Assert.Equal(At("2026-03-22T18:00:00Z"), DigestSchedule.GetLatest(anna, At("2026-03-23T00:00:00Z")).At);
        Assert.Equal(At("2026-03-29T17:00:00Z"), DigestSchedule.GetLatest(anna, At("2026-03-30T00:00:00Z")).At);
        Assert.Equal(At("2026-10-25T18:00:00Z"), DigestSchedule.GetNext(anna, At("2026-10-20T00:00:00Z")).At);
    }

    [Fact]
    public void A_time_that_does_not_exist_moves_to_the_next_that_does()
    {
        var night = CreateAthlete("Europe/Berlin", DayOfWeek.Sunday, new TimeOnly(2, 30));

        var slot = DigestSchedule.GetLatest(night, At("2026-03-29T12:00:00Z"));

        Assert.Equal(At("2026-03-29T01:00:00Z"), slot.At); // 03:00 in summer time
        Assert.Equal(new DateOnly(2026, 3, 29), slot.Date);
    }

    [Fact]
    public void A_time_that_occurs_twice_is_used_the_first_time()
    {
        var night = CreateAthlete("Europe/Berlin", DayOfWeek.Sunday, new TimeOnly(2, 30));

        Assert.Equal(At("2026-10-25T00:30:00Z"), DigestSchedule.GetLatest(night, At("2026-10-25T00:59:00Z")).At);
        Assert.Equal(At("2026-10-25T00:30:00Z"), DigestSchedule.GetLatest(night, At("2026-10-25T01:45:00Z")).At);
        Assert.Equal(At("2026-11-01T01:30:00Z"), DigestSchedule.GetNext(night, At("2026-10-25T00:30:00Z")).At);
    }

    [Fact]
    public void A_midnight_that_does_not_exist_moves_to_one()
    {
        var midnight = CreateAthlete("America/Santiago", DayOfWeek.Sunday, new TimeOnly(0, 0));

        Assert.Equal(At("2026-09-06T04:00:00Z"), DigestSchedule.GetLatest(midnight, At("2026-09-06T12:00:00Z")).At);
    }

    [Fact]
    public void A_skipped_day_moves_to_the_start_of_the_next()
    {
        var apia = CreateAthlete("Pacific/Apia", DayOfWeek.Friday, new TimeOnly(19, 0));

        var slot = DigestSchedule.GetLatest(apia, At("2011-12-31T00:00:00Z"));

        Assert.Equal(At("2011-12-30T10:00:00Z"), slot.At);
        Assert.Equal(new DateOnly(2011, 12, 30), slot.Date);
        Assert.Equal("2011-W52", slot.Period.ToString());
    }

    [Theory]
    [InlineData("2026-11-22T18:00:00Z", "2026-W47")]
    [InlineData("2027-01-03T18:00:00Z", "2026-W53")]
    [InlineData("2027-01-10T18:00:00Z", "2027-W01")]
    public void The_period_is_the_ISO_week_of_the_slots_own_date(string at, string period) =>
        Assert.Equal(period, DigestSchedule.GetLatest(CreateAthlete("Europe/Berlin"), At(at)).Period.ToString());

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    public void Far_from_Greenwich_the_slot_is_on_the_athletes_Sunday(string zone)
    {
        var athlete = CreateAthlete(zone);

        var slot = DigestSchedule.GetLatest(athlete, At("2026-11-25T12:00:00Z"));

        Assert.Equal(DayOfWeek.Sunday, TimeZoneInfo.ConvertTime(slot.At, athlete.TimeZone).DayOfWeek);
        Assert.Equal(19, TimeZoneInfo.ConvertTime(slot.At, athlete.TimeZone).Hour);
    }

    [Theory]
    [InlineData("2026-W54")]
    [InlineData("2025-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026-47")]
    [InlineData("2026-W7")]
    [InlineData("next")]
    public void A_text_that_is_not_an_ISO_week_is_an_error(string week) =>
        Assert.Throws<OperationException>(() => DigestSchedule.ParseWeek(CreateAthlete("Europe/Berlin"), week));

    [Fact]
    public void The_slot_of_a_week_has_that_week_as_period()
    {
        var slot = DigestSchedule.ParseWeek(CreateAthlete("Europe/Berlin"), "2026-W47");

        Assert.Equal(
            new DigestSlot(At("2026-11-22T18:00:00Z"), new DateOnly(2026, 11, 22), new WeekPeriod(2026, 47)),
            slot
        );
    }

    [Fact]
    public void Slots_follow_each_other_without_gap_or_overlap_in_every_zone()
    {
        string[] zones =
        [
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Kathmandu",
            "Africa/Cairo",
            "Pacific/Apia",
            "UTC",
        ];
        var cases =
            from zone in Gen.Int[0, zones.Length - 1].Select(index => zones[index])
            from day in Gen.Int[0, 6]
            from minute in Gen.Int[0, (24 * 60) - 1]
            from second in Gen.Long[
                At("2010-01-01T00:00:00Z").ToUnixTimeSeconds(),
                At("2035-01-01T00:00:00Z").ToUnixTimeSeconds()
            ]
            select (
                Athlete: CreateAthlete(zone, (DayOfWeek)day, TimeOnly.MinValue.AddMinutes(minute)),
                Now: DateTimeOffset.FromUnixTimeSeconds(second)
            );
        cases.Sample(
            c =>
            {
                var latest = DigestSchedule.GetLatest(c.Athlete, c.Now);
                var next = DigestSchedule.GetNext(c.Athlete, c.Now);
                Assert.True(latest.At <= c.Now && c.Now < next.At);
                Assert.Equal(latest.Date.AddDays(7), next.Date);
                Assert.Equal(latest, DigestSchedule.GetLatest(c.Athlete, latest.At));
                Assert.Equal(next, DigestSchedule.GetNext(c.Athlete, latest.At));
                Assert.Equal(latest, DigestSchedule.ParseWeek(c.Athlete, latest.Period.ToString()));
            },
            iter: 2000
        );
    }

    private static AthleteSettings CreateAthlete(
        string zone,
        DayOfWeek day = DayOfWeek.Sunday,
        TimeOnly? time = null
    ) =>
        new()
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone),
            Digest = new DigestSettings { Day = day, Time = time ?? new TimeOnly(19, 0) },
        };

    private static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
