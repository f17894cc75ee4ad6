using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>Writes recordings into the store and makes one activity out of the copies (the core's rule for copies decides).</summary>
internal sealed class KeepRecordings(Database database, TimeProvider clock)
{
    /// <summary>Holds a complete window of a source against the store: new, changed, gone. One transaction.</summary>
    /// <param name="athleteId">The runner's number.</param>
    /// <param name="source">The source that was read.</param>
    /// <param name="from">The start of the window; recordings before it are left alone.</param>
    /// <param name="reading">What the source answered; its outcome is complete.</param>
    public IntakeChanges Reconcile(long athleteId, SourceName source, DateTimeOffset from, SourceReading reading) =>
        throw new NotSupportedException($"{database.Path} {clock} {athleteId} {source} {from} {reading}");

    /// <summary>Adds recordings of files; nothing goes. One transaction; one row a recording, in the order given.</summary>
    public IReadOnlyList<KeptRecording> Add(long athleteId, IReadOnlyList<SourceActivity> recordings) =>
        throw new NotSupportedException($"{athleteId} {recordings.Count}");
}
