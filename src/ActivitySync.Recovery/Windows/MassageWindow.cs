namespace ActivitySync.Recovery.Windows;

/// <summary>The massage chosen: a kind and the days it may be had, both included. Days are day numbers.</summary>
internal sealed record MassageWindow(MassageKind Kind, int From, int To, EvidenceGrade Grade)
{
    internal bool IsDeep => Kind.IsDeep();

    internal bool Holds(int day) => day >= From && day <= To;
}
