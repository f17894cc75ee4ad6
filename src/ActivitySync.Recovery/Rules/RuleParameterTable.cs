namespace ActivitySync.Recovery.Rules;

/// <summary>
/// The rows of rules.md 4. Written out rather than reflected on, so that it works compiled ahead of time.
/// Longer than other files because it is one table.
/// </summary>
internal static class RuleParameterTable
{
    internal const string Ratio = "ratio";

    /// <summary>No wait or look ahead of more than a year makes sense.</summary>
    private const int MaxDays = 366;

    /// <summary>Invariant (a): nothing booked on D-2, D-1 and D-0.</summary>
    private const int MinDaysBeforeRace = 3;

    private delegate RuleParameters Change(RuleParameters parameters, DaysAfter days);

    internal static RuleParameter[] CreateAll() =>
        [
            .. CreateAfter("Ultra", "choice", "choice", p => p.AfterUltra, (p, d) => p with { AfterUltra = d }),
            .. CreateAfter(
                "Marathon",
                "post (R7, R8)",
                "review",
                p => p.AfterMarathon,
                (p, d) => p with { AfterMarathon = d }
            ),
            .. CreateAfter("Half", "post (R7, R8)", "choice", p => p.AfterHalf, (p, d) => p with { AfterHalf = d }),
            .. CreateAfter(
                "Short",
                "post (R7); choice",
                "choice",
                p => p.AfterShort,
                (p, d) => p with { AfterShort = d }
            ),
            .. CreateAfter(
                "VeryLong",
                "choice after R5",
                "choice after R5",
                p => p.AfterVeryLong,
                (p, d) => p with { AfterVeryLong = d }
            ),
            .. CreateAfter(
                "Long",
                "choice after R5",
                "choice after R5",
                p => p.AfterLong,
                (p, d) => p with { AfterLong = d }
            ),
            .. CreateAfter("Hard", "post (R5); choice", "choice", p => p.AfterHard, (p, d) => p with { AfterHard = d }),
            .. CreateBefore("Weekly", "post (R14, R17)", p => p.BeforeWeekly, (p, d) => p with { BeforeWeekly = d }),
            .. CreateBefore("Monthly", "post (R14, R18)", p => p.BeforeMonthly, (p, d) => p with { BeforeMonthly = d }),
            .. CreateBefore(
                "Lapsed",
                "post (R15, R16, R18); choice",
                p => p.BeforeLapsed,
                (p, d) => p with { BeforeLapsed = d }
            ),
            .. CreateBefore(
                "Unknown",
                "post (R15); choice",
                p => p.BeforeUnknown,
                (p, d) => p with { BeforeUnknown = d }
            ),
            CreateInteger(
                "WeeklyCount",
                "massages",
                "choice (R23)",
                p => p.WeeklyCount,
                (p, v) => p with { WeeklyCount = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "WeeklyDays",
                "days",
                "choice (R23)",
                p => p.WeeklyDays,
                (p, v) => p with { WeeklyDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "MonthlyLastDays",
                "days",
                "choice (R23)",
                p => p.MonthlyLastDays,
                (p, v) => p with { MonthlyLastDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "MonthlyCount",
                "massages",
                "choice (R23)",
                p => p.MonthlyCount,
                (p, v) => p with { MonthlyCount = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "MonthlyDays",
                "days",
                "choice (R23)",
                p => p.MonthlyDays,
                (p, v) => p with { MonthlyDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "PreRaceDays",
                "days",
                "post (R16)",
                p => p.PreRaceDays,
                (p, v) => p with { PreRaceDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "SwedishWithinDays",
                "days before a race",
                "choice after R22",
                p => p.SwedishWithinDays,
                (p, v) => p with { SwedishWithinDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "CandidateDays",
                "days looked ahead",
                "choice",
                p => p.CandidateDays,
                (p, v) => p with { CandidateDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "WindowDays",
                "most days in a window",
                "choice",
                p => p.WindowDays,
                (p, v) => p with { WindowDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "CalendarDays",
                "days",
                "choice",
                p => p.CalendarDays,
                (p, v) => p with { CalendarDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "DeepLeadDays",
                "days deep may start later than gentle",
                "choice",
                p => p.DeepLeadDays,
                (p, v) => p with { DeepLeadDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "LongActiveDays",
                "days a long run triggers",
                "choice",
                p => p.LongActiveDays,
                (p, v) => p with { LongActiveDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "LongExpiryDays",
                "last day after a long run",
                "choice",
                p => p.LongExpiryDays,
                (p, v) => p with { LongExpiryDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "RaceExpiryDays",
                "last day after a race",
                "choice",
                p => p.RaceExpiryDays,
                (p, v) => p with { RaceExpiryDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "LongProfessionalMinutes",
                "minutes",
                "choice",
                p => p.LongProfessionalMinutes,
                (p, v) => p with { LongProfessionalMinutes = v },
                1,
                1440
            ),
            CreateInteger(
                "WeeklyGapDays",
                "days between massages",
                "choice",
                p => p.WeeklyGapDays,
                (p, v) => p with { WeeklyGapDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "MonthlyGapDays",
                "days between massages",
                "choice",
                p => p.MonthlyGapDays,
                (p, v) => p with { MonthlyGapDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "LapsedGapDays",
                "days between massages",
                "choice",
                p => p.LapsedGapDays,
                (p, v) => p with { LapsedGapDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "UnknownGapDays",
                "days between massages",
                "choice",
                p => p.UnknownGapDays,
                (p, v) => p with { UnknownGapDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "OccasionalGapDays",
                "days",
                "choice",
                p => p.OccasionalGapDays,
                (p, v) => p with { OccasionalGapDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "RacePostGapDays",
                "days; upper limit of the gap after a race, budget regular",
                "choice",
                p => p.RacePostGapDays,
                (p, v) => p with { RacePostGapDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "WeeklyMaintenanceDays",
                "days since the last",
                "choice (R23)",
                p => p.WeeklyMaintenanceDays,
                (p, v) => p with { WeeklyMaintenanceDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "MonthlyMaintenanceDays",
                "days since the last",
                "choice (R23)",
                p => p.MonthlyMaintenanceDays,
                (p, v) => p with { MonthlyMaintenanceDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "LapsedMaintenanceDays",
                "days since the last",
                "choice (R23)",
                p => p.LapsedMaintenanceDays,
                (p, v) => p with { LapsedMaintenanceDays = v },
                1,
                MaxDays
            ),
            new(
                "HardBlockRatio",
                Ratio,
                "choice (R20)",
                p => p.HardBlockRatio,
                (p, v) => p with { HardBlockRatio = v },
                1,
                10
            ),
            CreateInteger(
                "HardBlockEvents",
                "activities in 7 days",
                "choice (R20)",
                p => p.HardBlockEvents,
                (p, v) => p with { HardBlockEvents = v },
                1,
                50
            ),
            CreateInteger(
                "HardBlockMinBlocks",
                "blocks of 14 days",
                "choice (R20)",
                p => p.HardBlockMinBlocks,
                (p, v) => p with { HardBlockMinBlocks = v },
                1,
                6
            ),
            CreateInteger(
                "SelfLightAfterUltraDays",
                "days",
                "choice",
                p => p.SelfLightAfterUltraDays,
                (p, v) => p with { SelfLightAfterUltraDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "SelfLightAfterMarathonDays",
                "days",
                "choice",
                p => p.SelfLightAfterMarathonDays,
                (p, v) => p with { SelfLightAfterMarathonDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "SelfLightAfterHalfDays",
                "days",
                "choice",
                p => p.SelfLightAfterHalfDays,
                (p, v) => p with { SelfLightAfterHalfDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "SelfLightAfterShortDays",
                "days",
                "choice",
                p => p.SelfLightAfterShortDays,
                (p, v) => p with { SelfLightAfterShortDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "SelfLightBeforeDays",
                "days before a race",
                "choice",
                p => p.SelfLightBeforeDays,
                (p, v) => p with { SelfLightBeforeDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "RecentTrainingDays",
                "days, today included",
                "choice",
                p => p.RecentTrainingDays,
                (p, v) => p with { RecentTrainingDays = v },
                1,
                MaxDays
            ),
            CreateInteger(
                "RaceUploadGraceDays",
                "days a race without a recording still keeps its days free",
                "choice",
                p => p.RaceUploadGraceDays,
                (p, v) => p with { RaceUploadGraceDays = v },
                0,
                MaxDays
            ),
            CreateInteger(
                "RaceQuestionDays",
                "days a missing recording is asked about",
                "choice",
                p => p.RaceQuestionDays,
                (p, v) => p with { RaceQuestionDays = v },
                0,
                MaxDays
            ),
            // The stop list cannot be switched off, so its numbers move only towards more care.
            CreateInteger(
                "IllnessPostponeDays",
                "days",
                "choice",
                p => p.IllnessPostponeDays,
                (p, v) => p with { IllnessPostponeDays = v },
                7,
                MaxDays
            ),
            CreateInteger(
                "PainLocalSeverity",
                "0-10",
                "choice",
                p => p.PainLocalSeverity,
                (p, v) => p with { PainLocalSeverity = v },
                1,
                3
            ),
            CreateInteger(
                "PainClinicianSeverity",
                "0-10",
                "choice",
                p => p.PainClinicianSeverity,
                (p, v) => p with { PainClinicianSeverity = v },
                1,
                7
            ),
            CreateInteger(
                "PainClinicianDays",
                "days",
                "choice",
                p => p.PainClinicianDays,
                (p, v) => p with { PainClinicianDays = v },
                1,
                14
            ),
            CreateInteger(
                "HabitWeeks",
                "weeks",
                "choice",
                p => p.HabitWeeks,
                (p, v) => p with { HabitWeeks = v },
                1,
                52
            ),
            CreateInteger(
                "HabitMinWeeks",
                "weeks",
                "choice",
                p => p.HabitMinWeeks,
                (p, v) => p with { HabitMinWeeks = v },
                1,
                52
            ),
        ];

    private static RuleParameter CreateInteger(
        string name,
        string unit,
        string source,
        Func<RuleParameters, int> read,
        Func<RuleParameters, int, RuleParameters> write,
        int min,
        int max
    ) => new(name, unit, source, p => read(p), (p, v) => write(p, (int)v), min, max);

    private static RuleParameter[] CreateAfter(
        string kind,
        string source,
        string deepSource,
        Func<RuleParameters, DaysAfter> read,
        Change write
    ) =>
        [
            CreateInteger(
                $"After{kind}GentleDays",
                "days after",
                source,
                p => read(p).GentleDays,
                (p, v) => write(p, read(p) with { GentleDays = v }),
                1,
                MaxDays
            ),
            CreateInteger(
                $"After{kind}DeepDays",
                "days after",
                deepSource,
                p => read(p).DeepDays,
                (p, v) => write(p, read(p) with { DeepDays = v }),
                1,
                MaxDays
            ),
            CreateInteger(
                $"After{kind}PreferredFrom",
                "days after",
                source,
                p => read(p).PreferredFrom,
                (p, v) => write(p, read(p) with { PreferredFrom = v }),
                1,
                MaxDays
            ),
            CreateInteger(
                $"After{kind}PreferredTo",
                "days after",
                source,
                p => read(p).PreferredTo,
                (p, v) => write(p, read(p) with { PreferredTo = v }),
                1,
                MaxDays
            ),
        ];

    private static RuleParameter[] CreateBefore(
        string history,
        string source,
        Func<RuleParameters, DaysBefore> read,
        Func<RuleParameters, DaysBefore, RuleParameters> write
    ) =>
        [
            CreateInteger(
                $"Before{history}GentleDays",
                "days before a race",
                source,
                p => read(p).GentleDays,
                (p, v) => write(p, read(p) with { GentleDays = v }),
                MinDaysBeforeRace,
                MaxDays
            ),
            CreateInteger(
                $"Before{history}DeepDays",
                "days before a race",
                source,
                p => read(p).DeepDays,
                (p, v) => write(p, read(p) with { DeepDays = v }),
                MinDaysBeforeRace,
                MaxDays
            ),
        ];
}
