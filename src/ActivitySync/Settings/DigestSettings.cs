namespace ActivitySync.Settings;

/// <summary>When a runner's digest is due, in the runner's zone.</summary>
internal sealed record DigestSettings
{
    public DayOfWeek Day { get; init; } = DayOfWeek.Sunday;

    public TimeOnly Time { get; init; } = new(19, 0);

    public QuietWeeks QuietWeeks { get; init; } = QuietWeeks.Short;
}
