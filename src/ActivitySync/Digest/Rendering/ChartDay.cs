using ActivitySync.Digest.Content;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>One day of the chart.</summary>
/// <param name="Date">The local date of its activities.</param>
/// <param name="Effort">The sum of the effort minutes of its activities.</param>
/// <param name="Mark">The label that is marked: race or long run; null without.</param>
/// <param name="MarkMinutes">Moving minutes of the marked activity; 0 without.</param>
/// <param name="HadMassage">The athlete had a massage.</param>
/// <param name="IsSuggested">The day is in the suggested window.</param>
/// <param name="HasRaceAhead">A future race is on this day.</param>
internal sealed record ChartDay(
    DateOnly Date,
    double Effort,
    Label? Mark,
    int MarkMinutes,
    bool HadMassage,
    bool IsSuggested,
    bool HasRaceAhead
)
{
    /// <summary>Creates the days of the chart in order; empty without a chart.</summary>
    public static IReadOnlyList<ChartDay> CreateAll(DigestContent content)
    {
        if (content.ChartDays is not { } span)
        {
            return [];
        }

        var byDate = content
            .Plan.Activities.Where(activity => activity.DuplicateOf is null)
            .ToLookup(activity => DateOnly.FromDateTime(activity.Activity.Start.DateTime));
        var days = new List<ChartDay>();
        for (var date = span.From; date <= span.To; date = date.AddDays(1))
        {
            var marked = byDate[date]
                .Where(activity => activity.Labels.Count > 0 && FindMark(activity.Labels) is not null)
                .MinBy(activity => (FindMark(activity.Labels), -activity.Facts.EffortMinutes));
            days.Add(
                new ChartDay(
                    date,
                    byDate[date].Sum(activity => activity.Facts.EffortMinutes),
                    marked is null ? null : FindMark(marked.Labels),
                    marked is null ? 0 : Sentences.RoundMinutes(marked),
                    date <= content.Today && content.Timeline.Massages.Any(massage => massage.Date == date),
                    content.Plan.Massage is { } window && date >= window.From && date <= window.To,
                    content.Plan.Facts.Events.Any(ahead =>
                        !ahead.IsPast && ahead.IsRace && ahead.Date == date && date > content.Today
                    )
                )
            );
        }

        return days;
    }

    /// <summary>Returns race before long run; other labels are not marked.</summary>
    private static Label? FindMark(IReadOnlyList<Label> labels) =>
        labels.Contains(Label.Race) ? Label.Race
        : labels.Contains(Label.LongRun) || labels.Contains(Label.LongLoad) ? Label.LongRun
        : null;
}
