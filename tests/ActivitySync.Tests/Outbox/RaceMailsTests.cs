using ActivitySync.Digest;
using ActivitySync.Intake;
using ActivitySync.Outbox;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Store;
using ActivitySync.Tests.Intake;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Outbox;

/// <summary>The mails around a race and of a raised flag, from the store to the transport, day after day: a runner whose marathon is on Sunday 13 December.</summary>
public sealed class RaceMailsTests : IDisposable
{
    private static readonly DateOnly _race = new(2026, 12, 13);

    private readonly OutboxHouse _house = new();

    public RaceMailsTests() => Settle();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task A_race_brings_its_mails_one_a_day_and_the_digest_takes_the_place_of_one()
    {
        Race();
        await Days("2026-11-22", "2026-12-26");

        Assert.Equal(
            [
                "11-22 digest.2026-W47",
                "11-28 race.2026-12-13.plan",
                "11-29 digest.2026-W48",
                "12-05 race.2026-12-13.last",
                "12-06 digest.2026-W49",
                "12-12 race.2026-12-13.eve",
                "12-13 digest.2026-W50",
                "12-14 race.2026-12-13.after",
                "12-20 digest.2026-W51",
                "12-23 race.2026-12-13.check",
            ],
            Sent());
    }

    [Theory]
    [InlineData("2026-12-14")]
    [InlineData("2026-12-16")]
    public async Task A_copy_of_the_race_that_comes_later_from_elsewhere_brings_no_second_mail(string arrival)
    {
        Race();
        await Days("2026-12-10", "2026-12-26");
        var once = Sent();
        _house.Transport.Tried.Clear();

        using var other = new RaceMailsTests();
        other.Race();
        await other.Days("2026-12-10", arrival);
        other.Recorded(_race, "Marathon in the harbour", 229, 42_500, SourceTag.Race, SourceName.Garmin, secondsLater: 40);
        await other.Days($"{DateOnly.Parse(arrival, null).AddDays(1):yyyy-MM-dd}", "2026-12-26");

        Assert.Equal(once, other.Sent());
    }

    [Fact]
    public async Task A_digest_of_the_day_tells_what_the_mail_would_have()
    {
        // The marathon on Monday: its eve is a Sunday.
        Race(_race.AddDays(1));
        await Days("2026-12-10", "2026-12-13");

        Assert.Equal("12-13 digest.2026-W50", Sent()[^1]);
        Assert.Contains("Harbour Marathon is tomorrow, Monday 14 December", TextOf(_house.Transport.Tried[^1]), StringComparison.Ordinal);
        Assert.Equal((MailState.Skipped, PlanMails.Absorbed), (Row("2026-12-14.eve")!.State, Row("2026-12-14.eve")!.Reason));
    }

