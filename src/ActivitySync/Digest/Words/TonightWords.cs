using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Digest.Words;

/// <summary>Self-massage, told.</summary>
internal sealed record TonightWords
{
    /// <summary>One step with what to mind on that area; takes the dose as <see cref="Dose"/> writes it.</summary>
    public required Func<BodyArea, string, string> Step { get; init; }

    /// <summary>Seconds a set and side, and sets.</summary>
    public required Func<int, int, string> Dose { get; init; }

    /// <summary>How hard to press: normal or light.</summary>
    public required Func<SelfMassageMode, string> Pressure { get; init; }

    /// <summary>How to roll, whatever the muscle.</summary>
    public required string How { get; init; }

    public required string StopAt { get; init; }

    public required string BeforeRace { get; init; }

    /// <summary>The second best, beside a massage.</summary>
    public required string InsteadOfMassage { get; init; }

    public required string Again { get; init; }
}
