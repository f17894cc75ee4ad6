using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest;

/// <summary>The lines of a week: each session is one (tagging.md 2).</summary>
internal static class WeekLines
{
    public static IReadOnlyList<WeekEntry> Of(IReadOnlyList<TaggedActivity> activities, DateOnly from, DateOnly to) =>
        [.. Sessions.Group(activities.Where(activity => DateOf(activity) is var date && date >= from && date <= to)).Select(Entry)];

    private static DateOnly DateOf(TaggedActivity activity) => DateOnly.FromDateTime(activity.Activity.Start.DateTime);

    private static WeekEntry Entry(Session session)
    {
        var around = session.Parts.Where(part => part != session.Lead).Sum(part => part.Facts.Minutes);
        return new WeekEntry(session.Lead, Rounded(session.Lead.Facts.Minutes), Rounded(around));
    }

    private static int Rounded(double minutes) => (int)Math.Round(minutes, MidpointRounding.AwayFromZero);
}
