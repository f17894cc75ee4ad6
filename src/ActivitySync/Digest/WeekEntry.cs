using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>One line of the week: an activity with a label, and what was recorded right around it.</summary>
/// <param name="Lead">The activity that has the labels.</param>
/// <param name="Minutes">Moving minutes of the lead, rounded.</param>
/// <param name="AroundMinutes">Minutes of warm-up and cool-down in files of their own; 0 without.</param>
internal sealed record WeekEntry(TaggedActivity Lead, int Minutes, int AroundMinutes)
{
    /// <summary>The date as the start is written.</summary>
    public DateOnly Date => DateOnly.FromDateTime(Lead.Activity.Start.DateTime);
}
