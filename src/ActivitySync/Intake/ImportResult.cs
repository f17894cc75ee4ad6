namespace ActivitySync.Intake;

/// <summary>What became of a file.</summary>
internal enum ImportResult
{
    /// <summary>At least one activity in it is new.</summary>
    Imported,

    /// <summary>The same bytes, or copies of activities already held.</summary>
    Duplicate,

    /// <summary>In order, and no activity.</summary>
    Skipped,

    /// <summary>It could not be read, or must not be; the reason says what to do.</summary>
    Quarantined,
}
