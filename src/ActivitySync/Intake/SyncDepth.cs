namespace ActivitySync.Intake;

/// <summary>How far back a sync reads.</summary>
internal enum SyncDepth
{
    /// <summary>The whole window (<c>HistoryDays</c>): by hand always, by schedule once a day.</summary>
    Full,

    /// <summary>The last two weeks: one request.</summary>
    Short,
}
