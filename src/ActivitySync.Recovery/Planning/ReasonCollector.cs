using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Planning;

/// <summary>Every code of rules.md 10 that is given, and the rules behind them.</summary>
internal static class ReasonCollector
{
    /// <summary>A label of the runner is told of this long.</summary>
    private const int OverrideDays = 14;

    /// <summary>A leap is told of this long.</summary>
    private const int SpikeDays = 4;

    /// <summary>Codes that say how sure the plan is, not why a massage is suggested.</summary>
    private static readonly ReasonSet PlanOnlyReasons =
        ReasonSet.From(ReasonCode.NoRecentTraining)
        | ReasonCode.ColdStart
        | ReasonCode.LowConfidence
        | ReasonCode.Override
        | ReasonCode.DataStale;

    internal static ReasonSet SelectMassageReasons(ReasonSet all) => all.Without(PlanOnlyReasons);

    /// <summary>The codes that the facts alone give, whatever was chosen.</summary>
    internal static ReasonSet CollectFactReasons(
        PlanningContext context,
        MassageTrigger trigger,
        TaggedHistory history,
        bool raceIsUnanswered
    ) =>
        context.Medical.Codes
        | ReasonSet.FromIf(ReasonCode.PainLocal, context.Medical.HasSoreSpot)
        | ReasonSet.FromIf(ReasonCode.RacePost, context.LastRace is not null)
        | ReasonSet.FromIf(ReasonCode.RacePre, context.NextRace is not null)
        | ReasonSet.FromIf(ReasonCode.TwoRaces, context.LastRace is not null && context.NextRace is not null)
        | GetLongEventReasons(context.LastLongEvent)
        | ReasonSet.FromIf(
            ReasonCode.Spike,
            context.Events.Any(one => one.IsSpike && one.Qualifies && context.Today - one.Day <= SpikeDays)
        )
        | ReasonSet.FromIf(ReasonCode.HardBlock, context.IsHardBlock)
        | ReasonSet.FromIf(ReasonCode.Maintenance, trigger == MassageTrigger.Maintenance)
        | ReasonSet.FromIf(
            ReasonCode.HistoryUnknown,
            IsActive(trigger) && context.Budget != Budget.None && context.Rhythm.History == MassageHistory.Unknown
        )
        | ReasonSet.FromIf(ReasonCode.NoRecentTraining, !context.HasRecentTraining)
        | ReasonSet.FromIf(ReasonCode.ColdStart, context.HasRecentTraining && context.IsCold)
        | CollectHistoryReasons(history.Recordings, context.Today)
        | ReasonSet.FromIf(ReasonCode.DataStale, raceIsUnanswered);

    /// <summary>What stood in the way within the range.</summary>
    internal static ReasonSet CollectRangeReasons(PlanningContext context, MassageTrigger trigger, AllowedDays days)
    {
        var codes = default(ReasonSet);
        if (!IsActive(trigger))
        {
            return codes;
        }

        var (first, last) = TriggerSelector.GetCandidateRange(context, trigger);
        for (var day = first; day <= last; day++)
        {
            var (gentle, deep) = (days.GetBlockingReasons(day, deep: false), days.GetBlockingReasons(day, deep: true));
            codes |=
                ReasonSet.FromIf(ReasonCode.NextDayNotEasy, gentle.Contains(ReasonCode.NextDayNotEasy))
                | ReasonSet.FromIf(ReasonCode.AfterHard, (gentle | deep).Contains(ReasonCode.AfterHard))
                | ReasonSet.FromIf(ReasonCode.MinGap, gentle.IsEmpty && days.IsWithinGap(day));
        }

        return codes;
    }

    /// <summary>A race so near that nothing could be suggested any more (R14).</summary>
    internal static ReasonSet CollectNearRaceReasons(PlanningContext context, MassageWindow? window) =>
        ReasonSet.FromIf(
            ReasonCode.RaceTooClose,
            window is null
                && context.DaysToNextRace - 1 < context.Parameters.GetDaysBefore(context.Rhythm.History).GentleDays
        );

    private static bool IsActive(MassageTrigger trigger) =>
        trigger is not (MassageTrigger.None or MassageTrigger.Medical);

    private static ReasonSet GetLongEventReasons(RecoveryEvent? lastLong) =>
        lastLong is null ? default
        : lastLong.IsLoad ? ReasonSet.From(ReasonCode.LongLoad)
        : ReasonSet.From(lastLong.Class == EventClass.VeryLong ? ReasonCode.VeryLong : ReasonCode.LongRun);

    private static ReasonSet CollectHistoryReasons(IReadOnlyList<TaggedRecording> recordings, int today)
    {
        var codes = default(ReasonSet);
        for (
            var i = recordings.Count - 1;
            i >= 0 && recordings[i].Recording.WrittenDay >= today - OverrideDays - Recording.MaxDateDifferenceDays;
            i--
        )
        {
            var ago = today - recordings[i].Recording.WrittenDay;
            codes |=
                ReasonSet.FromIf(ReasonCode.LowConfidence, recordings[i].Result.Facts.HasRaceQuestion)
                | ReasonSet.FromIf(
                    ReasonCode.Override,
                    recordings[i].LabelOverride.IsGiven && ago is >= 0 and <= OverrideDays
                );
        }

        return codes;
    }
}
