using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Windows;

namespace ActivitySync.Recovery.SelfMassage;

/// <summary>When self-massage is light: around races and where no day is legal for gentle work (rules.md 8). Source: choice.</summary>
internal static class LightDays
{
    internal static bool Are(Situation situation, Trigger trigger, LegalDays days) =>
        situation.Events.Any(one => one.IsRace && IsNear(one, situation)) || !AnyLegal(situation, trigger, days);

    private static bool IsNear(RecoveryEvent race, Situation situation)
    {
        var ago = situation.Today - race.Day;
        // A recorded race can lie ahead: the runner wrote it in a zone further east.
        return race.IsPast
            ? ago <= situation.Parameters.SelfLightAfterDays(race.Class)
            : -ago <= situation.Parameters.SelfLightBeforeDays;
    }

    private static bool AnyLegal(Situation situation, Trigger trigger, LegalDays days)
    {
        var (first, last) = Triggers.RangeOf(situation, trigger);
        for (var day = first; day <= last; day++)
        {
            if (days.IsLegal(day, deep: false))
            {
                return true;
            }
        }

        return false;
    }
}
