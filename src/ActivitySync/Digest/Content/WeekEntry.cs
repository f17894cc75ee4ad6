using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Content;

/// <summary>One line of the week: an activity with a label, and the warm-up and cool-down recorded around it.</summary>
/// <param name="Lead">The activity that has the labels.</param>
/// <param name="Minutes">Moving minutes of the lead, rounded.</param>
/// <param name="AroundMinutes">Moving minutes of the warm-up and cool-down in separate recordings; 0 without.</param>
internal sealed record WeekEntry(TaggedActivity Lead, int Minutes, int AroundMinutes)
{
    /// <summary>The minutes of all recordings of the session.</summary>
    public int TotalMinutes => Minutes + AroundMinutes;

    /// <summary>The local date of the start.</summary>
    public DateOnly Date => DateOnly.FromDateTime(Lead.Activity.Start.DateTime);
}

/// <summary>Builds the lines of a week, one for each session (tagging.md 2).</summary>
internal static class WeekEntryBuilder
{
    public static IReadOnlyList<WeekEntry> BuildAll(
        IReadOnlyList<TaggedActivity> activities,
        DateOnly from,
        DateOnly to
    ) =>
        [
            .. SessionGrouper
                .Group(activities.Where(activity => GetDate(activity) is var date && date >= from && date <= to))
                .Select(CreateEntry),
        ];

    private static DateOnly GetDate(TaggedActivity activity) => DateOnly.FromDateTime(activity.Activity.Start.DateTime);

    private static WeekEntry CreateEntry(TrainingSession session)
    {
        var around = session.Parts.Where(part => part != session.Lead).Sum(part => part.Facts.Minutes);
        return new WeekEntry(session.Lead, RoundMinutes(session.Lead.Facts.Minutes), RoundMinutes(around));
    }

    private static int RoundMinutes(double minutes) => (int)Math.Round(minutes, MidpointRounding.AwayFromZero);
}
