namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>
/// One place where input from outside comes into the program. Its cells share a data directory, so that a cell also
/// shows what the one before left.
/// </summary>
internal abstract class WayIn : IAsyncDisposable
{
    protected const string NoFile = "it is no file";
    protected const string FilesEnd = "a file has an end; links, pipes and devices are the ones without";
    protected const string NoText = "it is not text";
    protected const string NoDate = "it has no date";
    protected const string NoLimit = "it has no limit but the disk";

    /// <summary>A number for each cell, so that no two have the same good input.</summary>
    protected int CellNumber { get; private set; }

    /// <summary>Whether it is about SQLite's file or what lies next to it.</summary>
    public virtual bool NeedsSqlite => false;

    /// <summary>Why a fault cannot happen here; null if it can.</summary>
    public abstract string? FindReasonAgainst(FaultKind kind);

    /// <summary>Whether a variant of an applicable fault can happen here.</summary>
    public virtual bool CanHave(Fault fault) => true;

    /// <summary>Starts what all cells need.</summary>
    public virtual Task StartAsync() => Task.CompletedTask;

    /// <summary>Lets the program meet the fault, and asserts how it takes it.</summary>
    public Task TestAsync(Fault fault)
    {
        CellNumber++;
        return TestCellAsync(fault);
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task TestCellAsync(Fault fault);

    /// <summary>The faults that only a file can have.</summary>
    protected static bool IsOfFiles(FaultKind kind) =>
        kind is FaultKind.Link or FaultKind.Pipe or FaultKind.Device or FaultKind.OtherUser;

    /// <summary>Why nobody can make an unreadable file here; null if somebody can.</summary>
    protected static string? FindReasonAgainstOtherUser() =>
        Environment.IsPrivilegedProcess ? null : "needs root, to create files of another user";
}
