using static ActivitySync.Recovery.EvidenceGrade;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// All 36 rules with where each of them acts (rules.md 1 and 2). Nothing here decides; it is what <c>rules</c> prints, and
/// a test holds that no rule and no parameter is missing. Longer than other files because it is one table.
/// </summary>
public static class RecoveryRules
{
    private const string Framing = "practice, framing, tone";
    private const string NoTrialOnWait = "no trial supports the wait; kept as a default, not physiology";
    private const string NoTrialBefore = "no trial on days before; practitioners: deep four days to a week before";

    private static readonly string[] AfterRaceParameters =
    [
        .. GetParameterNames("Ultra", "GentleDays", "DeepDays"),
        .. GetParameterNames("Marathon", "GentleDays", "DeepDays"),
        .. GetParameterNames("Half", "GentleDays", "DeepDays"),
        .. GetParameterNames("Short", "GentleDays", "DeepDays"),
    ];

    private static readonly string[] PreferredDayParameters =
    [
        .. new[] { "Ultra", "Marathon", "Half", "Short", "VeryLong", "Long", "Hard" }.SelectMany(kind =>
            GetParameterNames(kind, "PreferredFrom", "PreferredTo")
        ),
        "RaceExpiryDays",
        "LongExpiryDays",
        "CandidateDays",
        "WindowDays",
        "CalendarDays",
    ];

    private static readonly string[] BeforeRaceParameters =
    [
        .. new[] { "Weekly", "Monthly", "Lapsed", "Unknown" }.SelectMany(history =>
            new[] { $"Before{history}GentleDays", $"Before{history}DeepDays" }
        ),
    ];

