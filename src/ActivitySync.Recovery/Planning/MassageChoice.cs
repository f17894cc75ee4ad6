using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>Chooses the suggested massage from the allowed days (rules.md 7).</summary>
internal static class MassageChoice
{
    /// <summary>The window; null if there is nothing to suggest.</summary>
    internal static MassageWindow? Choose(
        PlanningContext context,
        WindowRequest? request,
        AllowedDays days,
        IReadOnlyList<int> candidateDays
    )
    {
        if (request is null || !BudgetRule.Allows(request, context))
        {
            return null;
        }

        var (kind, allowed) = MassageKindRule.Choose(
            request,
            SelectAllowed(candidateDays, days, MassageDepth.Gentle),
            SelectAllowed(candidateDays, days, MassageDepth.Deep),
            context
        );
        var preferred = PreferredDaysRule.Prefer(allowed, request, context);
        return PreferredDaysRule.CreateWindow(kind, preferred, request.Grade, context);
    }

    /// <summary>The candidate days that are allowed for the kind and far enough from the last massage.</summary>
    private static List<int> SelectAllowed(IReadOnlyList<int> candidateDays, AllowedDays days, MassageDepth depth) =>
        [.. candidateDays.Where(day => days.IsAllowed(day, depth) && !days.IsWithinGap(day))];
}
