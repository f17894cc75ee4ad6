using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R20: deep work is for hard training without a particular injury. A fortnight is a hard block when its effort minutes
/// stand out from the fortnights before. Source: choice. Grade D. It describes training; it predicts nothing.
/// </summary>
internal static class HardBlockRule
{
    private const int BlockDays = 14;
    private const int EarlierBlocks = 6;
    private const int EventDays = 7;

    internal static bool IsHardBlock(IReadOnlyList<TaggedRecording> recordings, int today, RuleParameters parameters)
    {
        if (recordings.Count == 0)
        {
            return false;
        }

        var sums = new double[EarlierBlocks + 1];
        var events = 0;
        for (
            var i = recordings.Count - 1;
            i >= 0
                && recordings[i].Recording.WrittenDay
                    >= today - (BlockDays * (EarlierBlocks + 1)) - Recording.MaxDateDifferenceDays;
            i--
        )
        {
            var one = recordings[i];
            var ago = today - one.Recording.HomeDay;
            if (ago < BlockDays * (EarlierBlocks + 1))
            {
                sums[ago / BlockDays] += one.Result.Facts.EffortMinutes;
            }

            events +=
                today - one.Recording.EventDay is >= 0 and < EventDays
                && PastEventCollector.HasQualifyingEvent(one, parameters)
                    ? 1
                    : 0;
        }

        var counting = CountComparableBlocks(recordings[0].Recording.HomeDay, today);
        return counting >= parameters.HardBlockMinBlocks
            && events >= parameters.HardBlockEvents
            && sums[0] >= parameters.HardBlockRatio * Median.Compute(sums.Skip(1).Take(counting));
    }

    /// <summary>Earlier blocks that do not begin before the first activity.</summary>
    private static int CountComparableBlocks(int firstDay, int today)
    {
        var blocks = 0;
        while (blocks < EarlierBlocks && today - (BlockDays * (blocks + 2)) + 1 >= firstDay)
        {
            blocks++;
        }

        return blocks;
    }
}
