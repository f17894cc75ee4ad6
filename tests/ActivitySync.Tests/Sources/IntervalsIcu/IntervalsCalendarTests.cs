using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Tests.Sources.IntervalsIcu;

/// <summary>Events and wellness entries of the stand-in, up to the plan and the mail.</summary>
[Trait("Category", "System")]
public sealed class IntervalsCalendarTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task Races_of_the_whole_horizon_come_and_follow_edits_and_deletions()
    {
        using var fixture = CreateFixture();
        var marathon = IntervalsFixture.CreateEvent(1, "RACE_A", Today.AddDays(400), name: "Marathon", distance: 42195);
        await fixture.SetEventsAsync(
            0,
            marathon,
            IntervalsFixture.CreateEvent(2, "RACE_C", Today.AddDays(-100), name: "Last spring"),
            IntervalsFixture.CreateEvent(3, "RACE_B", Today.AddDays(30), name: "Ten", distance: 10000)
        );
        await fixture.SyncAsync();
        Assert.Equal(["Last spring C", "Ten B", "Marathon A"], GetRaces(fixture));

        await fixture.SetEventsAsync(
            0,
            IntervalsFixture.CreateEvent(1, "RACE_B", Today.AddDays(20), name: "Moved", distance: 42195)
        );
        await fixture.SyncAsync();

        Assert.Equal(["Moved B"], GetRaces(fixture));
    }

    [Fact]
    public async Task A_short_sync_reads_the_calendar_a_few_times_a_day()
    {
        using var fixture = CreateFixture();
        await fixture.SyncAsync();
        await fixture.SetEventsAsync(0, IntervalsFixture.CreateEvent(1, "RACE_A", Today.AddDays(20), name: "New"));

        await fixture.MoveToAsync(Start.AddHours(1));
        await fixture.SyncAsync(depth: SyncDepth.Short);
        Assert.Empty(GetRaces(fixture));
        await fixture.MoveToAsync(Start.AddHours(6));
        await fixture.SyncAsync(depth: SyncDepth.Short);

        Assert.Equal(["New A"], GetRaces(fixture));
    }

    [Fact]
    public async Task The_same_race_by_hand_or_from_a_calendar_counts_once()
    {
        using var fixture = CreateFixture();
        await fixture.SetEventsAsync(
            0,
            IntervalsFixture.CreateEvent(1, "RACE_A", Today.AddDays(40), name: "Marathon", distance: 42195)
        );
        await fixture.SyncAsync();
        using (var connection = fixture.Get<Database>().Open())
        {
            using var transaction = connection.BeginTransaction();
            RaceRepository.ReplaceFeedRaces(
                connection,
                fixture.GetAthleteId(),
                "feed",
                [("x", new CalendarRace { Date = Today.AddDays(40), Name = "City Marathon" })],
                transaction
            );
            transaction.Commit();
        }

        var merged = Assert.Single(GetEffectiveRaces(fixture));
        Assert.Equal((Importance.A, 42195.0), (merged.Importance, merged.DistanceMeters));
        Use(fixture, logbook => logbook.AddRace(Today.AddDays(40), "My marathon", null, Importance.B));

        Assert.Equal("My marathon", Assert.Single(GetEffectiveRaces(fixture)).Name);
    }

    [Fact]
    public async Task Sick_days_are_illnesses_follow_edits_and_are_removed_at_the_source_only()
    {
        using var fixture = CreateFixture();
        await fixture.SetEventsAsync(
            0,
            IntervalsFixture.CreateEvent(1, "SICK", Today.AddDays(-3), Today.AddDays(1), "Flu")
        );
        Use(fixture, logbook => logbook.AddIllness("Flu", Today.AddDays(-3)));
        await fixture.SyncAsync();
        Assert.Equal([-3, -3, -2, -1, 0], GetSickDays(fixture));
        var plan = fixture.Get<ActivitySync.Advice.AdviceService>().Plan(fixture.Anna, Today).Plan;
        Assert.Equal(MedicalLevel.Postpone, plan.Medical?.Level);

        using (var logbook = Open(fixture))
        {
            var entry = logbook.GetEntries(EntryKind.Illness).Last();
            Assert.Equal(
                EntryProblem.FromCalendar,
                Assert.Throws<InvalidEntryException>(() => logbook.RemoveEntry(entry.Id.ToString())).Problem
            );
        }

        await fixture.SetEventsAsync(
            0,
            IntervalsFixture.CreateEvent(1, "SICK", Today.AddDays(-3), Today.AddDays(-1), "Flu")
        );
        await fixture.SyncAsync();
        Assert.Equal([-3, -3, -2], GetSickDays(fixture));

        await fixture.SetEventsAsync(0);
        await fixture.SyncAsync();
        Assert.Equal([-3], GetSickDays(fixture)); // the athlete's own
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(null)]
    public async Task An_injury_is_a_question_and_never_a_pain(int? injury)
    {
        using var fixture = CreateFixture();
        if (injury is { } value)
        {
            await fixture.SetWellnessAsync(0, new JsonObject { ["id"] = "2026-11-20", ["injury"] = value });
        }
        else
        {
            await fixture.SetEventsAsync(0, IntervalsFixture.CreateEvent(1, "INJURED", new DateOnly(2026, 11, 20)));
        }

        await fixture.SyncAsync();
        await fixture.SyncAsync(); // the wellness entries are not part of a first sync
        var content = CreateContent(fixture);

        Assert.Equal((SourceNames.Intervals, new DateOnly(2026, 11, 20)), content.InjuryToAskAbout);
        Assert.Empty(content.Timeline.Pains);
        Assert.Null(content.Plan.Medical);
        var question = new AnswerSentences(
            content,
            ActivitySync.Digest.Localization.Languages.GetOrDefault("en")
        ).AskFirst();
        Assert.Equal("intervals.icu says you were injured on Friday 20 November. Does something hurt?", question.Text);

        Use(fixture, logbook => logbook.AddPain("left calf", 4, [], Today));
        Assert.Null(CreateContent(fixture).InjuryToAskAbout);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_niggle_is_no_question(int injury)
    {
        using var fixture = CreateFixture();
        await fixture.SetWellnessAsync(0, new JsonObject { ["id"] = "2026-11-20", ["injury"] = injury });
        await fixture.SyncAsync();
        await fixture.SyncAsync();

        Assert.Null(CreateContent(fixture).InjuryToAskAbout);
    }

    [Fact]
    public async Task Heart_rates_fill_what_the_athlete_did_not_set()
    {
        var run = IntervalsFixture.CreateRun("i1", Start.AddDays(-1));
        run["athlete_max_hr"] = 191;
        using var fixture = new IntervalsFixture(Start, activities: _ => [run]);
        await fixture.SetWellnessAsync(0, new JsonObject { ["id"] = "2026-11-20", ["restingHR"] = 47 });
        await fixture.SyncAsync();
        await fixture.SyncAsync();

        Assert.Equal((47, 191), GetHeartRates(fixture, fixture.Anna));
        Assert.Equal((55, 191), GetHeartRates(fixture, fixture.Anna with { RestingHeartRate = 55 }));
        Assert.Equal((47, 180), GetHeartRates(fixture, fixture.Anna with { MaxHeartRate = 180 }));
        Assert.Equal((null, 40), GetHeartRates(fixture, fixture.Anna with { MaxHeartRate = 40 }));
    }

    [Fact]
    public async Task Disconnecting_deletes_the_calendar_and_a_foreign_key_changes_nothing()
    {
        using var fixture = CreateFixture();
        await fixture.ChangeCalendarAsync(new Random(1));
        await fixture.SyncAsync();
        fixture.AssertCalendarComplete("first");

        await fixture
            .Get<SourceDisconnector>()
            .DisconnectAsync(fixture.Anna, SourceDescriptors.Get(SourceNames.Intervals), CancellationToken.None);

        Assert.Empty(fixture.GetStoredCalendar());
        using var connection = fixture.Get<Database>().Open();
        Assert.Empty(InjuryRepository.GetAll(connection, fixture.GetAthleteId()));
        Assert.Empty(SourceCalendarRepository.GetAll(connection, fixture.GetAthleteId()));
    }

    private static IntervalsFixture CreateFixture() =>
        new(Start, activities: _ =>
            Enumerable.Range(1, 40).Select(i => IntervalsFixture.CreateRun($"i{i}", Start.AddDays(-i), "Run"))
        );

    private static IReadOnlyList<CalendarRace> GetEffectiveRaces(IntervalsFixture fixture)
    {
        using var connection = fixture.Get<Database>().Open();
        return RaceRepository.GetEffective(connection, fixture.GetAthleteId());
    }

    private static IEnumerable<string> GetRaces(IntervalsFixture fixture) =>
        GetEffectiveRaces(fixture).Select(race => $"{race.Name} {race.Importance}");

    private static IEnumerable<int> GetSickDays(IntervalsFixture fixture)
    {
        using var connection = fixture.Get<Database>().Open();
        return
        [
            .. IllnessRepository
                .GetAll(connection, fixture.GetAthleteId())
                .Select(row => row.Value.Date.DayNumber - Today.DayNumber),
        ];
    }

    private static (double? Resting, double? Max) GetHeartRates(IntervalsFixture fixture, AthleteSettings athlete)
    {
        var profile = fixture.Get<ActivitySync.Advice.AdviceService>().Plan(athlete, Today).Timeline.Athlete;
        return (profile.RestingHeartRate, profile.MaxHeartRate);
    }

    private static DigestContent CreateContent(IntervalsFixture fixture) =>
        fixture
            .Get<MailWriter>()
            .CreateContent(
                new MailRequest(
                    fixture.Anna,
                    MailKind.Digest,
                    new WeekPeriod(2026, 48),
                    Today,
                    Today,
                    Start,
                    KnownUntil: Start
                )
            );

    private static AthleteLogbook Open(IntervalsFixture fixture) =>
        AthleteLogbook.Open(fixture.Get<Database>(), fixture.Anna, fixture.Clock, fixture.Settings.Rules);

    private static void Use(IntervalsFixture fixture, Action<AthleteLogbook> change)
    {
        using var logbook = Open(fixture);
        change(logbook);
    }
}
