using System.Numerics;

namespace ActivitySync.Recovery;

/// <summary>Reason codes as a set, so that their order is always that of rules.md 10.</summary>
internal readonly record struct ReasonSet(uint Bits)
{
    public bool IsEmpty => Bits == 0;

    public static ReasonSet Of(ReasonCode code) => new(1u << (int)code);

    public static ReasonSet Of(ReasonCode code, bool given) => given ? Of(code) : default;

    public bool Contains(ReasonCode code) => (Bits & (1u << (int)code)) != 0;

    public static ReasonSet operator |(ReasonSet left, ReasonSet right) => new(left.Bits | right.Bits);

    public static ReasonSet operator |(ReasonSet left, ReasonCode right) => left | Of(right);

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
