using ActivitySync.Digest.Content;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>One day of the chart.</summary>
/// <param name="Date">The local date of its activities.</param>
/// <param name="Minutes">The sum of the moving minutes of its activities, each rounded as in the mail's text.</param>
/// <param name="Mark">The label that decides its color and shape; null for a day with other training or none.</param>
/// <param name="MarkMinutes">The moving minutes of the activity with that label; 0 without.</param>
/// <param name="IsGuess">The activity only looks like that.</param>
/// <param name="HadMassage">The athlete had a massage.</param>
/// <param name="IsSuggested">The day is in the suggested window.</param>
/// <param name="HasRaceAhead">A future race is on this day.</param>
internal sealed record ChartDay(
    DateOnly Date,
    int Minutes,
    Label? Mark,
    int MarkMinutes,
    bool IsGuess,
    bool HadMassage,
    bool IsSuggested,
    bool HasRaceAhead
)
{
    /// <summary>The labels that are marked, in order of precedence.</summary>
    private static readonly Label[] Marks = [Label.Race, Label.LongRun, Label.LongLoad, Label.Hard];

    /// <summary>Creates the days of the chart in order; empty without a chart.</summary>
    public static IReadOnlyList<ChartDay> CreateAll(DigestContent content)
    {
        if (content.ChartDays is not { } span)
        {
            return [];
        }

        var byDate = WeekEntryBuilder
            .BuildAll(content.Plan.Activities, span.From, content.Today)
            .ToLookup(entry => entry.Date);
        var days = new List<ChartDay>();
        for (var date = span.From; date <= span.To; date = date.AddDays(1))
        {
            var marked = byDate[date]
                .Where(entry => FindMark(entry) is not null)
                .OrderBy(entry => Array.IndexOf(Marks, FindMark(entry)!.Value))
                .ThenByDescending(entry => entry.Minutes)
                .FirstOrDefault();
            days.Add(
                new ChartDay(
                    date,
                    byDate[date].Sum(entry => entry.Minutes + entry.AroundMinutes),
                    marked is null ? null : FindMark(marked),
                    marked?.Minutes ?? 0,
                    marked is not null && DigestContent.IsGuess(marked.Lead),
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

    /// <summary>Finds the longest day, the latest of equal ones; null without any training.</summary>
    public static ChartDay? FindLongest(IReadOnlyList<ChartDay> days) =>
        days.Where(day => day.Minutes > 0)
            .OrderByDescending(day => day.Minutes)
            .ThenByDescending(day => day.Date)
            .FirstOrDefault();

    private static Label? FindMark(WeekEntry entry)
    {
        foreach (var mark in Marks)
        {
            if (entry.Lead.Labels.Contains(mark))
            {
                return mark;
            }
        }

        return null;
    }
}
