using ActivitySync.Advice;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sync;

namespace ActivitySync.Web.Pages;

/// <summary>An athlete's training by week and by month, from one plan.</summary>
internal sealed class Season
{
    /// <summary>The months that are shown at once: the current one and those before it.</summary>
    public const int Months = 6;

    /// <summary>A race further ahead is on the page with the days, but makes no empty weeks here.</summary>
    private const int MaxWeeksAhead = 8;

    private const int DaysPerWeek = 7;

    private Season(DateOnly today, IReadOnlyList<SeasonRun> runs, IReadOnlyList<SeasonWeek> weeks)
    {
        Today = today;
        Runs = runs;
        Weeks = weeks;
    }

    public DateOnly Today { get; }

    /// <summary>All activities that are stored, by start. Copies of another one are left out.</summary>
    public IReadOnlyList<SeasonRun> Runs { get; }

    /// <summary>The weeks of <see cref="Months"/>, from Monday to Sunday, then those up to the races ahead.</summary>
    public IReadOnlyList<SeasonWeek> Weeks { get; }

    /// <summary>The first day of the first month.</summary>
    public DateOnly FirstDay => GetFirstDay(Today);

    /// <summary>Groups what a plan was computed from.</summary>
    public static Season Create(AdviceResult advice, DateOnly today)
    {
        var tags = advice.Plan.Activities.ToDictionary(tagged => tagged.Activity.Id, StringComparer.Ordinal);
        List<SeasonRun> runs =
        [
            .. advice
                .Activities.Values.Select(stored => new SeasonRun(stored, tags.GetValueOrDefault(stored.Activity.Id)))
                .Where(run => run.Tagged?.DuplicateOf is null)
                .OrderBy(run => run.Date)
                .ThenBy(run => run.Stored.Activity.Start)
                .ThenBy(run => run.Stored.Activity.Id, StringComparer.Ordinal),
        ];
        return new Season(today, runs, [.. CreateWeeks(advice.Timeline, runs, today)]);
    }

    /// <summary>Returns the Monday of the week with a date.</summary>
    public static DateOnly GetMonday(DateOnly date) =>
        date.AddDays(-(((int)date.DayOfWeek + DaysPerWeek - 1) % DaysPerWeek));

    private static DateOnly GetFirstDay(DateOnly today) =>
        new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);

    private static IEnumerable<SeasonWeek> CreateWeeks(Timeline timeline, List<SeasonRun> runs, DateOnly today)
    {
        var thisMonday = GetMonday(today);
        var lastAhead = thisMonday.AddDays(MaxWeeksAhead * DaysPerWeek);
        var raceDays = runs.Where(run => run.Kind == SeasonRunKind.Race).Select(run => run.Date).ToHashSet();
        List<CalendarRace> ahead =
        [
            .. timeline.Races.Where(race =>
                race.Date >= today && !raceDays.Contains(race.Date) && GetMonday(race.Date) <= lastAhead
            ),
        ];
        List<Massage> booked =
        [
            .. timeline.Slots.Where(slot => slot.Date >= today && GetMonday(slot.Date) <= lastAhead),
        ];
        var last = ahead
            .Select(race => race.Date)
            .Concat(booked.Select(slot => slot.Date))
            .Select(GetMonday)
            .Append(thisMonday)
            .Max();
        var byWeek = runs.ToLookup(run => GetMonday(run.Date));
        for (var monday = GetMonday(GetFirstDay(today)); monday <= last; monday = monday.AddDays(DaysPerWeek))
        {
            yield return new SeasonWeek(monday, [.. byWeek[monday].Where(run => run.Date <= today)])
            {
                Massages = GetDays(timeline.Massages.Where(massage => massage.Date <= today), monday),
                Slots = GetDays(booked, monday),
                RacesAhead = [.. ahead.Where(race => GetMonday(race.Date) == monday).OrderBy(race => race.Date)],
            };
        }
    }

    private static List<DateOnly> GetDays(IEnumerable<Massage> massages, DateOnly monday) =>
        [.. massages.Select(massage => massage.Date).Where(date => GetMonday(date) == monday).Distinct().Order()];
}

/// <summary>A week of a season.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="Runs">Its activities, by start.</param>
internal sealed record SeasonWeek(DateOnly Monday, IReadOnlyList<SeasonRun> Runs)
{
    /// <summary>The days of massages.</summary>
    public required IReadOnlyList<DateOnly> Massages { get; init; }

    /// <summary>The days of booked massages, today or later.</summary>
    public required IReadOnlyList<DateOnly> Slots { get; init; }

    /// <summary>The races of the calendar from today on.</summary>
    public required IReadOnlyList<CalendarRace> RacesAhead { get; init; }

    public int Minutes => Runs.Sum(run => run.Minutes);
}

/// <summary>An activity of a season: a run, or training of another sport.</summary>
/// <param name="Stored">The activity.</param>
/// <param name="Tagged">Its labels; null if it starts after the day of the plan.</param>
internal sealed record SeasonRun(StoredActivity Stored, TaggedActivity? Tagged)
{
    /// <summary>The local date of the start.</summary>
    public DateOnly Date { get; } = DateOnly.FromDateTime(Stored.Activity.Start.DateTime);

    /// <summary>Moving minutes, rounded like in the week, so that the lines of a list add up to its sum.</summary>
    public int Minutes { get; } =
        (int)
            Math.Round(
                Tagged?.Facts.Minutes ?? (Stored.Activity.MovingSeconds ?? Stored.Activity.ElapsedSeconds ?? 0) / 60,
                MidpointRounding.AwayFromZero
            );

    public SeasonRunKind Kind { get; } =
        Tagged switch
        {
            { Labels: var labels } when labels.Contains(Label.Race) => SeasonRunKind.Race,
            { Labels: var labels } when labels.Contains(Label.LongRun) || labels.Contains(Label.LongLoad) =>
                SeasonRunKind.Long,
            { IsRun: false } => SeasonRunKind.OtherSport,
            _ => SeasonRunKind.Run,
        };
}

/// <summary>How an activity looks in the chart of a season, in the order in which they are stacked.</summary>
internal enum SeasonRunKind
{
    OtherSport,
    Run,

    /// <summary>A long run, or a long ride or hike.</summary>
    Long,
    Race,
}
