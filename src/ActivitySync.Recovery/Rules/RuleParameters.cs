namespace ActivitySync.Recovery.Rules;

/// <summary>
/// The numbers of rules.md 4 in force. Units and sources stand in <see cref="RuleParameter.All"/>;
/// values from outside come in through <see cref="RuleSettings"/>, which refuses what would be unsafe.
/// </summary>
public sealed record RuleParameters
{
    public static RuleParameters Default { get; } = new();

    public DaysAfter AfterUltra { get; init; } = new(GentleDays: 4, DeepDays: 8, PreferredFrom: 4, PreferredTo: 7);
    public DaysAfter AfterMarathon { get; init; } = new(GentleDays: 3, DeepDays: 6, PreferredFrom: 3, PreferredTo: 5);
    public DaysAfter AfterHalf { get; init; } = new(GentleDays: 2, DeepDays: 5, PreferredFrom: 3, PreferredTo: 5);
    public DaysAfter AfterShort { get; init; } = new(GentleDays: 2, DeepDays: 4, PreferredFrom: 2, PreferredTo: 4);
    public DaysAfter AfterVeryLong { get; init; } = new(GentleDays: 2, DeepDays: 3, PreferredFrom: 2, PreferredTo: 4);
    public DaysAfter AfterLong { get; init; } = new(GentleDays: 1, DeepDays: 2, PreferredFrom: 2, PreferredTo: 3);
    public DaysAfter AfterHard { get; init; } = new(GentleDays: 1, DeepDays: 2, PreferredFrom: 1, PreferredTo: 3);

    public DaysBefore BeforeWeekly { get; init; } = new(GentleDays: 3, DeepDays: 4);
    public DaysBefore BeforeMonthly { get; init; } = new(GentleDays: 3, DeepDays: 5);
    public DaysBefore BeforeLapsed { get; init; } = new(GentleDays: 5, DeepDays: 7);
    public DaysBefore BeforeUnknown { get; init; } = new(GentleDays: 5, DeepDays: 10);

    public int WeeklyCount { get; init; } = 3;
    public int WeeklyDays { get; init; } = 28;
    public int MonthlyLastDays { get; init; } = 35;
    public int MonthlyCount { get; init; } = 3;
    public int MonthlyDays { get; init; } = 105;

    public int PreRaceDays { get; init; } = 15;
    public int SwedishWithinDays { get; init; } = 6;
    public int CandidateDays { get; init; } = 9;
    public int WindowDays { get; init; } = 3;
    public int CalendarDays { get; init; } = 21;
    public int DeepLeadDays { get; init; } = 2;
    public int LongActiveDays { get; init; } = 4;
    public int LongExpiryDays { get; init; } = 5;
    public int RaceExpiryDays { get; init; } = 10;
    public int LongProfessionalMinutes { get; init; } = 75;

    public int WeeklyGapDays { get; init; } = 6;
    public int MonthlyGapDays { get; init; } = 21;
    public int LapsedGapDays { get; init; } = 21;
    public int UnknownGapDays { get; init; } = 21;
    public int OccasionalGapDays { get; init; } = 28;
    public int RacePostGapDays { get; init; } = 7;

    public int WeeklyMaintenanceDays { get; init; } = 7;
    public int MonthlyMaintenanceDays { get; init; } = 30;
    public int LapsedMaintenanceDays { get; init; } = 30;

    public double HardBlockRatio { get; init; } = 1.15;
    public int HardBlockEvents { get; init; } = 2;
    public int HardBlockMinBlocks { get; init; } = 3;

    public int SelfLightAfterUltraDays { get; init; } = 2;
    public int SelfLightAfterMarathonDays { get; init; } = 2;
    public int SelfLightAfterHalfDays { get; init; } = 2;
    public int SelfLightAfterShortDays { get; init; } = 1;
    public int SelfLightBeforeDays { get; init; } = 2;

    public int RecentTrainingDays { get; init; } = 21;
    public int RaceUploadGraceDays { get; init; } = 1;
    public int RaceQuestionDays { get; init; } = 7;
    public int IllnessPostponeDays { get; init; } = 7;
    public int PainLocalSeverity { get; init; } = 3;
    public int PainClinicianSeverity { get; init; } = 7;
    public int PainClinicianDays { get; init; } = 14;
    public int HabitWeeks { get; init; } = 8;
    public int HabitMinWeeks { get; init; } = 4;

    /// <summary>The days after an event of this class.</summary>
    public DaysAfter GetDaysAfter(EventClass eventClass) =>
        eventClass switch
        {
            EventClass.Ultra => AfterUltra,
            EventClass.Marathon => AfterMarathon,
            EventClass.Half => AfterHalf,
            EventClass.Short => AfterShort,
            EventClass.VeryLong => AfterVeryLong,
            EventClass.Long => AfterLong,
            _ => AfterHard,
        };

    /// <summary>The days before a race for this massage history.</summary>
    public DaysBefore GetDaysBefore(MassageHistory history) =>
        history switch
        {
            MassageHistory.Weekly => BeforeWeekly,
            MassageHistory.Monthly => BeforeMonthly,
            MassageHistory.Lapsed => BeforeLapsed,
            _ => BeforeUnknown,
        };

    /// <summary>Least days between two massages for this history, budget regular.</summary>
    public int GetGapDays(MassageHistory history) =>
        history switch
        {
            MassageHistory.Weekly => WeeklyGapDays,
            MassageHistory.Monthly => MonthlyGapDays,
            MassageHistory.Lapsed => LapsedGapDays,
            _ => UnknownGapDays,
        };

    /// <summary>Days since the last massage from which the next is due; null: never due by itself.</summary>
    public int? GetMaintenanceDays(MassageHistory history) =>
        history switch
        {
            MassageHistory.Weekly => WeeklyMaintenanceDays,
            MassageHistory.Monthly => MonthlyMaintenanceDays,
            MassageHistory.Lapsed => LapsedMaintenanceDays,
            _ => null,
        };

    /// <summary>Days after a race, the race day being 0, on which self-massage stays light; -1 for what is no race.</summary>
    public int GetSelfLightAfterDays(EventClass eventClass) =>
        eventClass switch
        {
            EventClass.Ultra => SelfLightAfterUltraDays,
            EventClass.Marathon => SelfLightAfterMarathonDays,
            EventClass.Half => SelfLightAfterHalfDays,
            EventClass.Short => SelfLightAfterShortDays,
            _ => -1,
        };
}

/// <summary>Calendar days after an event of one class (rules.md 4).</summary>
/// <param name="GentleDays">The first day a gentle massage is legal: event + this.</param>
/// <param name="DeepDays">The first day deep work is legal.</param>
/// <param name="PreferredFrom">First preferred day of the window, included.</param>
/// <param name="PreferredTo">Last preferred day of the window, included.</param>
public readonly record struct DaysAfter(int GentleDays, int DeepDays, int PreferredFrom, int PreferredTo)
{
    /// <summary>The least days for gentle or deep work.</summary>
    public int GetMinDays(bool deep) => deep ? DeepDays : GentleDays;
}

/// <summary>Least calendar days between a massage and a race of importance A or B, for one massage history (rules.md 4).</summary>
/// <param name="GentleDays">For a gentle massage; never below 3, so that D-2 to D-0 stay free.</param>
/// <param name="DeepDays">For deep work.</param>
public readonly record struct DaysBefore(int GentleDays, int DeepDays)
{
    /// <summary>The least days for gentle or deep work.</summary>
    public int GetMinDays(bool deep) => deep ? DeepDays : GentleDays;
}
