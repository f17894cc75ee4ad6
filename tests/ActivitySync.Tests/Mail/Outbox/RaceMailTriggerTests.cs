using ActivitySync.Advice;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.FileFormats;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Sync;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>The mails around a race and of a raised flag, from the store to the transport, day after day: a runner whose marathon is on Sunday 13 December.</summary>
public sealed class RaceMailTriggerTests : IDisposable
{
    private static readonly DateOnly RaceDate = new(2026, 12, 13);

    private readonly OutboxFixture _fixture = new();

    public RaceMailTriggerTests() => SetUpAthlete();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_race_brings_its_mails_one_a_day_and_the_digest_takes_the_place_of_one()
    {
        Race();
        await ProcessDaysAsync("2026-11-22", "2026-12-26");

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
            Sent()
        );
    }

    [Theory]
    [InlineData("2026-12-14")]
    [InlineData("2026-12-16")]
    public async Task A_copy_of_the_race_that_comes_later_from_elsewhere_brings_no_second_mail(string arrival)
    {
        Race();
        await ProcessDaysAsync("2026-12-10", "2026-12-26");
        var once = Sent();
        _fixture.Transport.Messages.Clear();

        using var other = new RaceMailTriggerTests();
        other.Race();
        await other.ProcessDaysAsync("2026-12-10", arrival);
        other.Recorded(
            RaceDate,
            "Marathon in the harbour",
            229,
            42_500,
            SourceTag.Race,
            SourceName.Garmin,
            secondsLater: 40
        );
        await other.ProcessDaysAsync($"{DateOnly.Parse(arrival, null).AddDays(1):yyyy-MM-dd}", "2026-12-26");

        Assert.Equal(once, other.Sent());
    }

    [Fact]
    public async Task A_digest_of_the_day_tells_what_the_mail_would_have()
    {
        // The marathon on Monday: its eve is a Sunday.
        Race(RaceDate.AddDays(1));
        await ProcessDaysAsync("2026-12-10", "2026-12-13");

        Assert.Equal("12-13 digest.2026-W50", Sent()[^1]);
        Assert.Contains(
            "Harbour Marathon is tomorrow, Monday 14 December",
            GetText(_fixture.Transport.Messages[^1]),
            StringComparison.Ordinal
        );
        Assert.Equal(
            (MailState.Skipped, MailScheduler.IncludedReason),
            (Row("2026-12-14.eve")!.State, Row("2026-12-14.eve")!.Reason)
        );
    }

    [Fact]
    public async Task A_copy_of_a_digest_tells_what_the_digest_told()
    {
        Race(RaceDate.AddDays(1));
        await ProcessDaysAsync("2026-12-10", "2026-12-13");
        var first = GetText(_fixture.Transport.Messages[^1]);

        await _fixture.ResendAsync();

        Assert.Equal("12-13 digest.2026-W50", Sent()[^1]);
        Assert.Equal(first, GetText(_fixture.Transport.Messages[^1]));
        Assert.Contains("Harbour Marathon is tomorrow, Monday 14 December", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flag_told_in_a_pause_is_answered_and_nothing_else_is_sent()
    {
        Race();
        using (var connection = _fixture.Database.Open())
        {
            PauseRepository.Save(connection, AthleteId(connection), new DateOnly(2026, 12, 1));
            PainRepository.Add(
                connection,
                AthleteId(connection),
                new Pain
                {
                    Date = new DateOnly(2026, 11, 28),
                    Area = "left calf",
                    Severity = 4,
                    Signs = ["one-sided-swelling"],
                }
            );
        }

        await ProcessDaysAsync("2026-11-28", "2026-11-30");

        Assert.Equal(["11-28 notice.2026-11-28.2"], Sent());
    }

    [Fact]
    public async Task A_runner_who_ended_the_mails_gets_none_of_a_flag_either()
    {
        using (var connection = _fixture.Database.Open())
        {
            PauseRepository.Save(connection, AthleteId(connection), PauseRepository.Indefinitely);
            PainRepository.Add(
                connection,
                AthleteId(connection),
                new Pain
                {
                    Date = new DateOnly(2026, 11, 28),
                    Area = "left calf",
                    Severity = 4,
                    Signs = ["one-sided-swelling"],
                }
            );
        }

        await ProcessDaysAsync("2026-11-28", "2026-11-30");

        Assert.Empty(Sent());
    }

    [Fact]
    public async Task A_digest_knows_from_the_store_when_a_key_ends_and_how_old_the_races_are()
    {
        _fixture.Settings = _fixture.Settings with
        {
            Athletes =
            [
                _fixture.Anna with
                {
                    Sources = _fixture.Anna.Sources with { Garmin = true, RaceCalendars = ["races.ics"] },
                },
            ],
        };
        BuildServices();
        using (var connection = _fixture.Database.Open())
        {
            GarminKeyRepository.Save(connection, AthleteId(connection), "print", new DateOnly(2026, 12, 1));
            RaceFeedRepository.Save(
                connection,
                AthleteId(connection),
                "feed",
                OutboxFixture.At("2026-11-18T06:00:00Z"),
                null
            );
            RaceFeedRepository.Save(
                connection,
                AthleteId(connection),
                "feed",
                OutboxFixture.At("2026-11-22T06:00:00Z"),
                "away"
            );
        }

        await ProcessDayAsync("2026-11-22");

        var text = GetText(_fixture.SentDigests[^1]);
        Assert.Contains("Your Garmin key works until Tuesday 1 December.", text, StringComparison.Ordinal);
        Assert.Contains("Your race calendar was last read on Wednesday 18 November", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_race_called_off_brings_nothing_more_also_of_what_waits_for_the_server()
    {
        var id = Race();
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "busy"));
        await ProcessDayAsync("2026-11-28");
        Assert.Equal(MailState.Rendered, Row("2026-12-13.plan")!.State);

        using (var connection = _fixture.Database.Open())
        {
            RaceRepository.Remove(connection, AthleteId(connection), id);
        }

        await ProcessDaysAsync("2026-11-29", "2026-12-26", isRun: false);

        Assert.Equal(
            (MailState.Skipped, MailPreparer.ObsoleteReason),
            (Row("2026-12-13.plan")!.State, Row("2026-12-13.plan")!.Reason)
        );
        Assert.All(Sent().Skip(1), mail => Assert.Contains("digest", mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_setting_ends_them()
    {
        _fixture.Settings = _fixture.Settings with { Athletes = [_fixture.Anna with { RaceMails = false }] };
        BuildServices();
        Race();
        await ProcessDaysAsync("2026-11-28", "2026-12-26");

        Assert.All(Sent(), mail => Assert.Contains("digest", mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pause_holds_the_plan_back_until_it_is_over()
    {
        Race();
        using (var connection = _fixture.Database.Open())
        {
            PauseRepository.Save(connection, AthleteId(connection), new DateOnly(2026, 11, 30));
        }

        await ProcessDaysAsync("2026-11-27", "2026-12-01");

        Assert.Equal(["12-01 race.2026-12-13.plan"], Sent());
    }

    [Fact]
    public async Task A_flag_is_told_at_once_and_once_and_silences_the_race()
    {
        Race();
        await ProcessDayAsync("2026-11-23");
        using (var connection = _fixture.Database.Open())
        {
            PainRepository.Add(
                connection,
                AthleteId(connection),
                new Pain
                {
                    Date = new DateOnly(2026, 11, 28),
                    Area = "left calf",
                    Severity = 4,
                    Signs = ["one-sided-swelling"],
                }
            );
        }

        await _fixture.ProcessAtAsync("2026-11-28T07:00:00Z");
        await ProcessDaysAsync("2026-11-28", "2026-12-14");

        Assert.Equal(
            [
                "11-23 digest.2026-W47",
                "11-28 notice.2026-11-28.2",
                "11-29 digest.2026-W48",
                "12-06 digest.2026-W49",
                "12-13 digest.2026-W50",
            ],
            Sent()
        );
        var text = GetText(_fixture.Transport.Messages[^1]);
        Assert.Contains("Get medical help today", text, StringComparison.Ordinal);
        Assert.Contains("No suggestions in these mails while this stands.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graver_flag_is_told_again_and_a_milder_one_is_not()
    {
        void Hurts(string date, string area, string sign, string? until = null)
        {
            using var connection = _fixture.Database.Open();
            PainRepository.Add(
                connection,
                AthleteId(connection),
                new Pain
                {
                    Date = DateOnly.Parse(date, null),
                    Area = area,
                    Severity = 4,
                    Signs = [sign],
                    ResolvedOn = until is null ? null : DateOnly.Parse(until, null),
                }
            );
        }

        await ProcessDayAsync("2026-11-23");
        Hurts("2026-11-24", "shin", "limping");
        await ProcessDayAsync("2026-11-24");
        Hurts("2026-11-25", "chest", "chest-pain");
        await ProcessDayAsync("2026-11-25");
        Hurts("2026-11-25", "chest", "chest-pain", "2026-11-26");
        await ProcessDaysAsync("2026-11-26", "2026-11-28");

        Assert.Equal(["11-24 notice.2026-11-24.3", "11-25 notice.2026-11-25.1"], Sent().Skip(1));
    }

    /// <summary>Passes at nine in the morning and at the hour of the digests, and one after it.</summary>
    private async Task ProcessDayAsync(string date)
    {
        await _fixture.ProcessAtAsync($"{date}T08:00:00Z");
        await _fixture.ProcessAtAsync($"{date}T18:00:00Z");
        await _fixture.ProcessAtAsync($"{date}T18:05:00Z");
    }

    private async Task ProcessDaysAsync(string from, string to, bool isRun = true)
    {
        for (var day = DateOnly.Parse(from, null); day <= DateOnly.Parse(to, null); day = day.AddDays(1))
        {
            if (isRun && day == RaceDate.AddDays(1))
            {
                Recorded(RaceDate, "Harbour Marathon", 228, 42_300, SourceTag.Race);
            }

            await ProcessDayAsync($"{day:yyyy-MM-dd}");
        }
    }

    /// <summary>What was handed over, in order: the day, and what the Message-ID says.</summary>
    private List<string> Sent() =>
        [
            .. _fixture.Transport.Messages.Select(bytes =>
            {
                using var stream = new MemoryStream(bytes);
                using var message = MimeKit.MimeMessage.Load(stream);
                return $"{message.Date:MM-dd} {message.MessageId!.Split(".anna")[0]}";
            }),
        ];

    private static string GetText(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var message = MimeKit.MimeMessage.Load(stream);
        return message.TextBody!.ReplaceLineEndings(" ");
    }

    private MailRow? Row(string period) => _fixture.FindRow(period, kind: MailKind.Race);

    private long AthleteId(System.Data.Common.DbConnection connection) =>
        AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock);

    /// <summary>Training until the race, a massage every month, and rooms that plan and write in earnest.</summary>
    private void SetUpAthlete()
    {
        BuildServices();
        for (var day = new DateOnly(2026, 9, 1); day < new DateOnly(2026, 11, 21); day = day.AddDays(2))
        {
            Recorded(day, "Morning Run", 45, 8_000);
        }

        for (var day = new DateOnly(2026, 11, 23); day < new DateOnly(2026, 12, 12); day = day.AddDays(2))
        {
            Recorded(day, "Morning Run", 45, 8_000);
        }

        using var connection = _fixture.Database.Open();
        foreach (var date in new[] { "2026-08-30", "2026-09-29", "2026-10-29" })
        {
            MassageRepository.Add(
                connection,
                AthleteId(connection),
                new Massage(DateOnly.Parse(date, null), MassageKind.Swedish)
            );
        }
    }

    private void BuildServices()
    {
        var adviceService = new AdviceService(_fixture.Database, _fixture.Settings, _fixture.Clock);
        _fixture.Write = new MailWriter(
            adviceService,
            _fixture.Settings,
            _fixture.Database,
            _fixture.Clock,
            new MailTemplates(_fixture.Settings, NullLogger<MailTemplates>.Instance),
            new CalendarFeed(_fixture.Settings, NullLogger<CalendarFeed>.Instance)
        ).Write;
        _fixture.Triggers.Clear();
        _fixture.Triggers.Add(new RaceMailTrigger(adviceService, _fixture.Settings, _fixture.Clock));
        _fixture.Triggers.Add(new RedFlagMailTrigger(_fixture.Settings, _fixture.Clock));
    }

    private long Race(DateOnly? date = null)
    {
        using var connection = _fixture.Database.Open();
        return RaceRepository.Add(
            connection,
            AthleteId(connection),
            new CalendarRace
            {
                Date = date ?? RaceDate,
                Name = "Harbour Marathon",
                DistanceMeters = 42_195,
            }
        );
    }

    private void Recorded(
        DateOnly date,
        string name,
        double minutes,
        double meters,
        SourceTag? tag = null,
        SourceName source = SourceName.File,
        int secondsLater = 0
    )
    {
        long athleteId;
        using (var connection = _fixture.Database.Open())
        {
            athleteId = AthleteId(connection);
        }

        var recording = SyncFixture.Recording(
            source,
            source == SourceName.File ? RecordingFormat.Fit : RecordingFormat.Garmin,
            $"{date:yyyyMMdd}",
            new DateTimeOffset(date, new TimeOnly(9, 0), TimeSpan.FromHours(1)).AddSeconds(secondsLater),
            minutes,
            name
        );
        var activity = recording.Activity with { DistanceMeters = meters, SourceTag = tag };
        new RecordingReconciler(_fixture.Database, _fixture.Clock).Add(
            athleteId,
            [recording with { Activity = activity }]
        );
    }
}
