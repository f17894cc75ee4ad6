using System.Data.Common;
using ActivitySync.Data;

namespace ActivitySync.Tests.Data;

/// <summary>A lease that another node can take at any time.</summary>
internal sealed class StubLease : ILease
{
    public bool IsLost { get; set; }

    public bool IsReleased { get; private set; }

    public bool Confirm(DbConnection connection, DbTransaction transaction) => !IsLost;

    public bool IsOwned() => !IsLost;

    public void Dispose() => IsReleased = true;
}
