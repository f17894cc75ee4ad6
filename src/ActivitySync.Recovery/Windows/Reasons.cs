using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Windows;

/// <summary>Every code of rules.md 10 that is given, and the rules behind them.</summary>
internal static class Reasons
{
    /// <summary>A label of the runner is told of this long.</summary>
    private const int OverrideDays = 14;

    /// <summary>A leap is told of this long.</summary>
    private const int SpikeDays = 4;

    /// <summary>Codes that say how sure the plan is, not why a massage is suggested.</summary>
    private static readonly ReasonSet s_notOfMassage = ReasonSet.Of(ReasonCode.NoRecentTraining) | ReasonCode.ColdStart | ReasonCode.LowConfidence
        | ReasonCode.Override | ReasonCode.DataStale;

    internal static ReasonSet OfMassage(ReasonSet all) => all.Without(s_notOfMassage);

    /// <summary>The codes that the facts alone give, whatever was chosen.</summary>
    internal static ReasonSet OfFacts(Situation situation, Trigger trigger, TaggedHistory history, bool raceIsUnanswered) =>
        situation.Medical.Codes
        | ReasonSet.Of(ReasonCode.PainLocal, situation.Medical.SoreSpot)
        | ReasonSet.Of(ReasonCode.RacePost, situation.LastRace is not null)
        | ReasonSet.Of(ReasonCode.RacePre, situation.NextRace is not null)
        | ReasonSet.Of(ReasonCode.TwoRaces, situation.LastRace is not null && situation.NextRace is not null)
        | OfLastLong(situation.LastLong)
        | ReasonSet.Of(ReasonCode.Spike, situation.Events.Any(one => one.IsSpike && one.Qualifies && situation.Today - one.Day <= SpikeDays))
        | ReasonSet.Of(ReasonCode.HardBlock, situation.IsHardBlock)
        | ReasonSet.Of(ReasonCode.Maintenance, trigger == Trigger.Maintenance)
        | ReasonSet.Of(
            ReasonCode.HistoryUnknown,
            IsAlive(trigger) && situation.Budget != Budget.None && situation.Rhythm.History == MassageHistory.Unknown)
        | ReasonSet.Of(ReasonCode.NoRecentTraining, !situation.HasRecentTraining)
        | ReasonSet.Of(ReasonCode.ColdStart, situation.HasRecentTraining && situation.IsCold)
        | OfHistory(history.Kept, situation.Today)
        | ReasonSet.Of(ReasonCode.DataStale, raceIsUnanswered);

    /// <summary>What stood in the way within the range.</summary>
    internal static ReasonSet OfRange(Situation situation, Trigger trigger, LegalDays days)
    {
        var codes = default(ReasonSet);
        if (!IsAlive(trigger))
        {
            return codes;
        }

        var (first, last) = Triggers.RangeOf(situation, trigger);
        for (var day = first; day <= last; day++)
        {
            var (gentle, deep) = (days.Codes(day, deep: false), days.Codes(day, deep: true));
            codes |= ReasonSet.Of(ReasonCode.NextDayNotEasy, gentle.Contains(ReasonCode.NextDayNotEasy))
                | ReasonSet.Of(ReasonCode.AfterHard, (gentle | deep).Contains(ReasonCode.AfterHard))
                | ReasonSet.Of(ReasonCode.MinGap, gentle.IsEmpty && days.IsGapped(day));
        }

        return codes;
    }

    /// <summary>A race so near that nothing could be suggested any more (R14).</summary>
    internal static ReasonSet OfNearRace(Situation situation, MassageWindow? window) => ReasonSet.Of(
        ReasonCode.RaceTooClose,
        window is null && situation.DaysToNextRace - 1 < situation.Parameters.Before(situation.Rhythm.History).GentleDays);

    private static bool IsAlive(Trigger trigger) => trigger is not (Trigger.None or Trigger.Medical);

    private static ReasonSet OfLastLong(RecoveryEvent? lastLong) =>
        lastLong is null ? default
        : lastLong.IsLoad ? ReasonSet.Of(ReasonCode.LongLoad)
        : ReasonSet.Of(lastLong.Class == EventClass.VeryLong ? ReasonCode.VeryLong : ReasonCode.LongRun);

    private static ReasonSet OfHistory(IReadOnlyList<Tagged> kept, int today)
    {
        var codes = default(ReasonSet);
        for (var i = kept.Count - 1; i >= 0 && kept[i].Recording.WrittenDay >= today - OverrideDays - Recording.MostDatesApart; i--)
        {
            var ago = today - kept[i].Recording.WrittenDay;
            codes |= ReasonSet.Of(ReasonCode.LowConfidence, kept[i].Answer.Facts.RaceIsAsked)
                | ReasonSet.Of(ReasonCode.Override, kept[i].Word.Given && ago is >= 0 and <= OverrideDays);
        }

        return codes;
    }
}
