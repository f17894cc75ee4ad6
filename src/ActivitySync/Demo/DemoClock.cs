namespace ActivitySync.Demo;

/// <summary>Stands still in the evening of the demo's day, so that the same day gives the same mail.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
}
