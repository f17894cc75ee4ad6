namespace ActivitySync.Recovery.Rules;

/// <summary>How used to massage the runner is (R15, R17, R23; rules.md 5).</summary>
/// <param name="History">The runner's setting, else read from the log.</param>
/// <param name="LastDay">Day number of the last massage up to T; null without one.</param>
internal readonly record struct MassageRhythm(MassageHistory History, int? LastDay)
{
    internal static MassageRhythm From(Timeline timeline, RuleParameters parameters)
    {
        var today = timeline.AsOf.DayNumber;
        var days = timeline.Massages.Select(massage => massage.Date.DayNumber).Where(day => day <= today).ToHashSet();
        int? last = days.Count == 0 ? null : days.Max();
        return new(timeline.Athlete.Rhythm ?? ClassifyHistory(days, today - last, today, parameters), last);
    }

    private static MassageHistory ClassifyHistory(
        HashSet<int> days,
        int? sinceLast,
        int today,
        RuleParameters parameters
    )
    {
        return sinceLast is null ? MassageHistory.Unknown
            : Within(parameters.WeeklyDays) >= parameters.WeeklyCount ? MassageHistory.Weekly
            : sinceLast <= parameters.MonthlyLastDays && Within(parameters.MonthlyDays) >= parameters.MonthlyCount
                ? MassageHistory.Monthly
            : MassageHistory.Lapsed;

        int Within(int reach) => days.Count(day => today - day <= reach);
    }
}
