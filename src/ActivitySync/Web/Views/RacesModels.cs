namespace ActivitySync.Web.Views;

/// <summary>The race calendar, and the form to add or change a race.</summary>
public sealed record RacesPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>From today on, the next one first.</summary>
    public required IReadOnlyList<RaceItem> Ahead { get; init; }

    /// <summary>The latest first.</summary>
    public required IReadOnlyList<RaceItem> Past { get; init; }

    public required RaceForm Form { get; init; }
}

/// <summary>A race in the list.</summary>
/// <param name="Id">The entry's id: <c>r12</c>.</param>
/// <param name="Name">The name; may be empty.</param>
/// <param name="Day">The day in words.</param>
/// <param name="Details">Days to go, distance, importance.</param>
/// <param name="Fixed">Why it can't be changed here; empty if it can.</param>
public sealed record RaceItem(string Id, string Name, string Day, string Details, string Fixed);

/// <summary>The fields of a race, as they are stored or were sent.</summary>
/// <param name="Id">The race to change; empty to add one.</param>
/// <param name="Date">YYYY-MM-DD.</param>
/// <param name="Name">The name.</param>
/// <param name="Distance">In <paramref name="Unit"/>; may be empty.</param>
/// <param name="Importance">A, B, C or empty.</param>
/// <param name="Unit">km or mi.</param>
/// <param name="Importances">The choices.</param>
public sealed record RaceForm(
    string Id,
    string Date,
    string Name,
    string Distance,
    string Importance,
    string Unit,
    IReadOnlyList<Choice> Importances
);
