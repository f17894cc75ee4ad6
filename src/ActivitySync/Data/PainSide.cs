namespace ActivitySync.Data;

/// <summary>How a side stands before an area: "left calf".</summary>
internal static class PainSide
{
    public const string Left = "left";
    public const string Right = "right";

    public static IReadOnlyList<string> All { get; } = [Left, Right];
}
