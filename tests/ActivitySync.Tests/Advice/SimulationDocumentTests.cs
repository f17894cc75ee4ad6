using System.Globalization;
using System.Text;
using ActivitySync.Advice;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Advice;

public sealed class SimulationDocumentTests
{
    private const string Full = """
        {"asOf": "2026-11-23",
         "runner": {"timeZone": "Europe/Berlin", "budget": "occasional", "rhythm": "lapsed",
           "conditions": ["pregnancy"],
                    "earlyGentle": true, "restingHeartRate": 48, "maxHeartRate": 189.5},
         "activities": [{"id": "1", "start": "2026-11-22T09:00:00+01:00", "sport": "trail-run", "name": "Über",
           "distanceMeters": 42500,
                         "movingSeconds": 13680, "elapsedSeconds": 13700, "averageHeartRate": 150, "maxHeartRate": 180,
                         "ascentMeters": 10, "descentMeters": 20, "perceivedExertion": 9, "sourceTag": "long-run",
                           "deviceRace": true}],
         "labels": [{"activity": "1", "label": "race", "importance": "A"}],
         "races": [{"date": "2026-12-06", "name": "Ten", "distanceMeters": 10000, "importance": "C"}],
         "massages": [{"date": "2026-10-26", "kind": "active-release"}, {"date": "2026-10-27"}],
         "slots": [{"date": "2026-11-30", "kind": "deep-tissue"}],
         "pains": [{"date": "2026-11-20", "area": "calf", "severity": 4.5, "signs": ["bruise"],
           "resolvedOn": "2026-11-22"}],
         "illness": [{"date": "2026-11-19", "kind": "fever"}],
         "planned": [{"date": "2026-11-25", "kind": "long-run"}]}
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var timeline = Read(Full);

        Assert.Equal(new DateOnly(2026, 11, 23), timeline.AsOf);
        Assert.Equal("Europe/Berlin", timeline.Athlete.HomeZone!.Id);
        Assert.Equal(Budget.Occasional, timeline.Athlete.Budget);
        Assert.Equal(MassageHistory.Lapsed, timeline.Athlete.Rhythm);
        Assert.Equal(["pregnancy"], timeline.Athlete.Conditions);
        Assert.True(timeline.Athlete.EarlyGentle);
        Assert.Equal((48, 189.5), (timeline.Athlete.RestingHeartRate!.Value, timeline.Athlete.MaxHeartRate!.Value));
        Assert.Equal(
            new Activity
            {
                Id = "1",
                Start = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(1)),
                Sport = "trail-run",
                Name = "Über",
                DistanceMeters = 42500,
                MovingSeconds = 13680,
                ElapsedSeconds = 13700,
                AverageHeartRate = 150,
                MaxHeartRate = 180,
                AscentMeters = 10,
                DescentMeters = 20,
                PerceivedExertion = 9,
                SourceTag = SourceTag.LongRun,
                DeviceRace = true,
            },
            Assert.Single(timeline.Activities)
        );
        Assert.Equal(TimeSpan.FromHours(1), timeline.Activities[0].Start.Offset);
        Assert.Equal([new AthleteLabel("1", AthleteLabelKind.Race, Importance.A)], timeline.Labels);
        Assert.Equal(
            [
                new CalendarRace
                {
                    Date = new(2026, 12, 6),
                    Name = "Ten",
                    DistanceMeters = 10000,
                    Importance = Importance.C,
                },
            ],
            timeline.Races
        );
        Assert.Equal(
            [
                new Massage(new(2026, 10, 26), MassageKind.ActiveRelease),
                new Massage(new(2026, 10, 27), MassageKind.Other),
            ],
            timeline.Massages
        );
        Assert.Equal([new Massage(new(2026, 11, 30), MassageKind.DeepTissue)], timeline.Slots);
        var pain = Assert.Single(timeline.Pains);
        Assert.Equal(
            (new DateOnly(2026, 11, 20), "calf", 4.5, new DateOnly(2026, 11, 22)),
            (pain.Date, pain.Area, pain.Severity, pain.ResolvedOn!.Value)
        );
        Assert.Equal(["bruise"], pain.Signs);
        Assert.Equal([new Illness(new(2026, 11, 19), "fever")], timeline.Illnesses);
        Assert.Equal([new PlannedSession(new(2026, 11, 25), PlannedSessionKind.LongRun)], timeline.PlannedSessions);
    }

    [Fact]
    public void Null_is_the_same_as_missing()
    {
        var timeline = Read(
            """
            {"asOf": "2026-11-23", "runner": {"timeZone": null, "budget": null, "rhythm": null, "conditions": null,
              "earlyGentle": null},
             "activities": [{"id": "1", "start": "2026-11-22T09:00:00Z", "sport": null, "name": null,
               "distanceMeters": null, "sourceTag": null,
                             "deviceRace": null}],
             "labels": null, "races": [{"date": "2026-12-06", "name": null, "importance": null}],
               "massages": [{"date": "2026-10-26", "kind": null}],
             "slots": null, "pains": [{"date": "2026-11-20", "area": null, "severity": null, "signs": null,
               "resolvedOn": null}],
             "illness": null, "planned": null}
            """
        );

        Assert.Null(timeline.Athlete.HomeZone);
        Assert.Equal(Budget.Regular, timeline.Athlete.Budget);
        Assert.Null(timeline.Athlete.Rhythm);
        Assert.Equal(
            ("run", "", false),
            (timeline.Activities[0].Sport, timeline.Activities[0].Name, timeline.Activities[0].DeviceRace)
        );
        Assert.Null(timeline.Activities[0].DistanceMeters);
        Assert.Equal(MassageKind.Other, timeline.Massages[0].Kind);
        Assert.Equal(0, timeline.Pains[0].Severity);
        Assert.Empty(timeline.Labels);
    }

    [Fact]
    public void A_date_alone_is_a_valid_document() => Assert.Empty(Read("""{"asOf":"2026-11-23"}""").Activities);

    [Theory]
    [InlineData("""{}""", "asOf: is required")]
    [InlineData("""{"asOf":null}""", "asOf: is required")]
    [InlineData("""[]""", "expected one object in curly braces")]
    [InlineData("""null""", "expected one object in curly braces")]
    [InlineData("""{"asOf":"2026-02-30"}""", "asOf: \"2026-02-30\" is invalid; expected a date like 2026-11-23")]
    [InlineData("""{"asOf":"2026-2-3"}""", "asOf:")]
    [InlineData("""{"asOf":20261123}""", "asOf: expected text in quotation marks")]
    [InlineData("""{"asOf":"2026-11-23","asOf":"2026-11-24"}""", "asOf: is given more than once")]
    [InlineData(
        """{"asOf":"2026-11-23","weather":1}""",
        "weather: unknown field; known here: asOf, runner, activities, labels,"
    )]
    [InlineData("""{"asOf":"2026-11-23","runner":{},"runner":{}}""", "runner: expected one object in curly braces")]
    [InlineData("""{"asOf":"2026-11-23","a.b[0]":1}""", "a.b[0]: unknown field; known here: asOf, runner,")]
    [InlineData("""{"asOf":"2026-11-23","asOf[0]":1}""", "asOf[0]: ")]
    [InlineData("""{"asOf":"2026-11-23","":1}""", "unknown field")]
    [InlineData("""{"asOf":"2026-11-23","\ud800":1}""", "is not valid Unicode text")]
    [InlineData(
        """{"asOf":"2026-11-23","runner":{"height":180}}""",
        "runner.height: unknown field; known here: timeZone, budget, rhythm, conditions, earlyGentle, "
            + "restingHeartRate, maxHeartRate"
    )]
    [InlineData("""{"asOf":"2026-11-23","runner":{"conditions":[null]}}""", "runner.conditions[0]: is required")]
    [InlineData("""{"asOf":"2026-11-23","runner":[]}""", "runner: expected one object in curly braces")]
    [InlineData(
        """{"asOf":"2026-11-23","runner":{"timeZone":"Mars/Olympus"}}""",
        "runner.timeZone: \"Mars/Olympus\" is invalid; expected an IANA time zone"
    )]
    [InlineData("""{"asOf":"2026-11-23","runner":{"timeZone":"W. Europe Standard Time"}}""", "runner.timeZone:")]
    [InlineData("""{"asOf":"2026-11-23","runner":{"timeZone":"localtime"}}""", "runner.timeZone:")]
    [InlineData("""{"asOf":"2026-11-23","runner":{"timeZone":"../../etc/passwd"}}""", "runner.timeZone:")]
    [InlineData("""{"asOf":"2026-11-23","runner":{"timeZone":""}}""", "runner.timeZone:")]
    [InlineData(
        """{"asOf":"2026-11-23","runner":{"rhythm":"daily"}}""",
        "runner.rhythm: \"daily\" is invalid; expected auto, weekly, monthly"
    )]
    [InlineData("""{"asOf":"2026-11-23","runner":{"budget":"Regular"}}""", "runner.budget:")]
    [InlineData("""{"asOf":"2026-11-23","runner":{"conditions":[1]}}""", "runner.conditions[0]: expected text")]
    [InlineData(
        """{"asOf":"2026-11-23","runner":{"conditions":"none"}}""",
        "runner.conditions: expected one list in square brackets"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","runner":{"earlyGentle":"yes"}}""",
        "runner.earlyGentle: expected true or false"
    )]
    [InlineData("""{"asOf":"2026-11-23","runner":{"maxHeartRate":"180"}}""", "runner.maxHeartRate: expected a number")]
    [InlineData("""{"asOf":"2026-11-23","activities":{}}""", "activities: expected one list in square brackets")]
    [InlineData("""{"asOf":"2026-11-23","activities":[null]}""", "activities[0]: expected one object in curly braces")]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"start":"2026-11-22T09:00:00Z"}]}""",
        "activities[0].id: is required"
    )]
    [InlineData("""{"asOf":"2026-11-23","activities":[{"id":"1"}]}""", "activities[0].start: is required")]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":7,"start":"2026-11-22T09:00:00Z"}]}""",
        "activities[0].id: expected text"
    )]
    [InlineData("""{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-22"}]}""", "activities[0].start:")]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-22T09:00:00"}]}""",
        "activities[0].start:"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-31T09:00:00Z"}]}""",
        "activities[0].start:"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-22T25:00:00Z"}]}""",
        "activities[0].start:"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-22T09:00:00Z","pace":5}]}""",
        "activities[0].pace: unknown field"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-22T09:00:00Z","movingSeconds":1e999}]}""",
        "activities[0].movingSeconds: expected a number"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-22T09:00:00Z","sourceTag":"tempo"}]}""",
        "activities[0].sourceTag: \"tempo\" is invalid; expected race, long-run, workout"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","activities":[{"id":"1","start":"2026-11-22T09:00:00Z"}"""
            + """,{"id":"1","start":"2026-11-22T09:00:00Z"}]}""",
        "activities[1].id: \"1\" is the id of an earlier activity; ids must be unique"
    )]
    [InlineData("""{"asOf":"2026-11-23","labels":[{"activity":"1"}]}""", "labels[0].label: is required")]
    [InlineData("""{"asOf":"2026-11-23","labels":[{"label":"hard"}]}""", "labels[0].activity: is required")]
    [InlineData(
        """{"asOf":"2026-11-23","labels":[{"activity":"1","label":"auto"}]}""",
        "labels[0].label: \"auto\" is invalid; expected race, long-run, hard, easy"
    )]
    [InlineData(
        """{"asOf":"2026-11-23","labels":[{"activity":"1","label":"race","importance":"a"}]}""",
        "labels[0].importance:"
    )]
    [InlineData("""{"asOf":"2026-11-23","races":[{"name":"x"}]}""", "races[0].date: is required")]
    [InlineData(
        """{"asOf":"2026-11-23","massages":[{"date":"2026-11-20","kind":"thai"}]}""",
        "massages[0].kind: \"thai\" is invalid"
    )]
    [InlineData("""{"asOf":"2026-11-23","slots":[{"date":"20261120"}]}""", "slots[0].date:")]
    [InlineData(
        """{"asOf":"2026-11-23","pains":[{"date":"2026-11-20","signs":["bruise",7]}]}""",
        "pains[0].signs[1]: expected text"
    )]
    [InlineData("""{"asOf":"2026-11-23","illness":[{"kind":"fever"}]}""", "illness[0].date: is required")]
    [InlineData("""{"asOf":"2026-11-23","planned":[{"date":"2026-11-24"}]}""", "planned[0].kind: is required")]
    [InlineData(
        """{"asOf":"2026-11-23","planned":[{"date":"2026-11-24","kind":"race"}]}""",
        "planned[0].kind: \"race\" is invalid; expected hard, long-run, easy, rest"
    )]
    [InlineData("""{"asOf":"2026-11-23","runner":{"timeZone":"\ud800"}}""", "runner.timeZone: is not valid Unicode")]
    public void An_invalid_value_is_reported_with_its_path(string json, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<SimulationDocumentException>(() => Read(json)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("2026-11-23")]
    [InlineData("9999-12-31")]
    public void Absurd_numbers_and_distant_dates_do_not_break_the_plan(string date)
    {
        var timeline = Read(
            $$"""
            {"asOf": "{{date}}", "runner": {"timeZone": "Pacific/Kiritimati", "restingHeartRate": -1,
              "maxHeartRate": -180},
             "activities": [
               {"id": "1", "start": "{{date}}T12:00:00Z", "distanceMeters": -1, "movingSeconds": 1e300,
                 "elapsedSeconds": -5,
                "averageHeartRate": -150, "maxHeartRate": 1e308, "ascentMeters": -1e308, "descentMeters": 1e308,
                  "perceivedExertion": 0},
               {"id": "2", "start": "{{date}}T13:00:00Z", "distanceMeters": 1e308, "movingSeconds": 3600,
                 "perceivedExertion": 11},
               {"id": "3", "start": "0001-01-01T00:00:00Z", "movingSeconds": 3600}, {"id": "4",
                 "start": "9999-12-31T23:59:59Z", "movingSeconds": 3600}],
             "races": [{"date": "0001-01-01", "distanceMeters": -10}, {"date": "9999-12-31", "distanceMeters": 1e308}],
             "massages": [{"date": "0001-01-01"}, {"date": "9999-12-31"}], "slots": [{"date": "0001-01-01"},
               {"date": "9999-12-31"}],
             "pains": [{"date": "0001-01-01", "severity": -3, "resolvedOn": "9999-12-31"}],
               "illness": [{"date": "9999-12-31"}],
             "planned": [{"date": "9999-12-31", "kind": "hard"}, {"date": "0001-01-01", "kind": "long-run"}]}
            """
        );

        var plan = RecoveryPlanner.Plan(timeline, RuleParameters.Default);

        Assert.Equal(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), plan.AsOf);
        Assert.NotEqual(MedicalLevel.Clinician, plan.Medical?.Level);
    }

    [Fact]
    public void A_severity_above_ten_counts_as_severe_pain()
    {
        var timeline = Read("""{"asOf": "2026-11-23", "pains": [{"date": "2026-11-23", "severity": 1e9}]}""");

        Assert.Equal(MedicalLevel.Clinician, RecoveryPlanner.Plan(timeline, RuleParameters.Default).Medical!.Level);
    }

    [Theory]
    [InlineData("{\"asOf\":\"2026-11-23\"", "line 1")]
    [InlineData("{\n\"asOf\":}", "line 2, column 8")]
    [InlineData("{\"asOf\":\"2026-11-23\",}", "line 1")]
    [InlineData("{\"asOf\":\"2026-11-23\"} {}", "line 1")]
    [InlineData("", "line 1")]
    [InlineData("{\"asOf\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}", "not valid JSON")]
    public void Invalid_json_is_reported_with_line_and_column(string json, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<SimulationDocumentException>(() => Read(json)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Bytes_that_are_not_utf8_are_reported()
    {
        byte[] broken =
        [
            .. "{\"asOf\":\"2026-11-23\",\"races\":[{\"date\":\"2026-11-30\",\"name\":\""u8,
            0xFF,
            0xFE,
            .. "\"}]}"u8,
        ];

        var exception = Assert.Throws<SimulationDocumentException>(() =>
        {
            using var document = SimulationJson.Parse(broken);
            return SimulationDocument.Read(document.RootElement);
        });

        Assert.StartsWith("races[0].name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quoted_value_cannot_control_the_terminal()
    {
        var exception = Assert.Throws<SimulationDocumentException>(() =>
            Read("""{"asOf":"\u001b[2Jevil and very long, longer than any date could ever be"}""")
        );

        Assert.DoesNotContain('\u001b', exception.Message);
        Assert.Contains("?[2Jevil", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ever be", exception.Message, StringComparison.Ordinal);
    }

    private static Timeline Read(string json)
    {
        using var document = SimulationJson.Parse(Encoding.UTF8.GetBytes(json));
        return SimulationDocument.Read(document.RootElement);
    }
}
