namespace ActivitySync.Sources.Files;

/// <summary>What the list of an export says of one of its files.</summary>
/// <param name="Name">The title, as the runner last wrote it; empty if there is none.</param>
/// <param name="Sport">The sport, as the runner last set it; null if the list does not tell it in a language known here.</param>
/// <param name="PerceivedExertion">The runner's rating, 1 to 10; null if there is none.</param>
internal sealed record ExportNote(string Name, string? Sport, double? PerceivedExertion)
{
    /// <summary>The runner's own words stand over what the device wrote.</summary>
    public Recorded On(Recorded recorded) => recorded with
    {
        Name = Name.Length > 0 ? Name : recorded.Name,
        Sport = Sport ?? recorded.Sport,
        PerceivedExertion = PerceivedExertion ?? recorded.PerceivedExertion,
    };
}
