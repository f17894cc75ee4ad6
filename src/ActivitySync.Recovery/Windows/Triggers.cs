using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Windows;

/// <summary>The first trigger that holds (rules.md 7). There is no falling through.</summary>
internal static class Triggers
{
    internal static Trigger Choose(Situation situation) =>
        situation.Medical.Level is not null ? Trigger.Medical
        : situation.Medical.SoreSpot ? Trigger.Pain
        : !situation.HasRecentTraining ? Trigger.None
        : situation.LastRace is not null ? Trigger.RacePost
        : situation.NextRace is not null ? Trigger.RacePre
        : situation.LastLong is not null ? Trigger.Long
        : situation.IsHardBlock ? Trigger.HardBlock
        : IsMaintenanceDue(situation) ? Trigger.Maintenance
        : Trigger.None;

    /// <summary>R23: weekly or monthly massage shows tight spots early.</summary>
    private static bool IsMaintenanceDue(Situation situation) =>
        !situation.IsCold
        && situation.Today - situation.Rhythm.LastDay >= situation.Parameters.MaintenanceDays(situation.Rhythm.History);

    /// <summary>The days a suggestion may lie on, both included; empty if the last comes before the first.</summary>
    internal static (int First, int Last) RangeOf(Situation situation, Trigger trigger)
    {
        var (today, parameters) = (situation.Today, situation.Parameters);
        var last = Math.Min(today + parameters.CandidateDays, Days.Last);
        if (trigger == Trigger.RacePost)
        {
            last = Math.Min(last, situation.LastRace!.Day + parameters.RaceExpiryDays);
        }
        else if (trigger == Trigger.Long)
        {
            last = Math.Min(last, situation.LastLong!.Day + parameters.LongExpiryDays);
        }

        return (today + 1, situation.NextRace is { } race ? Math.Min(last, race.Day - 1) : last);
    }
}
