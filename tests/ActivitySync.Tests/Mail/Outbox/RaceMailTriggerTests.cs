using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.FileFormats;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Recovery;
using ActivitySync.Sources.Keys;
using ActivitySync.Sync;
using ActivitySync.Tests.Sync;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>
/// Race mails and red-flag mails from the database to the transport over many days. The athlete's marathon is on Sunday
/// 13 December.
/// </summary>
public sealed class RaceMailTriggerTests : IDisposable
{
    private static readonly DateOnly RaceDate = new(2026, 12, 13);

    private static readonly string RedFlag = MailKind.RedFlag.ToStoredText();

    private readonly OutboxFixture _fixture = new();

    public RaceMailTriggerTests() => SetUpAthlete();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_race_has_at_most_one_mail_per_day_and_a_digest_replaces_one()
    {
        AddRace();
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
            GetSentMails()
        );
    }

    [Theory]
    [InlineData("2026-12-14")]
    [InlineData("2026-12-16")]
    public async Task A_later_copy_of_the_race_from_another_source_causes_no_second_mail(string arrival)
    {
        AddRace();
        await ProcessDaysAsync("2026-12-10", "2026-12-26");
        var once = GetSentMails();
        _fixture.Transport.Messages.Clear();

        using var other = new RaceMailTriggerTests();
        other.AddRace();
        await other.ProcessDaysAsync("2026-12-10", arrival);
        other.AddRecording(
            RaceDate,
            "Marathon in the harbour",
            229,
            42_500,
            SourceTag.Race,
            SourceNames.Garmin,
            secondsLater: 40
        );
        await other.ProcessDaysAsync($"{DateOnly.Parse(arrival, null).AddDays(1):yyyy-MM-dd}", "2026-12-26");

        Assert.Equal(once, other.GetSentMails());
    }

    [Fact]
    public async Task A_digest_of_the_same_day_includes_the_race_mail()
    {
        // The marathon is on Monday, so its eve is a Sunday.
        AddRace(RaceDate.AddDays(1));
        await ProcessDaysAsync("2026-12-10", "2026-12-13");

        Assert.Equal("12-13 digest.2026-W50", GetSentMails()[^1]);
        Assert.Contains(
            "Harbour Marathon is tomorrow, Monday 14 December",
            GetText(_fixture.Transport.Messages[^1]),
            StringComparison.Ordinal
        );
        Assert.Equal(
            (MailState.Skipped, MailScheduler.IncludedReason),
            (FindRow("2026-12-14.eve")!.State, FindRow("2026-12-14.eve")!.Reason)
        );
    }

    [Fact]
    public async Task A_copy_of_a_digest_includes_the_same_race_mail()
    {
        AddRace(RaceDate.AddDays(1));
        await ProcessDaysAsync("2026-12-10", "2026-12-13");
        var first = GetText(_fixture.Transport.Messages[^1]);

        await _fixture.ResendAsync();

        Assert.Equal("12-13 digest.2026-W50", GetSentMails()[^1]);
        Assert.Equal(first, GetText(_fixture.Transport.Messages[^1]));
        Assert.Contains("Harbour Marathon is tomorrow, Monday 14 December", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_flag_raised_in_a_pause_is_mailed_and_nothing_else()
    {
        AddRace();
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

        Assert.Equal([$"11-28 {RedFlag}.2026-11-28.2"], GetSentMails());
    }

    [Fact]
    public async Task An_unsubscribed_athlete_gets_no_red_flag_mail_either()
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

        Assert.Empty(GetSentMails());
    }

    [Fact]
    public async Task A_digest_mentions_an_expiring_key_and_an_outdated_race_calendar()
    {
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes =
            [
                _fixture.Anna with
                {
                    Sources = _fixture.Anna.Sources with
                    {
                        Enabled = [SourceNames.Garmin],
                        RaceCalendars = ["races.ics"],
                    },
                },
            ],
        };
        BuildServices();
        using (var connection = _fixture.Database.Open())
        {
            KeyPropertiesRepository.Save(
                connection,
                AthleteId(connection),
                "garmin",
                "print",
                new DateOnly(2026, 12, 1)
            );
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
        Assert.Contains("I last read your race calendar on Wednesday 18 November", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canceled_race_has_no_further_mails_and_waiting_ones_are_skipped()
    {
        var id = AddRace();
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "busy"));
        await ProcessDayAsync("2026-11-28");
        Assert.Equal(MailState.Rendered, FindRow("2026-12-13.plan")!.State);

        using (var connection = _fixture.Database.Open())
        {
            RaceRepository.Remove(connection, AthleteId(connection), id);
        }

        await ProcessDaysAsync("2026-11-29", "2026-12-26", isRun: false);

        Assert.Equal(
            (MailState.Skipped, MailPreparer.ObsoleteReason),
            (FindRow("2026-12-13.plan")!.State, FindRow("2026-12-13.plan")!.Reason)
        );
        Assert.All(GetSentMails().Skip(1), mail => Assert.Contains("digest", mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Race_mails_can_be_turned_off()
    {
        _fixture.Settings = _fixture.Settings with { FileAthletes = [_fixture.Anna with { RaceMails = false }] };
        BuildServices();
        AddRace();
        await ProcessDaysAsync("2026-11-28", "2026-12-26");

        Assert.All(GetSentMails(), mail => Assert.Contains("digest", mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_plan_is_mailed_after_a_pause()
    {
        AddRace();
        using (var connection = _fixture.Database.Open())
        {
            PauseRepository.Save(connection, AthleteId(connection), new DateOnly(2026, 11, 30));
        }

        await ProcessDaysAsync("2026-11-27", "2026-12-01");

        Assert.Equal(["12-01 race.2026-12-13.plan"], GetSentMails());
    }

    [Fact]
    public async Task A_red_flag_is_mailed_once_at_once_and_stops_the_race_mails()
    {
        AddRace();
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
                $"11-28 {RedFlag}.2026-11-28.2",
                "11-29 digest.2026-W48",
                "12-06 digest.2026-W49",
                "12-13 digest.2026-W50",
            ],
            GetSentMails()
        );
        var text = GetText(_fixture.Transport.Messages[^1]);
        Assert.Contains("See a doctor today", text, StringComparison.Ordinal);
        Assert.Contains("I won’t suggest anything until someone has looked at it", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_more_severe_flag_is_mailed_again_and_a_milder_one_is_not()
    {
        void AddPain(string date, string area, string sign, string? until = null)
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
        AddPain("2026-11-24", "shin", "limping");
        await ProcessDayAsync("2026-11-24");
        AddPain("2026-11-25", "chest", "chest-pain");
        await ProcessDayAsync("2026-11-25");
        AddPain("2026-11-25", "chest", "chest-pain", "2026-11-26");
        await ProcessDaysAsync("2026-11-26", "2026-11-28");

        Assert.Equal([$"11-24 {RedFlag}.2026-11-24.3", $"11-25 {RedFlag}.2026-11-25.1"], GetSentMails().Skip(1));
    }

    /// <summary>Runs passes at 09:00, at the digest's time, and after it.</summary>
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
                AddRecording(RaceDate, "Harbour Marathon", 228, 42_300, SourceTag.Race);
            }

            await ProcessDayAsync($"{day:yyyy-MM-dd}");
        }
    }

    /// <summary>Returns the day and the Message-ID of each mail passed to the transport, in order.</summary>
    private List<string> GetSentMails() =>
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
        return string.Join(
            ' ',
            message.TextBody!.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private MailRow? FindRow(string period) => _fixture.FindRow(period, kind: MailKind.Race);

    private long AthleteId(System.Data.Common.DbConnection connection) =>
        AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock);

    /// <summary>Adds training until the race and a monthly massage, with the real planner and renderer.</summary>
    private void SetUpAthlete()
    {
        BuildServices();
        for (var day = new DateOnly(2026, 9, 1); day < new DateOnly(2026, 11, 21); day = day.AddDays(2))
        {
            AddRecording(day, "Morning Run", 45, 8_000);
        }

        for (var day = new DateOnly(2026, 11, 23); day < new DateOnly(2026, 12, 12); day = day.AddDays(2))
        {
            AddRecording(day, "Morning Run", 45, 8_000);
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
        var adviceService = new AdviceService(_fixture.Database, _fixture.Settings);
        _fixture.Write = new MailWriter(
            adviceService,
            _fixture.Settings,
            _fixture.Database,
            new MailTemplates(_fixture.Settings, NullLogger<MailTemplates>.Instance),
            new CalendarFeed(_fixture.Settings, _fixture.Database, _fixture.Clock, NullLogger<CalendarFeed>.Instance)
        ).Write;
        _fixture.Triggers.Clear();
        _fixture.Triggers.Add(new RaceMailTrigger(adviceService, _fixture.Settings, _fixture.Clock));
        _fixture.Triggers.Add(new RedFlagMailTrigger(_fixture.Settings, _fixture.Clock));
    }

    private long AddRace(DateOnly? date = null)
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

    private void AddRecording(
        DateOnly date,
        string name,
        double minutes,
        double meters,
        SourceTag? tag = null,
        SourceName? source = null,
        int secondsLater = 0
    )
    {
        long athleteId;
        using (var connection = _fixture.Database.Open())
        {
            athleteId = AthleteId(connection);
        }

        var recording = SyncFixture.Recording(
            source ?? SourceNames.File,
            source is null ? RecordingFormat.Fit : RecordingFormat.Garmin,
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
