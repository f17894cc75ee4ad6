using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Digest.Words;

/// <summary>Self-massage, told.</summary>
internal sealed record TonightWords
{
    /// <summary>One step: area, seconds a set and side, sets.</summary>
    public required Func<BodyArea, int, int, string> Step { get; init; }

    /// <summary>What to mind on an area; null if there is nothing of its own.</summary>
    public required Func<BodyArea, string?> Caution { get; init; }

    /// <summary>How hard to press: normal or light.</summary>
    public required Func<SelfMassageMode, string> Pressure { get; init; }

    public required string StopAt { get; init; }

    public required string BeforeRace { get; init; }

    /// <summary>The second best, beside a massage.</summary>
    public required string InsteadOfMassage { get; init; }

    public required string Again { get; init; }
}