    /// <summary>R1 to R36, in order.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } =
    [
        CreateRule(
            "R1",
            "A long run may be counted in minutes; the author's is 200 minutes.",
            D,
            Framing,
            "Tagging.LongRunClassifier: minutes first",
            "LongProfessionalMinutes"
        ),
        CreateRule(
            "R2",
            "A long run can be on any weekday.",
            D,
            Framing,
            "Tagging.LongRunHabit: no weekend assumed",
            "HabitWeeks",
            "HabitMinWeeks"
        ),
        CreateRule(
            "R3",
            "A finished long run is the moment to think of a massage.",
            A,
            "may ease soreness a little for a few days; nothing about performance",
            "Rules.PastEventCollector, trigger LONG",
            "LongActiveDays",
            "LongProfessionalMinutes",
            "RecentTrainingDays"
        ),
        CreateRule("R4", "Massage is part of a training season, not a luxury.", D, Framing, "mail: tone"),
        CreateRule(
            "R5",
            "Not right after a hard race or workout.",
            C,
            NoTrialOnWait,
            "Rules.AfterEventRule",
            [
                .. AfterRaceParameters,
                .. GetParameterNames("VeryLong", "GentleDays", "DeepDays"),
                .. GetParameterNames("Long", "GentleDays", "DeepDays"),
                .. GetParameterNames("Hard", "GentleDays", "DeepDays"),
            ]
        ),
        CreateRule(
            "R6",
            "The tables at the finish line can be skipped; a matter of taste.",
            C,
            NoTrialOnWait,
            "mail: a sentence with earlyGentle; no unit, because no day changes"
        ),
        CreateRule(
            "R7",
            "After a race, above all a marathon, first a couple of days.",
            C,
            NoTrialOnWait,
            "Rules.AfterEventRule",
            [.. AfterRaceParameters, "RaceUploadGraceDays", "RaceQuestionDays"]
        ),
        CreateRule(
            "R8",
            "Three to five days after a race is the sweet spot.",
            C,
            NoTrialOnWait,
            "Planning.MassageChoice: preferred days",
            PreferredDayParameters
        ),
        CreateRule(
            "R9",
            "Training goes on after the massage: next day easy.",
            C,
            "one in ten had minor discomfort, most of it gone in 36 h; kept",
            "Rules.EasyNextDayRule, aftercare NEXT_DAY_EASY_OR_REST"
        ),
        CreateRule(
            "R10",
            "No speed, intervals or long run the day after a massage.",
            C,
            "one in ten had minor discomfort, most of it gone in 36 h; kept",
            "Rules.EasyNextDayRule"
        ),
        CreateRule(
            "R11",
            "A massage is itself a load; drink as after a run.",
            C,
            "no basis for drinking extra; a habit, without the reason",
            "aftercare DRINK_AS_AFTER_A_RUN"
        ),
        CreateRule(
            "R12",
            "Not right before a hard race or workout.",
            C,
            NoTrialBefore,
            "Rules.EasyNextDayRule, Rules.BeforeRaceRule",
            BeforeRaceParameters
        ),
        CreateRule(
            "R13",
            "Before a race the after-effects need time to go.",
            C,
            NoTrialBefore,
            "Rules.BeforeRaceRule",
            BeforeRaceParameters
        ),
        CreateRule(
            "R14",
            "At least three to five days before a race.",
            C,
            NoTrialBefore,
            "Rules.BeforeRaceRule",
            BeforeRaceParameters
        ),
        CreateRule(
            "R15",
            "More if the last massage was long ago.",
            C,
            NoTrialBefore,
            "Rules.BeforeRaceRule, Rules.MassageRhythm",
            "BeforeLapsedGentleDays",
            "BeforeLapsedDeepDays",
            "BeforeUnknownGentleDays",
            "BeforeUnknownDeepDays"
        ),
        CreateRule(
            "R16",
            "Five to fifteen days before is a good range.",
            C,
            NoTrialBefore,
            "Planning.TriggerSelector: RACE_PRE",
            "PreRaceDays"
        ),
        CreateRule(
            "R17",
            "Whoever has massages regularly may be less affected.",
            C,
            NoTrialBefore,
            "Rules.MassageRhythm, Planning.SlotSelection",
            "BeforeWeeklyGentleDays",
            "BeforeWeeklyDeepDays",
            "WeeklyCount",
            "WeeklyDays",
            "MonthlyLastDays",
            "MonthlyCount",
            "MonthlyDays"
        ),
        CreateRule(
            "R18",
            "The deeper, the longer the recovery.",
            C,
            NoTrialBefore,
            "Rules.DaysAfter, Rules.DaysBefore: deep is never below gentle",
            "DeepLeadDays"
        ),
        CreateRule("R19", "The kind depends on the body and its need.", D, Framing, "Planning.MassageChoice: the kind"),
        CreateRule(
            "R20",
            "Deep tissue: hard training, no particular injury.",
            D,
            "small effects, short ones no worse; kept as a preference",
            "Rules.HardBlockRule, Planning.MassageChoice",
            "HardBlockRatio",
            "HardBlockEvents",
            "HardBlockMinBlocks"
        ),
        CreateRule(
            "R21",
            "Active release: a particular sore spot, in skilled hands.",
            C,
            "one review of modest quality: one thing a therapist may use",
            "Planning.MassageChoice: trigger PAIN",
            "PainLocalSeverity"
        ),
        CreateRule(
            "R22",
            "Swedish: right before a race.",
            A,
            "one massage lowers anxiety: to unwind; the number of days is a choice",
            "Planning.SwedishNearRaceRule",
            "SwedishWithinDays"
        ),
        CreateRule(
            "R23",
            "Weekly or monthly massage, if affordable, shows tight spots early.",
            B,
            "no trial shows fewer injuries: a chance to notice tight spots",
            "Planning.TriggerSelector: MAINTENANCE, Rules.MassageGapRule",
            "WeeklyMaintenanceDays",
            "MonthlyMaintenanceDays",
            "LapsedMaintenanceDays",
            "WeeklyGapDays",
            "MonthlyGapDays",
            "LapsedGapDays",
            "UnknownGapDays",
            "OccasionalGapDays",
            "RacePostGapDays"
        ),
        CreateRule(
            "R24",
            "Lactic acid is gone long before a massage.",
            B,
            "massage even hindered its removal: a line of myth, rarely",
            "mail: myth line"
        ),
        CreateRule("R25", "Soreness is repair.", B, "a line of myth, rarely", "mail: myth line"),
        CreateRule(
            "R26",
            "Claimed: adhesions and circulation.",
            C,
            "forces to deform fascia are out of reach: not claimed, 'feels looser'",
            "mail: banned words; no unit"
        ),
        CreateRule(
            "R27",
            "Claimed: less pain, relaxation.",
            A,
            "less pain: small and short; blood flow: skin only, not claimed",
            "mail: wording; no unit"
        ),
        CreateRule("R28", "Recovery counts as much as work.", D, Framing, "mail: tone"),
        CreateRule(
            "R29",
            "A massage may show an injury: have it treated.",
            B,
            "leaps raised overuse injury: a flag and a question, no ratio",
            "MedicalGate, SelfMassage.PainfulAreaFilter",
            "PainClinicianSeverity",
            "PainClinicianDays",
            "IllnessPostponeDays"
        ),
        CreateRule(
            "R30",
            "Unnoticed pain changes how one runs: ask.",
            B,
            "leaps raised overuse injury: a flag and a question, no ratio",
            "mail: asks each time; MedicalGate: sore spot",
            "PainLocalSeverity"
        ),
        CreateRule(
            "R31",
            "No money: there are still options, and they are full ones.",
            A,
            "as good as what is known of booked massage",
            "Planning.MassageChoice: BUDGET_NONE, BUDGET_SAVE; SelfMassage.RoutineBuilder"
        ),
        CreateRule(
            "R32",
            "Foam roller, also for hip flexors.",
            A,
            "small; 30 to 120 s a muscle; same day is fine",
            "SelfMassage.RoutineBuilder",
            "SelfLightAfterUltraDays",
            "SelfLightAfterMarathonDays",
            "SelfLightAfterHalfDays",
            "SelfLightAfterShortDays",
            "SelfLightBeforeDays"
        ),
        CreateRule(
            "R33",
            "Massage stick, bought or cheap.",
            A,
            "as the roller",
            "mail: an alternative tool in the text; no unit"
        ),
        CreateRule(
            "R34",
            "Tennis ball for the arch, after a long run.",
            A,
            "small; same day is fine",
            "SelfMassage.RoutineBuilder"
        ),
        CreateRule("R35", "Playful, permitting.", D, Framing, "mail: tone"),
        CreateRule("R36", "Ends on encouragement.", D, Framing, "mail: last line"),
    ];

