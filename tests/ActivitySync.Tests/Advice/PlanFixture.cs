using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Advice;

/// <summary>Plans for tests of code that uses them.</summary>
internal static class PlanFixture
{
    public static DateOnly Monday { get; } = new(2026, 11, 23);

    public static RecoveryPlan Empty { get; } =
        new()
        {
            AsOf = Monday,
            History = MassageHistory.Unknown,
            Activities = [],
            Massage = null,
            SelfMassage = null,
            Medical = null,
            Aftercare = [],
            Reasons = [],
            Questions = [],
            Calendar = [],
            Facts = new PlanFacts
            {
                LastMassage = null,
                LastRace = null,
                NextRace = null,
                LastLongEvent = null,
                Events = [],
                ActivePains = [],
                SlotsToMove = [],
                NextDayAfterGap = null,
            },
        };

    public static RecoveryPlan Full { get; } =
        Empty with
        {
            History = MassageHistory.Monthly,
            Activities =
            [
                Tagged("race", "City Marathon") with
                {
                    Labels = [Label.Race, Label.LongLoad],
                    Tier = LongTier.VeryLong,
                    RaceClass = RaceClass.Marathon,
                    Importance = Importance.B,
                    Confidence = 0.97,
                    Evidence = [new Evidence("source-tag", 0.97)],
                },
                Tagged("copy", "Morning Run") with
                {
                    DuplicateOf = "race",
                },
            ],
            Massage = new MassageAdvice
            {
                Kind = MassageKind.ActiveRelease,
                From = Monday.AddDays(2),
                To = Monday.AddDays(4),
                Reasons = [ReasonCode.RacePost],
                Rules = ["R5", "R7"],
                EvidenceGrade = EvidenceGrade.B,
                Explanation = "Because.",
            },
            SelfMassage = new SelfMassageAdvice(
                SelfMassageMode.Light,
                Monday,
                [new SelfMassageStep(SelfMassageTool.FoamRoller, BodyArea.HipFlexors, 30, 1)],
                ["R31", "R32"]
            ),
            Medical = new MedicalAdvice(MedicalLevel.Postpone, [ReasonCode.Ill], "Wait."),
            Aftercare = [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest, Aftercare.SecondEasyDayIsBetter],
            Reasons = [ReasonCode.RacePost, ReasonCode.NextDayNotEasy, ReasonCode.ColdStart],
            Questions = [new Question("race", null), new Question(null, Monday.AddDays(-1))],
            Calendar =
            [
                new CalendarDay(
                    Monday.AddDays(1),
                    DayState.Blocked,
                    DayState.Suggested,
                    [ReasonCode.RaceTooClose, ReasonCode.MinGap]
                ),
            ],
        };

    public static TaggedActivity Tagged(string id, string name) =>
        new()
        {
            Activity = new Activity
            {
                Id = id,
                Name = name,
                Start = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(1)),
            },
            Labels = [],
            Tier = null,
            RaceClass = null,
            Importance = null,
            Confidence = 0,
            Evidence = [],
            Explanation = "",
            Facts = new TaggingFacts { Minutes = 60, EffortMinutes = 240 },
            DuplicateOf = null,
        };
}
