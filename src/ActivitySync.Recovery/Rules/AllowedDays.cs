namespace ActivitySync.Recovery.Rules;

/// <summary>
/// What blocks each day from T on, for each kind, and which days are too soon after the last massage (rules.md 6).
/// Days are day numbers.
/// </summary>
internal sealed class AllowedDays
{
    private readonly int _first;
    private readonly int _gapEnd;
    private readonly IReadOnlyList<ReasonCode>[] _gentle;
    private readonly IReadOnlyList<ReasonCode>[] _deep;

    /// <summary>Evaluates every day rule from T to the last day that is shown or suggested.</summary>
    internal AllowedDays(PlanningContext context, WindowRequest? request)
    {
        _first = context.Today;
        _gapEnd = MassageGapRule.FindGapEnd(context, request);
        var ahead = Math.Max(
            context.Parameters[PreferredDaysRule.CalendarDays],
            context.Parameters[PreferredDaysRule.CandidateDays]
        );
        var days = Enumerable.Range(_first, Math.Min(ahead, DayNumbers.Max - _first) + 1).ToArray();
        _gentle = [.. days.Select(day => Evaluate(day, MassageDepth.Gentle, context))];
        _deep = [.. days.Select(day => Evaluate(day, MassageDepth.Deep, context))];
    }

    /// <summary>The codes that block the kind on this day; empty if it is allowed.</summary>
    internal IReadOnlyList<ReasonCode> GetBlockingReasons(int day, MassageDepth depth) =>
        (depth == MassageDepth.Deep ? _deep : _gentle)[day - _first];

    internal bool IsAllowed(int day, MassageDepth depth) => GetBlockingReasons(day, depth).Count == 0;

    /// <summary>Too soon after the last massage.</summary>
    internal bool IsWithinGap(int day) => day < _gapEnd;

    /// <summary>
    /// The first day that is allowed for gentle work and not within the gap; null if tomorrow is not within the gap, or
    /// if there is no such day.
    /// </summary>
    internal int? FindFirstDayAfterGap()
    {
        if (!IsWithinGap(_first + 1))
        {
            return null;
        }

        return Enumerable
            .Range(_first + 1, _gentle.Length - 1)
            .Where(day => !IsWithinGap(day) && IsAllowed(day, MassageDepth.Gentle))
            .Select(day => (int?)day)
            .FirstOrDefault();
    }

    private static List<ReasonCode> Evaluate(int day, MassageDepth depth, PlanningContext context) =>
        [.. context.Rules.DayRules.SelectMany(rule => rule.GetBlockingReasons(day, depth, context))];
}
