using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R20: deep work is for hard training without a particular injury. Two weeks are a hard block if their effort minutes
/// are well above those of the two-week blocks before. The block describes training; it predicts nothing.
/// </summary>
public sealed class HardBlockRule : ITrigger
{
    /// <summary>Effort of the last block divided by the median of the earlier blocks, at least.</summary>
    public static readonly RatioParameter MinRatio = new(
        "HardBlockRatio",
        @default: 1.15,
        min: 1,
        max: 10,
        source: "choice (R20)"
    );

    /// <summary>Activities of the last week that give a qualifying event, at least.</summary>
    public static readonly IntegerParameter MinEvents = new(
        "HardBlockEvents",
        @default: 2,
        min: 1,
        max: 50,
        unit: "activities in 7 days",
        source: "choice (R20)"
    );

    /// <summary>Earlier blocks to compare with, at least.</summary>
    public static readonly IntegerParameter MinBlocks = new(
        "HardBlockMinBlocks",
        @default: 3,
        min: 1,
        max: EarlierBlocks,
        unit: "blocks of 14 days",
        source: "choice (R20)"
    );

    private const int BlockDays = 14;
    private const int EarlierBlocks = 6;
    private const int EventDays = 7;

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R20",
            "Deep tissue: hard training, no particular injury.",
            EvidenceGrade.D,
            "small effects, short ones no worse; kept as a preference"
        )
        {
            Parameters = [MinRatio, MinEvents, MinBlocks],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.HardBlock, "R20")];

    public WindowRequest? Open(PlanningContext context) =>
        context.IsHardBlock
            ? new()
            {
                Kind = KindPreference.DeepIfSoon,
                Grade = EvidenceGrade.D,
                Explanation = "A heavy fortnight: deep work is for these, as a matter of preference.",
            }
            : null;

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context.IsHardBlock ? [ReasonCode.HardBlock] : [];

    /// <summary>Whether the last two weeks are a hard block and nothing hurts.</summary>
    internal static bool IsHardBlock(PlanningContext context)
    {
        if (context.History.Recordings.Count == 0 || context.ActivePains.Count > 0)
        {
            return false;
        }

        const int Days = BlockDays * (EarlierBlocks + 1);
        var effort = new double[EarlierBlocks + 1];
        foreach (var tagged in context.GetRecentRecordings(Days))
        {
            var ago = context.Today - tagged.Recording.HomeDay;
            if (ago < Days)
            {
                effort[ago / BlockDays] += tagged.Result.Facts.EffortMinutes;
            }
        }

        var events = context
            .GetRecentRecordings(EventDays)
            .Count(tagged =>
                context.Today - tagged.Recording.EventDay is >= 0 and < EventDays
                && PastEventCollector.HasQualifyingEvent(tagged, context.Parameters)
            );
        var blocks = CountComparableBlocks(context.History.Recordings[0].Recording.HomeDay, context.Today);
        return blocks >= context.Parameters[MinBlocks]
            && events >= context.Parameters[MinEvents]
            && effort[0] >= context.Parameters[MinRatio] * Median.Compute(effort.Skip(1).Take(blocks));
    }

    /// <summary>The earlier blocks that don't begin before the first activity.</summary>
    private static int CountComparableBlocks(int firstDay, int today) =>
        Enumerable
            .Range(1, EarlierBlocks)
            .TakeWhile(block => today - (BlockDays * (block + 1)) + 1 >= firstDay)
            .Count();
}

public readonly partial record struct ReasonCode
{
    public static ReasonCode HardBlock { get; } = new("HARD_BLOCK");
}
