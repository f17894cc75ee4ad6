using ActivitySync.Recovery.Planning;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.SelfMassage;

/// <summary>
/// Decides when self-massage is light: around races, and when no day is allowed for gentle work (rules.md 8). Source:
/// choice.
/// </summary>
internal static class LightModePolicy
{
    internal static bool Applies(PlanningContext context, MassageTrigger trigger, AllowedDays days) =>
        context.Events.Any(one => one.IsRace && IsNear(one, context)) || !HasAllowedDay(context, trigger, days);

    private static bool IsNear(RecoveryEvent race, PlanningContext context)
    {
        var ago = context.Today - race.Day;
        // A recorded race can be dated after T: its start was written in a time zone further east.
        return race.IsPast
            ? ago <= context.Parameters.GetSelfLightAfterDays(race.Class)
            : -ago <= context.Parameters.SelfLightBeforeDays;
    }

    private static bool HasAllowedDay(PlanningContext context, MassageTrigger trigger, AllowedDays days)
    {
        var (first, last) = TriggerSelector.GetCandidateRange(context, trigger);
        for (var day = first; day <= last; day++)
        {
            if (days.IsAllowed(day, deep: false))
            {
                return true;
            }
        }

        return false;
    }
}
