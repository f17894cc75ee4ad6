namespace ActivitySync.Sources.Files;

/// <summary>What reading a file came to.</summary>
internal enum FileVerdict
{
    /// <summary>It holds at least one activity.</summary>
    Read,

    /// <summary>It is in order and holds no activity: settings, a route, a picture.</summary>
    Skipped,

    /// <summary>It should hold one and cannot be read, or must not be.</summary>
    Quarantined,
}
