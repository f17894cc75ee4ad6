using static ActivitySync.Recovery.EvidenceGrade;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// All 36 rules with where each of them acts (rules.md 1 and 2). Nothing here decides; it is what <c>rules</c> prints, and
/// a test holds that no rule and no parameter is missing. Longer than other files because it is one table.
/// </summary>
public static class RuleBook
{
    private const string Framing = "practice, framing, tone";
    private const string NoTrialOnWait = "no trial supports the wait; kept as a default, not physiology";
    private const string NoTrialBefore = "no trial on days before; practitioners: deep four days to a week before";

    private static readonly string[] s_afterRaces =
        [.. Names("Ultra", "GentleDays", "DeepDays"), .. Names("Marathon", "GentleDays", "DeepDays"), .. Names("Half", "GentleDays", "DeepDays"), .. Names("Short", "GentleDays", "DeepDays")];

    private static readonly string[] s_preferred =
    [
        .. new[] { "Ultra", "Marathon", "Half", "Short", "VeryLong", "Long", "Hard" }.SelectMany(kind => Names(kind, "PreferredFrom", "PreferredTo")),
        "RaceExpiryDays", "LongExpiryDays", "CandidateDays", "WindowDays", "CalendarDays",
    ];

    private static readonly string[] s_before =
        [.. new[] { "Weekly", "Monthly", "Lapsed", "Unknown" }.SelectMany(history => new[] { $"Before{history}GentleDays", $"Before{history}DeepDays" })];

