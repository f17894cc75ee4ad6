using System.Collections.Frozen;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Planning;

/// <summary>Reasons and aftercare as codes: <c>RACE_POST</c>.</summary>
internal static class CodeWord
{
    private static readonly FrozenDictionary<ReasonCode, string> s_reasons = Codes<ReasonCode>();
    private static readonly FrozenDictionary<Aftercare, string> s_aftercare = Codes<Aftercare>();

    public static string Of(ReasonCode reason) => s_reasons[reason];

    public static string Of(Aftercare aftercare) => s_aftercare[aftercare];

    private static FrozenDictionary<T, string> Codes<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => EnumWord.Of(value).Replace('-', '_').ToUpperInvariant());
}
