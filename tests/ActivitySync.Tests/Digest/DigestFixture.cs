using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Tests.Digest;

/// <summary>
/// Plans built by hand, so that mails are tested without the planner; today is Sunday 22 November 2026.
/// </summary>
internal static class DigestFixture
{
    public static DateOnly Today { get; } = new(2026, 11, 22);

    public static AthleteSettings Anna { get; } =
        new()
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        };

    public static AppSettings Settings { get; } =
        new()
        {
            FileAthletes = [Anna],
            Mail = new MailSettings { From = "recovery@example.org", Operator = "operator@example.org" },
        };

    public static MailRequest Order { get; } =
        new(
            Anna,
            MailKind.Digest,
            new WeekPeriod(2026, 47),
            Today,
            Today,
            new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero),
            null
        );

    /// <summary>A page whose addresses show the answer that they stand for: <c>/a/2.188882704</c>.</summary>
    public static PageAddresses Page { get; } =
        new(new Uri("https://runs.example.org/"), choice => new Uri(
            string.Create(
                CultureInfo.InvariantCulture,
                $"https://runs.example.org/a/{(int)choice.Action}.{choice.Argument}"
            )
        ));

    /// <summary>The entries of a timeline as if they were stored, so that a mail knows their ids: from 1 on.</summary>
    public static MailRequest AddStored(MailRequest order, Timeline timeline) =>
        order with
        {
            OwnRaces = [.. timeline.Races.Select((race, index) => new StoredEntry<CalendarRace>(index + 1, race))],
            Slots = [.. timeline.Slots.Select((slot, index) => new StoredEntry<Massage>(index + 1, slot))],
        };

    public static RenderedMail Mail(AdviceResult planned, MailRequest? order = null) =>
        MailWriter.Render(
            planned,
            order ?? Order,
            order?.PageAddresses is { } page
                ? Settings with
                {
                    ActivitySync = Settings.ActivitySync with { PublicUrl = page.PublicUrl },
                }
                : Settings
        ) ?? throw new InvalidOperationException("No mail.");

    /// <summary>
    /// 200 minutes on Friday, three easy runs, a marathon in three weeks: the digest of the specification's sample.
    /// </summary>
    public static AdviceResult AfterLongRun()
    {
        var activities = Block();
        var run = activities.Single(activity => activity.Activity.Id == "long-0");
        return Planned(
            activities,
            new MassageAdvice
            {
                Kind = MassageKind.DeepTissue,
                From = Day("2026-11-24"),
                To = Day("2026-11-25"),
                Reasons = [ReasonCode.VeryLong],
                Rules = ["R1", "R3", "R5"],
                EvidenceGrade = EvidenceGrade.B,
                Explanation = "",
            },
            [ReasonCode.VeryLong],
            facts =>
                facts with
                {
                    LastLongEvent = new RecoveryEvent(
                        Day("2026-11-20"),
                        EventKind.LongRun,
                        EventClass.VeryLong,
                        true,
                        true,
                        run.Activity.Name,
                        run.Activity.Id
                    ),
                    LastMassage = Day("2026-10-25"),
                }
        );
    }

    /// <summary>A marathon yesterday.</summary>
    public static AdviceResult AfterMarathon(string name = "City Marathon", bool stopped = false)
    {
        var race = Tagged("race", "2026-11-21T09:00:00+01:00", name, 228, 42_400, [Label.Race], 0.97) with
        {
            RaceClass = RaceClass.Marathon,
            Importance = Importance.B,
        };
        if (stopped)
        {
            race = race with { Facts = race.Facts with { IsStoppedEarly = true } };
        }

        IReadOnlyList<TaggedActivity> activities =
        [
            .. Block()
                .Where(activity =>
                    activity.Activity.Start < race.Activity.Start && activity.Activity.Id != "long-0" // the day before
                ),
            race,
        ];
        var happened = new RecoveryEvent(
            Day("2026-11-21"),
            EventKind.Race,
            EventClass.Marathon,
            true,
            true,
            name,
            "race"
        );
        var planned = Planned(
            activities,
            new MassageAdvice
            {
                Kind = MassageKind.Swedish,
                From = Day("2026-11-24"),
                To = Day("2026-11-26"),
                Reasons = [ReasonCode.RacePost],
                Rules = ["R5", "R7", "R8", "R15"],
                EvidenceGrade = EvidenceGrade.B,
                Explanation = "",
            },
            [ReasonCode.RacePost, ReasonCode.VeryLong],
            facts => facts with { LastRace = happened, Events = [happened] }
        );
        return planned with
        {
            Plan = planned.Plan with
            {
                SelfMassage = new SelfMassageAdvice(
                    SelfMassageMode.Light,
                    Today,
                    [
                        new SelfMassageStep(SelfMassageTool.TennisBall, BodyArea.Arch, 45, 1),
                        new SelfMassageStep(SelfMassageTool.FoamRoller, BodyArea.Calves, 30, 1),
                        new SelfMassageStep(SelfMassageTool.FoamRoller, BodyArea.Quads, 30, 1),
                    ],
                    ["R31", "R32", "R34"]
                ),
            },
        };
    }

    /// <summary>Three easy runs and nothing else.</summary>
    public static AdviceResult Quiet() =>
        Planned([.. Block().Where(activity => activity.Labels.Count == 0)], null, [], facts => facts);

    /// <summary>A medical level, with what was reported.</summary>
    public static AdviceResult Medical(MedicalLevel level, params string[] signs)
    {
        var pain = new Pain
        {
            Date = Day("2026-11-22"),
            Area = signs.Contains("chest-pain") ? "chest" : "left calf",
            Severity = 6,
            Signs = signs,
        };
        var reason = level == MedicalLevel.Postpone ? ReasonCode.Ill : ReasonCode.RedFlag;
        var planned = Planned(Block(), null, [reason], facts => facts with { ActivePains = [pain] });
        return planned with
        {
            Timeline = planned.Timeline with
            {
                Pains = [pain],
                Illnesses = level == MedicalLevel.Postpone ? [new Illness(Day("2026-11-21"), "fever")] : [],
            },
            Plan = planned.Plan with { Medical = new MedicalAdvice(level, [reason], ""), SelfMassage = null },
        };
    }

    public static AdviceResult Planned(
        IReadOnlyList<TaggedActivity> activities,
        MassageAdvice? massage,
        IReadOnlyList<ReasonCode> reasons,
        Func<PlanFacts, PlanFacts> facts
    )
    {
        var marathon = new RecoveryEvent(
            Day("2026-12-13"),
            EventKind.Race,
            EventClass.Marathon,
            false,
            false,
            "Harbour Marathon",
            null
        );
        var events = facts(
            new PlanFacts
            {
                LastMassage = null,
                LastRace = null,
                NextRace = null,
                LastLongEvent = null,
                Events = [],
                ActivePains = [],
                SlotsToMove = [],
                NextDayAfterGap = null,
            }
        );
        var plan = new RecoveryPlan
        {
            AsOf = Today,
            History = MassageHistory.Monthly,
            Activities = activities,
            Massage = massage,
            SelfMassage = new SelfMassageAdvice(
                SelfMassageMode.Normal,
                Today,
                [
                    new SelfMassageStep(SelfMassageTool.TennisBall, BodyArea.Arch, 60, 1),
                    new SelfMassageStep(SelfMassageTool.FoamRoller, BodyArea.Calves, 45, 1),
                    new SelfMassageStep(SelfMassageTool.FoamRoller, BodyArea.HipFlexors, 45, 1),
                ],
                ["R31", "R32", "R34"]
            ),
            Medical = null,
            Aftercare = massage is null ? [] : [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest],
            Reasons = reasons,
            Questions = [],
            Calendar = [],
            Facts = events with { Events = [.. events.Events, marathon] },
        };
        var timeline = new Timeline
        {
            AsOf = Today,
            Activities = [.. activities.Select(activity => activity.Activity)],
            Races =
            [
                new CalendarRace
                {
                    Date = marathon.Date,
                    Name = marathon.Name,
                    DistanceMeters = 42_195,
                },
            ],
            Massages = [new Massage(Day("2026-10-25"), MassageKind.Swedish)],
        };
        return new AdviceResult(
            timeline,
            plan,
            activities
                .Index()
                .ToDictionary(
                    one => one.Item.Activity.Id,
                    one => new StoredActivity(
                        one.Item.Activity,
                        [SourceNames.Strava],
                        new StravaDescriptor().FindLink($"{9_000_000_000 + one.Index}")
                    )
                )
        );
    }

    public static TaggedActivity Tagged(
        string id,
        string start,
        string name,
        double minutes,
        double? meters,
        IReadOnlyList<Label> labels,
        double confidence
    ) =>
        new()
        {
            Activity = new Activity
            {
                Id = id,
                Start = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture),
                Name = name,
                DistanceMeters = meters,
                MovingSeconds = minutes * 60,
                ElapsedSeconds = minutes * 60,
            },
            Labels = labels,
            Tier = labels.Contains(Label.LongRun)
                ? minutes >= 150
                    ? LongTier.VeryLong
                    : LongTier.Long
                : null,
            RaceClass = null,
            Importance = null,
            Confidence = confidence,
            Evidence = [],
            Explanation = "",
            Facts = new TaggingFacts
            {
                Minutes = minutes,
                EffortMinutes =
                    minutes
                    * (
                        labels.Contains(Label.Race) ? 10
                        : labels.Contains(Label.Hard) ? 7
                        : labels.Contains(Label.LongRun) ? 5
                        : 4
                    ),
                UsualMinutes = 50,
            },
            DuplicateOf = null,
        };

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Six weeks of training: easy runs, a workout and a long run each week; the last long run takes 200 minutes on
    /// Friday 20 November.
    /// </summary>
    private static List<TaggedActivity> Block()
    {
        double[] longMinutes = [200, 150, 170, 140, 155, 120];
        var activities = new List<TaggedActivity>();
        for (var week = 5; week >= 0; week--)
        {
            var friday = Day("2026-11-20").AddDays(-7 * week);
            void Add(int offset, string id, string name, double minutes, params Label[] labels) =>
                activities.Add(
                    Tagged(
                        $"{id}-{week}",
                        $"{friday.AddDays(offset):yyyy-MM-dd}T07:00:00+01:00",
                        name,
                        minutes,
                        minutes * 180,
                        labels,
                        labels.Length == 0 ? 0.1 : 0.9
                    )
                );
            Add(-4, "easy", "Morning Run", 45);
            Add(-3, "steady", "Evening Run", 50);
            if (week is not 0)
            {
                Add(-2, "hard", "6 x 800 m", 55, Label.Hard);
            }

            Add(0, "long", "Long Run", longMinutes[week], Label.LongRun);
            Add(2, "jog", "Easy Run", 40);
        }

        return activities;
    }
}
