namespace ActivitySync.Data;

/// <summary>The sides that precede an area, as in "left calf".</summary>
internal static class PainSide
{
    public const string Left = "left";
    public const string Right = "right";

    public static IReadOnlyList<string> All { get; } = [Left, Right];
}
