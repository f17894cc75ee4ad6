using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>What forbids each day from T on, for each kind, and which days come too soon after the last massage (rules.md 6).</summary>
internal sealed class AllowedDays
{
    private readonly int _first;
    private readonly int _gapEndDay;
    private readonly ReasonSet[] _gentle;
    private readonly ReasonSet[] _deep;

    private AllowedDays(PlanningContext situation, MassageTrigger trigger, int days)
    {
        _first = situation.Today;
        _gentle = new ReasonSet[days];
        _deep = new ReasonSet[days];
        _gapEndDay =
            situation.Rhythm.LastDay
                + MassageGapRule.ComputeDays(situation.Budget, situation.Rhythm, trigger, situation.Parameters)
            ?? int.MinValue;
        foreach (var one in situation.Events)
        {
            for (var i = 0; i < days; i++)
            {
                _gentle[i] |= ComputeBlockingReasons(one, _first + i, deep: false, situation);
                _deep[i] |= ComputeBlockingReasons(one, _first + i, deep: true, situation);
            }
        }
    }

    /// <summary>Works out T up to the last day that is shown or suggested.</summary>
    internal static AllowedDays From(PlanningContext context, MassageTrigger trigger)
    {
        var ahead = Math.Max(context.Parameters.CalendarDays, context.Parameters.CandidateDays);
        return new(context, trigger, Math.Min(context.Today + ahead, DayNumbers.Max) - context.Today + 1);
    }

    /// <summary>The codes that forbid the kind on this day; empty if it is legal.</summary>
    internal ReasonSet GetBlockingReasons(int day, bool deep) => (deep ? _deep : _gentle)[day - _first];

    internal bool IsAllowed(int day, bool deep) => GetBlockingReasons(day, deep).IsEmpty;

    /// <summary>Too soon after the last massage.</summary>
    internal bool IsWithinGap(int day) => day < _gapEndDay;

    /// <summary>
    /// The first day that is legal for gentle work once the last massage is long enough ago; null if the gap stands in no way,
    /// or if there is no such day among those worked out.
    /// </summary>
    internal int? FindFirstDayAfterGap()
    {
        for (
            var day = Math.Max(_gapEndDay, _first + 1);
            IsWithinGap(_first + 1) && day < _first + _gentle.Length;
            day++
        )
        {
            if (IsAllowed(day, deep: false))
            {
                return day;
            }
        }

        return null;
    }

    private static ReasonSet ComputeBlockingReasons(RecoveryEvent one, int day, bool deep, PlanningContext context)
    {
        var codes = default(ReasonSet);
        codes = AddReason(codes, AfterEventRule.FindBlockingReason(one, day, deep, context.Parameters));
        codes = AddReason(
            codes,
            BeforeRaceRule.FindBlockingReason(one, day, deep, context.Rhythm.History, context.Parameters)
        );
        return AddReason(codes, EasyNextDayRule.FindBlockingReason(one, day));
    }

    private static ReasonSet AddReason(ReasonSet codes, ReasonCode? code) => code is { } given ? codes | given : codes;
}