    [Fact]
    public async Task A_copy_of_a_digest_tells_what_the_digest_told()
    {
        Race(_race.AddDays(1));
        await Days("2026-12-10", "2026-12-13");
        var first = TextOf(_house.Transport.Tried[^1]);

        await _house.ResendAsync();

        Assert.Equal("12-13 digest.2026-W50", Sent()[^1]);
        Assert.Equal(first, TextOf(_house.Transport.Tried[^1]));
        Assert.Contains("Harbour Marathon is tomorrow, Monday 14 December", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flag_told_in_a_pause_is_answered_and_nothing_else_is_sent()
    {
        Race();
        using (var store = _house.Database.Open())
        {
            Pauses.Set(store, AthleteId(store), new DateOnly(2026, 12, 1));
            Pains.Log(store, AthleteId(store), new Pain { Date = new DateOnly(2026, 11, 28), Area = "left calf", Severity = 4, Signs = ["one-sided-swelling"] });
        }

        await Days("2026-11-28", "2026-11-30");

        Assert.Equal(["11-28 notice.2026-11-28.2"], Sent());
    }

    [Fact]
    public async Task A_runner_who_ended_the_mails_gets_none_of_a_flag_either()
    {
        using (var store = _house.Database.Open())
        {
            Pauses.Set(store, AthleteId(store), Pauses.ForGood);
            Pains.Log(store, AthleteId(store), new Pain { Date = new DateOnly(2026, 11, 28), Area = "left calf", Severity = 4, Signs = ["one-sided-swelling"] });
        }

        await Days("2026-11-28", "2026-11-30");

        Assert.Empty(Sent());
    }

    [Fact]
    public async Task A_digest_knows_from_the_store_when_a_key_ends_and_how_old_the_races_are()
    {
        _house.Settings = _house.Settings with
        {
            Athletes = [_house.Anna with { Sources = _house.Anna.Sources with { Garmin = true, RaceCalendars = ["races.ics"] } }],
        };
        Rooms();
        using (var store = _house.Database.Open())
        {
            GarminKeys.Save(store, AthleteId(store), "print", new DateOnly(2026, 12, 1));
            RaceFeeds.Save(store, AthleteId(store), "feed", OutboxHouse.At("2026-11-18T06:00:00Z"), null);
            RaceFeeds.Save(store, AthleteId(store), "feed", OutboxHouse.At("2026-11-22T06:00:00Z"), "away");
        }

        await Day("2026-11-22");

        var text = TextOf(_house.TriedDigests[^1]);
        Assert.Contains("Your Garmin key works until Tuesday 1 December.", text, StringComparison.Ordinal);
        Assert.Contains("Your race calendar was last read on Wednesday 18 November", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_race_called_off_brings_nothing_more_also_of_what_waits_for_the_server()
    {
        var id = Race();
        _house.Transport.Answers(new MailOutcome(MailResult.Transient, "busy"));
        await Day("2026-11-28");
        Assert.Equal(MailState.Rendered, Row("2026-12-13.plan")!.State);

        using (var store = _house.Database.Open()) Races.Remove(store, AthleteId(store), id);
        await Days("2026-11-29", "2026-12-26", isRun: false);

        Assert.Equal((MailState.Skipped, PrepareMail.NothingToSay), (Row("2026-12-13.plan")!.State, Row("2026-12-13.plan")!.Reason));
        Assert.All(Sent().Skip(1), mail => Assert.Contains("digest", mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_setting_ends_them()
    {
        _house.Settings = _house.Settings with { Athletes = [_house.Anna with { RaceMails = false }] };
        Rooms();
        Race();
        await Days("2026-11-28", "2026-12-26");

        Assert.All(Sent(), mail => Assert.Contains("digest", mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pause_holds_the_plan_back_until_it_is_over()
    {
        Race();
        using (var store = _house.Database.Open()) Pauses.Set(store, AthleteId(store), new DateOnly(2026, 11, 30));
        await Days("2026-11-27", "2026-12-01");

        Assert.Equal(["12-01 race.2026-12-13.plan"], Sent());
    }

    [Fact]
    public async Task A_flag_is_told_at_once_and_once_and_silences_the_race()
    {
        Race();
        await Day("2026-11-23");
        using (var store = _house.Database.Open())
            Pains.Log(store, AthleteId(store), new Pain { Date = new DateOnly(2026, 11, 28), Area = "left calf", Severity = 4, Signs = ["one-sided-swelling"] });
        await _house.PassAt("2026-11-28T07:00:00Z");
        await Days("2026-11-28", "2026-12-14");

        Assert.Equal(["11-23 digest.2026-W47", "11-28 notice.2026-11-28.2", "11-29 digest.2026-W48", "12-06 digest.2026-W49", "12-13 digest.2026-W50"], Sent());
        var text = TextOf(_house.Transport.Tried[^1]);
        Assert.Contains("Get medical help today", text, StringComparison.Ordinal);
        Assert.Contains("No suggestions in these mails while this stands.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graver_flag_is_told_again_and_a_milder_one_is_not()
    {
        void Hurts(string date, string area, string sign, string? until = null)
        {
            using var store = _house.Database.Open();
            Pains.Log(store, AthleteId(store), new Pain { Date = DateOnly.Parse(date, null), Area = area, Severity = 4, Signs = [sign], ResolvedOn = until is null ? null : DateOnly.Parse(until, null) });
        }

        await Day("2026-11-23");
        Hurts("2026-11-24", "shin", "limping");
        await Day("2026-11-24");
        Hurts("2026-11-25", "chest", "chest-pain");
        await Day("2026-11-25");
        Hurts("2026-11-25", "chest", "chest-pain", "2026-11-26");
        await Days("2026-11-26", "2026-11-28");

        Assert.Equal(["11-24 notice.2026-11-24.3", "11-25 notice.2026-11-25.1"], Sent().Skip(1));
    }

    /// <summary>Passes at nine in the morning and at the hour of the digests, and one after it.</summary>
    private async Task Day(string date)
    {
        await _house.PassAt($"{date}T08:00:00Z");
        await _house.PassAt($"{date}T18:00:00Z");
        await _house.PassAt($"{date}T18:05:00Z");
    }

    private async Task Days(string from, string to, bool isRun = true)
    {
        for (var day = DateOnly.Parse(from, null); day <= DateOnly.Parse(to, null); day = day.AddDays(1))
        {
            if (isRun && day == _race.AddDays(1)) Recorded(_race, "Harbour Marathon", 228, 42_300, SourceTag.Race);
            await Day($"{day:yyyy-MM-dd}");
        }
    }

    /// <summary>What was handed over, in order: the day, and what the Message-ID says.</summary>
    private List<string> Sent() =>
    [
        .. _house.Transport.Tried.Select(bytes =>
        {
            using var stream = new MemoryStream(bytes);
            using var message = MimeKit.MimeMessage.Load(stream);
            return $"{message.Date:MM-dd} {message.MessageId!.Split(".anna")[0]}";
        }),
    ];

    private static string TextOf(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var message = MimeKit.MimeMessage.Load(stream);
        return message.TextBody!.ReplaceLineEndings(" ");
    }

    private MailRow? Row(string period) => _house.Row(period, kind: MailKind.Race);

    private long AthleteId(System.Data.Common.DbConnection store) => Athletes.IdOf(store, "anna", _house.Clock);

    /// <summary>Training until the race, a massage every month, and rooms that plan and write in earnest.</summary>
    private void Settle()
    {
        Rooms();
        for (var day = new DateOnly(2026, 9, 1); day < new DateOnly(2026, 11, 21); day = day.AddDays(2)) Recorded(day, "Morning Run", 45, 8_000);
        for (var day = new DateOnly(2026, 11, 23); day < new DateOnly(2026, 12, 12); day = day.AddDays(2)) Recorded(day, "Morning Run", 45, 8_000);
        using var store = _house.Database.Open();
        foreach (var date in new[] { "2026-08-30", "2026-09-29", "2026-10-29" }) Massages.Log(store, AthleteId(store), new Massage(DateOnly.Parse(date, null), MassageKind.Swedish));
    }

    private void Rooms()
    {
        var plans = new PlanRecovery(_house.Database, _house.Settings, _house.Clock);
        _house.Write = new WriteMail(plans, _house.Settings, _house.Database, _house.Clock, new MailTemplates(_house.Settings, NullLogger<MailTemplates>.Instance)).Write;
        _house.Occasions.Clear();
        _house.Occasions.Add(new RaceOccasion(plans, _house.Settings, _house.Clock).Due);
        _house.Occasions.Add(new NoticeOccasion(_house.Settings, _house.Clock).Due);
        _house.Holds = new StillHolds(plans, _house.Database, _house.Settings, _house.Clock).Ask;
    }

    private long Race(DateOnly? date = null)
    {
        using var store = _house.Database.Open();
        return Races.Add(store, AthleteId(store), new CalendarRace { Date = date ?? _race, Name = "Harbour Marathon", DistanceMeters = 42_195 });
    }

    private void Recorded(
        DateOnly date, string name, double minutes, double meters, SourceTag? tag = null, SourceName source = SourceName.File, int secondsLater = 0)
    {
        long athleteId;
        using (var store = _house.Database.Open()) athleteId = AthleteId(store);
        var recording = IntakeScene.Recording(
            source, source == SourceName.File ? RecordingFormat.Fit : RecordingFormat.Garmin, $"{date:yyyyMMdd}", new DateTimeOffset(date, new TimeOnly(9, 0), TimeSpan.FromHours(1)).AddSeconds(secondsLater), minutes, name);
        var activity = recording.Activity with { DistanceMeters = meters, SourceTag = tag };
        new KeepRecordings(_house.Database, _house.Clock).Add(athleteId, [recording with { Activity = activity }]);
    }
}
