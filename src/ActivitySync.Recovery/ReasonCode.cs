using System.Numerics;

namespace ActivitySync.Recovery;

/// <summary>Why the answer is as it is, in the order in which codes are always listed (rules.md 10).</summary>
public enum ReasonCode
{
    RedFlag,
    ClinicianFirst,
    Ill,
    PainLocal,
    RacePost,
    RacePre,
    TwoRaces,
    RaceTooClose,
    VeryLong,
    LongRun,
    LongLoad,
    Spike,
    HardBlock,
    Maintenance,
    KeepSlot,
    SlotLight,
    SlotMove,
    NextDayNotEasy,
    AfterHard,
    MinGap,
    BudgetNone,
    BudgetSave,
    HistoryUnknown,
    NoRecentTraining,
    ColdStart,
    LowConfidence,
    WindowExpired,
    Override,
    DataStale,
}

/// <summary>Reason codes as a set, so that their order is always that of rules.md 10.</summary>
internal readonly record struct ReasonSet(uint Bits)
{
    public bool IsEmpty => Bits == 0;

    public static ReasonSet From(ReasonCode code) => new(1u << (int)code);

    public static ReasonSet FromIf(ReasonCode code, bool given) => given ? From(code) : default;

    public bool Contains(ReasonCode code) => (Bits & (1u << (int)code)) != 0;

    public static ReasonSet operator |(ReasonSet left, ReasonSet right) => new(left.Bits | right.Bits);

    public static ReasonSet operator |(ReasonSet left, ReasonCode right) => left | From(right);

    public ReasonSet Without(ReasonSet other) => new(Bits & ~other.Bits);

    public IReadOnlyList<ReasonCode> ToList()
    {
        if (IsEmpty)
        {
            return [];
        }

        var codes = new ReasonCode[BitOperations.PopCount(Bits)];
        var bits = Bits;
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = (ReasonCode)BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
        }

        return codes;
    }
}
