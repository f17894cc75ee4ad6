namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>What can be wrong with input from outside.</summary>
internal enum FaultKind
{
    /// <summary>Beyond the documented limit.</summary>
    Huge,
    Endless,
    Empty,
    CutOff,
    WrongType,
    WrongCharset,

    /// <summary>In the content, or in the file's modification time.</summary>
    ExtremeDate,
    Link,
    Pipe,
    Device,

    /// <summary>Unreadable for the user that runs the program.</summary>
    OtherUser,
}

/// <summary>One variant of a fault.</summary>
/// <param name="Kind">The fault.</param>
/// <param name="Variant">The variant, for messages.</param>
internal sealed record Fault(FaultKind Kind, string Variant)
{
    /// <summary>Makes the wrong content. The good one for faults that are not in the content.</summary>
    public Func<Content, byte[]> Change { get; init; } = content => content.Good;

    /// <summary>
    /// Puts something wrong at a path in a folder of its own, and returns the path to name: another one for a device.
    /// Null writes the content there.
    /// </summary>
    public Func<string, Content, string>? Place { get; init; }

    /// <summary>Whether it is in the content, so that a server's answer can have it too.</summary>
    public bool IsInContent => Place is null;

    /// <summary>Whether the input is as it should be, though it comes in an unusual way.</summary>
    public bool IsHarmless { get; init; }

    public override string ToString() => $"{Kind}, {Variant}";
}

/// <summary>The good content of a way in, and what is needed to make it wrong.</summary>
/// <param name="Write">Writes the content with a date in one of its entries.</param>
/// <param name="MaxBytes">More is beyond the documented limit.</param>
internal sealed record Content(Func<ContentDate, byte[]> Write, int MaxBytes)
{
    public byte[] Good => Write(ContentDate.Good);

    /// <summary>Content beyond the limit, if it is not the good one and spaces.</summary>
    public Func<byte[]>? Huge { get; init; }
}

/// <summary>A date as text (yyyy-MM-dd, the year may have five digits) and in seconds since 1970.</summary>
internal sealed record ContentDate(string Text, long Seconds)
{
    public static ContentDate Good { get; } = new("2026-11-20", 1_795_132_800);

    /// <summary>Dates that calendars, file systems and devices without a clock have.</summary>
    public static IReadOnlyList<ContentDate> Extreme { get; } =
    [
        new("0001-01-01", -62_135_596_800),
        new("1900-01-01", -2_208_988_800),
        new("1969-12-31", -86_400),
        new("9999-12-31", 253_402_214_400),
        new("99999-01-01", 3_093_496_473_600),
    ];

    /// <summary>The date without hyphens, as calendars write it.</summary>
    public string Compact => Text.Replace("-", "", StringComparison.Ordinal);
}
