using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Sync;

/// <summary>A source that answers as it is told to, and counts how often it is asked.</summary>
internal sealed class ScriptedSource(SourceName name) : IActivitySource
{
    public SourceName Name => name;

    public bool IsEnabled { get; set; } = name == SourceNames.Strava;

    public SourceReadResult Answer { get; set; } = SyncFixture.Complete();

    public Exception? Failure { get; set; }

    public Task Wait { get; set; } = Task.CompletedTask;

    public Action? WhileReading { get; set; }

    public int ReadCount { get; private set; }

    public DateTimeOffset LastFrom { get; private set; }

    public int HistoryDays => 180;

    public bool IsEnabledFor(AthleteSettings athlete) => IsEnabled;

    public async Task<SourceReadResult> ReadAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        CancellationToken cancellationToken
    )
    {
        ReadCount++;
        LastFrom = from;
        await Wait;
        WhileReading?.Invoke();
        return Failure is null ? Answer : throw Failure;
    }
}
