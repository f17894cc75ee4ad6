using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest;

/// <summary>One day of the picture.</summary>
/// <param name="Date">Written date of its activities.</param>
/// <param name="Effort">Effort minutes of all its activities.</param>
/// <param name="Mark">The heaviest label worth a mark: race or long run; null without.</param>
/// <param name="MarkMinutes">Moving minutes of the marked activity.</param>
/// <param name="Massage">A massage was had.</param>
/// <param name="Suggested">A day of the window.</param>
/// <param name="RaceAhead">A race to come.</param>
internal sealed record PictureDay(DateOnly Date, double Effort, Label? Mark, int MarkMinutes, bool Massage, bool Suggested, bool RaceAhead)
{
    /// <summary>The days of the picture in order; empty without a picture.</summary>
    public static IReadOnlyList<PictureDay> Of(DigestContent content)
    {
        if (content.PictureDays is not { } span) return [];
        var byDate = content.Plan.Activities.Where(activity => activity.DuplicateOf is null)
            .ToLookup(activity => DateOnly.FromDateTime(activity.Activity.Start.DateTime));
        var days = new List<PictureDay>();
        for (var date = span.From; date <= span.To; date = date.AddDays(1))
        {
            var marked = byDate[date].Where(activity => activity.Labels.Count > 0 && MarkOf(activity.Labels) is not null)
                .MinBy(activity => (MarkOf(activity.Labels), -activity.Facts.EffortMinutes));
            days.Add(new PictureDay(
                date,
                byDate[date].Sum(activity => activity.Facts.EffortMinutes),
                marked is null ? null : MarkOf(marked.Labels),
                marked is null ? 0 : Sentences.Minutes(marked),
                date <= content.Today && content.Timeline.Massages.Any(massage => massage.Date == date),
                content.Plan.Massage is { } window && date >= window.From && date <= window.To,
                content.Plan.Facts.Events.Any(ahead => !ahead.IsPast && ahead.Class <= EventClass.Short && ahead.Date == date && date > content.Today)));
        }

        return days;
    }

    /// <summary>Race before long run; other labels have no mark.</summary>
    private static Label? MarkOf(IReadOnlyList<Label> labels) =>
        labels.Contains(Label.Race) ? Label.Race : labels.Contains(Label.LongRun) || labels.Contains(Label.LongLoad) ? Label.LongRun : null;
}
