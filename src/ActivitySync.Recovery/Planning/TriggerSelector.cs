using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>The first trigger that holds (rules.md 7). There is no falling through.</summary>
internal static class TriggerSelector
{
    internal static MassageTrigger Select(PlanningContext context) =>
        context.Medical.Level is not null ? MassageTrigger.Medical
        : context.Medical.HasSoreSpot ? MassageTrigger.Pain
        : !context.HasRecentTraining ? MassageTrigger.None
        : context.LastRace is not null ? MassageTrigger.RacePost
        : context.NextRace is not null ? MassageTrigger.RacePre
        : context.LastLongEvent is not null ? MassageTrigger.Long
        : context.IsHardBlock ? MassageTrigger.HardBlock
        : IsMaintenanceDue(context) ? MassageTrigger.Maintenance
        : MassageTrigger.None;

    /// <summary>R23: weekly or monthly massage shows tight spots early.</summary>
    private static bool IsMaintenanceDue(PlanningContext context) =>
        !context.IsCold
        && context.Today - context.Rhythm.LastDay >= context.Parameters.GetMaintenanceDays(context.Rhythm.History);

    /// <summary>The days a suggestion may lie on, both included; empty if the last comes before the first.</summary>
    internal static (int First, int Last) GetCandidateRange(PlanningContext context, MassageTrigger trigger)
    {
        var (today, parameters) = (context.Today, context.Parameters);
        var last = Math.Min(today + parameters.CandidateDays, DayNumbers.Max);
        if (trigger == MassageTrigger.RacePost)
        {
            last = Math.Min(last, context.LastRace!.Day + parameters.RaceExpiryDays);
        }
        else if (trigger == MassageTrigger.Long)
        {
            last = Math.Min(last, context.LastLongEvent!.Day + parameters.LongExpiryDays);
        }

        return (today + 1, context.NextRace is { } race ? Math.Min(last, race.Day - 1) : last);
    }
}