    private static RuleInfo CreateRule(
        string id,
        string text,
        EvidenceGrade evidence,
        string verdict,
        string actsIn,
        params string[] parameters
    ) => new(id, text, RuleSource.Post, evidence, verdict, actsIn, parameters);

    private static IEnumerable<string> GetParameterNames(string kind, params string[] endings) =>
        endings.Select(ending => $"After{kind}{ending}");
}

/// <summary>One of the 36 rules.</summary>
/// <param name="Id">R1 to R36.</param>
/// <param name="Text">What it says.</param>
/// <param name="Source">Who says so; all 36 are the post's, their numbers often are not (see each parameter).</param>
/// <param name="Evidence">How well studied it is.</param>
/// <param name="Verdict">What research leaves of it, and what the plan does with it.</param>
/// <param name="ActsIn">Where it acts: a unit of the core, a line of the mail, or a decision that it has no unit.</param>
/// <param name="Parameters">The names of its numbers.</param>
public sealed record RuleInfo(
    string Id,
    string Text,
    RuleSource Source,
    EvidenceGrade Evidence,
    string Verdict,
    string ActsIn,
    IReadOnlyList<string> Parameters
);

/// <summary>Who says so (rules.md).</summary>
public enum RuleSource
{
    /// <summary>The blog post the rules are drawn from.</summary>
    Post,

    /// <summary>Published research.</summary>
    Review,

    /// <summary>Neither decides; this project did.</summary>
    Choice,
}
