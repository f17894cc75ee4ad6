using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Intake;

/// <summary>A source that answers as it is told to, and counts how often it is asked.</summary>
internal sealed class ScriptedSource(SourceName name) : IActivitySource
{
    public SourceName Name => name;

    public bool On { get; set; } = name == SourceName.Strava;

    public SourceReading Answer { get; set; } = IntakeScene.Complete();

    public Exception? Trouble { get; set; }

    public Task Wait { get; set; } = Task.CompletedTask;

    public int Asked { get; private set; }

    public DateTimeOffset From { get; private set; }

    public bool Serves(AthleteSettings athlete) => On;

    public async Task<SourceReading> ReadAsync(AthleteSettings athlete, DateTimeOffset from, CancellationToken cancellationToken)
    {
        Asked++;
        From = from;
        await Wait;
        return Trouble is null ? Answer : throw Trouble;
    }
}
