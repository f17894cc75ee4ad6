namespace ActivitySync.Data;

/// <summary>Waits in code that is not asynchronous.</summary>
internal static class ClockWait
{
    /// <summary>Blocks the thread until the duration has passed by the clock, so that tests need not wait.</summary>
    public static void Wait(this TimeProvider clock, TimeSpan duration) =>
        Task.Delay(duration, clock).GetAwaiter().GetResult();
}
