namespace ActivitySync.Store;

/// <summary>A row of <c>pain_ends</c> with the activity whose title says it.</summary>
internal sealed record PainEndRow(string Date, string Area, long SaidAt, long? ActivityId)
{
    /// <summary>
    /// Whether it ends a pain. In doubt the pain stays: one of the same title, and one told of by hand on the same day, do
    /// not end. "Calf" ends the left and the right one, and no area all.
    /// </summary>
    public bool Ends(PainRow pain)
    {
        var later = pain.SaidAt is { } saidAt
            ? SaidAt > saidAt && (ActivityId is null || ActivityId != pain.ActivityId)
            : Date.ToDate() > pain.Date.ToDate();
        return later && Covers(pain.Area);
    }

    private bool Covers(string area) =>
        Area.Length == 0 || PainSide.All.Append("").Any(side => area.Equals($"{side} {Area}".Trim(), StringComparison.OrdinalIgnoreCase));
}