    /// <summary>R1 to R36, in order.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Post("R1", "A long run may be counted in minutes; the author's is 200 minutes.", D, Framing,
            "Tagging.LongRun: minutes first", "LongProfessionalMinutes"),
        Post("R2", "A long run can be on any weekday.", D, Framing,
            "Tagging.LongRunHabit: no weekend assumed", "HabitWeeks", "HabitMinWeeks"),
        Post("R3", "A finished long run is the moment to think of a massage.", A, "may ease soreness a little for a few days; nothing about performance",
            "Rules.PastEvents, trigger LONG", "LongActiveDays", "LongProfessionalMinutes", "RecentTrainingDays"),
        Post("R4", "Massage is part of a training season, not a luxury.", D, Framing, "mail: tone"),
        Post("R5", "Not right after a hard race or workout.", C, NoTrialOnWait,
            "Rules.DaysAfterEvents", [.. s_afterRaces, .. Names("VeryLong", "GentleDays", "DeepDays"), .. Names("Long", "GentleDays", "DeepDays"), .. Names("Hard", "GentleDays", "DeepDays")]),
        Post("R6", "The tables at the finish line can be skipped; a matter of taste.", C, NoTrialOnWait,
            "mail: a sentence with earlyGentle; no unit, because no day changes"),
        Post("R7", "After a race, above all a marathon, first a couple of days.", C, NoTrialOnWait,
            "Rules.DaysAfterEvents", [.. s_afterRaces, "RaceUploadGraceDays", "RaceQuestionDays"]),
        Post("R8", "Three to five days after a race is the sweet spot.", C, NoTrialOnWait,
            "Windows.MassageChoice: preferred days", s_preferred),
        Post("R9", "Training goes on after the massage: next day easy.", C, "one in ten had minor discomfort, most of it gone in 36 h; kept",
            "Rules.EasyNextDay, aftercare NEXT_DAY_EASY_OR_REST"),
        Post("R10", "No speed, intervals or long run the day after a massage.", C, "one in ten had minor discomfort, most of it gone in 36 h; kept",
            "Rules.EasyNextDay"),
        Post("R11", "A massage is itself a load; drink as after a run.", C, "no basis for drinking extra; a habit, without the reason",
            "aftercare DRINK_AS_AFTER_A_RUN"),
        Post("R12", "Not right before a hard race or workout.", C, NoTrialBefore,
            "Rules.EasyNextDay, Rules.DaysBeforeRaces", s_before),
        Post("R13", "Before a race the after-effects need time to go.", C, NoTrialBefore, "Rules.DaysBeforeRaces", s_before),
        Post("R14", "At least three to five days before a race.", C, NoTrialBefore, "Rules.DaysBeforeRaces", s_before),
        Post("R15", "More if the last massage was long ago.", C, NoTrialBefore,
            "Rules.DaysBeforeRaces, Rules.MassageRhythm", "BeforeLapsedGentleDays", "BeforeLapsedDeepDays", "BeforeUnknownGentleDays", "BeforeUnknownDeepDays"),
        Post("R16", "Five to fifteen days before is a good range.", C, NoTrialBefore, "Windows.Triggers: RACE_PRE", "PreRaceDays"),
        Post("R17", "Whoever has massages regularly may be less affected.", C, NoTrialBefore,
            "Rules.MassageRhythm, Windows.BookedSlots",
            "BeforeWeeklyGentleDays", "BeforeWeeklyDeepDays", "WeeklyCount", "WeeklyDays", "MonthlyLastDays", "MonthlyCount", "MonthlyDays"),
        Post("R18", "The deeper, the longer the recovery.", C, NoTrialBefore,
            "Rules.DaysAfter, Rules.DaysBefore: deep is never below gentle", "DeepLeadDays"),
        Post("R19", "The kind depends on the body and its need.", D, Framing, "Windows.MassageChoice: the kind"),
        Post("R20", "Deep tissue: hard training, no particular injury.", D, "small effects, short ones no worse; kept as a preference",
            "Rules.HardBlock, Windows.MassageChoice", "HardBlockRatio", "HardBlockEvents", "HardBlockMinBlocks"),
        Post("R21", "Active release: a particular sore spot, in skilled hands.", C, "one review of modest quality: one thing a therapist may use",
            "Windows.MassageChoice: trigger PAIN", "PainLocalSeverity"),
        Post("R22", "Swedish: right before a race.", A, "one massage lowers anxiety: to unwind; the number of days is a choice",
            "Windows.SwedishNearRace", "SwedishWithinDays"),
        Post("R23", "Weekly or monthly massage, if affordable, shows tight spots early.", B, "no trial shows fewer injuries: a chance to notice tight spots",
            "Windows.Triggers: MAINTENANCE, Rules.MassageGap",
            "WeeklyMaintenanceDays", "MonthlyMaintenanceDays", "LapsedMaintenanceDays", "WeeklyGapDays", "MonthlyGapDays", "LapsedGapDays", "UnknownGapDays",
            "OccasionalGapDays", "RacePostGapDays"),
        Post("R24", "Lactic acid is gone long before a massage.", B, "massage even hindered its removal: a line of myth, rarely", "mail: myth line"),
        Post("R25", "Soreness is repair.", B, "a line of myth, rarely", "mail: myth line"),
        Post("R26", "Claimed: adhesions and circulation.", C, "forces to deform fascia are out of reach: not claimed, 'feels looser'", "mail: banned words; no unit"),
        Post("R27", "Claimed: less pain, relaxation.", A, "less pain: small and short; blood flow: skin only, not claimed", "mail: wording; no unit"),
        Post("R28", "Recovery counts as much as work.", D, Framing, "mail: tone"),
        Post("R29", "A massage may show an injury: have it treated.", B, "leaps raised overuse injury: a flag and a question, no ratio",
            "MedicalGate, SelfMassage.PainfulAreas", "PainClinicianSeverity", "PainClinicianDays", "IllnessPostponeDays"),
        Post("R30", "Unnoticed pain changes how one runs: ask.", B, "leaps raised overuse injury: a flag and a question, no ratio",
            "mail: asks each time; MedicalGate: sore spot", "PainLocalSeverity"),
        Post("R31", "No money: there are still options, and they are full ones.", A, "as good as what is known of booked massage",
            "Windows.MassageChoice: BUDGET_NONE, BUDGET_SAVE; SelfMassage.Routine"),
        Post("R32", "Foam roller, also for hip flexors.", A, "small; 30 to 120 s a muscle; same day is fine",
            "SelfMassage.Routine",
            "SelfLightAfterUltraDays", "SelfLightAfterMarathonDays", "SelfLightAfterHalfDays", "SelfLightAfterShortDays", "SelfLightBeforeDays"),
        Post("R33", "Massage stick, bought or cheap.", A, "as the roller", "mail: an alternative tool in the text; no unit"),
        Post("R34", "Tennis ball for the arch, after a long run.", A, "small; same day is fine", "SelfMassage.Routine"),
        Post("R35", "Playful, permitting.", D, Framing, "mail: tone"),
        Post("R36", "Ends on encouragement.", D, Framing, "mail: last line"),
    ];

    private static Rule Post(string id, string text, EvidenceGrade evidence, string verdict, string actsIn, params string[] parameters) =>
        new(id, text, RuleSource.Post, evidence, verdict, actsIn, parameters);

    private static IEnumerable<string> Names(string kind, params string[] endings) => endings.Select(ending => $"After{kind}{ending}");
}
