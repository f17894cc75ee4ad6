namespace ActivitySync.Settings;

/// <summary>The section <c>Backup</c>.</summary>
internal sealed record BackupSettings
{
    /// <summary>Null: <c>backups</c> in the data directory.</summary>
    public string? Directory { get; init; }

    public int Keep { get; init; } = 7;

    public TimeOnly Time { get; init; } = new(3, 30);
}
