using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>Six months as a chart, as a table, and as a list of runs; earlier months on a page each.</summary>
internal static class SeasonPages
{
    public const string Path = "/season";

    /// <summary>The query parameter with a month: 2026-05.</summary>
    private const string MonthQuery = "month";
    private const string MonthFormat = "yyyy-MM";

    /// <summary>With more runs, the earlier months of the list become links.</summary>
    private const int MaxListed = 150;

    /// <summary>More than anybody runs in a month; further ones are left out.</summary>
    private const int MaxListedInMonth = 400;

    /// <summary>Links to earlier years.</summary>
    private const int MaxYears = 40;

    private const int MaxNameLength = 30;

    public static void Map(PageRoutes routes) => routes.Get(Path, Render);

    private static IResult Render(PageContext page)
    {
        var typed = page.Request.Query[MonthQuery].ToString();
        DateOnly? month = null;
        if (typed.Length > 0)
        {
            if (
                !DateOnly.TryParseExact(
                    typed,
                    MonthFormat,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var parsed
                )
            )
            {
                return PageResult.NotFound(page);
            }

            month = parsed;
        }

        var advice = page.GetService<AdviceService>().Plan(page.Athlete, page.Today);
        var season = Season.Create(advice, page.Today);
        return PageResult.View(
            Views.Season.Create(month is { } one ? CreateMonth(page, season, one) : CreateSeason(page, season))
        );
    }

    private static SeasonPage CreateSeason(PageContext page, Season season)
    {
        var (texts, language) = (page.Texts.Season, page.Language);
        var hasTraining = season.Runs.Count > 0;
        List<IGrouping<DateOnly, SeasonRun>> months =
        [
            .. season
                .Runs.Where(run => run.Date >= season.FirstDay)
                .GroupBy(run => GetMonth(run.Date))
                .OrderByDescending(group => group.Key),
        ];
        var listed = new List<SeasonMonth>();
        var count = 0;
        foreach (var month in months)
        {
            count += month.Count();
            listed.Add(
                count <= MaxListed
                    ? ListMonth(page, month.Key, [.. month], isOpen: listed.Count == 0)
                    : new SeasonMonth(Summarize(page, month.Key, [.. month]), false, [], GetPath(month.Key))
            );
        }

        return new SeasonPage
        {
            Frame = page.CreateFrame(page.Texts.Common.Tab(PageTab.Season), PageTab.Season),
            Heading = texts.Heading,
            Chart = hasTraining ? SeasonChart.Create(season, language, DescribeChart(page, season)) : null,
            Legend = hasTraining ? [.. CreateLegend(page, season)] : [],
            Rows = hasTraining ? [.. season.Weeks.Reverse().Select(week => CreateRow(page, week))] : [],
            Total = hasTraining ? CreateTotal(page, season) : null,
            Months = listed,
            Links = [.. LinkEarlier(page, season)],
            Credits = Credits.Create(
                season.Runs.Where(run => run.Date >= season.Weeks[0].Monday).Select(run => run.Stored),
                language
            ),
        };
    }

    private static SeasonPage CreateMonth(PageContext page, Season season, DateOnly month)
    {
        List<SeasonRun> runs = [.. season.Runs.Where(run => GetMonth(run.Date) == month)];
        var heading = FormatMonth(page, month);
        return new SeasonPage
        {
            Frame = page.CreateFrame(heading, PageTab.Season),
            Heading = heading,
            Chart = null,
            Legend = [],
            Rows = [],
            Total = null,
            Months = runs.Count == 0 ? [] : [ListMonth(page, month, runs, isOpen: true)],
            Links = [.. LinkNeighbors(page, season, month), new LinkedText(page.Texts.Season.Heading, Path)],
            Credits = Credits.Create(runs.Select(run => run.Stored), page.Language),
        };
    }

    private static string DescribeChart(PageContext page, Season season)
    {
        var weeks = season.Weeks;
        return page.Texts.Season.ChartTitle(
            page.Language.LongDate(weeks[0].Monday),
            page.Language.LongDate(season.Today),
            page.Language.Duration(weeks.Sum(week => week.Minutes)),
            Count(season, SeasonRunKind.Long),
            Count(season, SeasonRunKind.Race),
            weeks.Sum(week => week.Massages.Count)
        );
    }

    private static int Count(Season season, SeasonRunKind kind) =>
        season.Weeks.Sum(week => week.Runs.Count(run => run.Kind == kind));

    /// <summary>Explains the shapes that are in the chart; the usual ones in any case.</summary>
    private static IEnumerable<LegendEntry> CreateLegend(PageContext page, Season season)
    {
        var (texts, chart) = (page.Texts.Season, page.Language.Chart);
        List<SeasonRun> runs = [.. season.Weeks.SelectMany(week => week.Runs)];
        var hasLongLoad = runs.Exists(run => run.Tagged?.Labels.Contains(Label.LongLoad) == true);
        yield return new LegendEntry(
            LegendShape.LongRun,
            hasLongLoad ? $"{chart.LongRun}, {chart.LongLoad}" : chart.LongRun
        );
        yield return new LegendEntry(LegendShape.Race, chart.Race);
        yield return new LegendEntry(LegendShape.Run, texts.OtherRuns);
        if (runs.Exists(run => run.Kind == SeasonRunKind.OtherSport))
        {
            yield return new LegendEntry(LegendShape.OtherSport, chart.OtherTraining);
        }

        yield return new LegendEntry(LegendShape.Massage, chart.Massage);
        if (season.Weeks.Any(week => week.Slots.Count > 0))
        {
            yield return new LegendEntry(LegendShape.BookedMassage, texts.BookedMassage);
        }

        if (season.Weeks.Any(week => week.RacesAhead.Count > 0))
        {
            yield return new LegendEntry(LegendShape.RaceAhead, chart.RaceAhead);
        }
    }

    private static SeasonRow CreateRow(PageContext page, SeasonWeek week)
    {
        var (texts, language) = (page.Texts.Season, page.Language);
        return new SeasonRow(
            $"{language.Chart.Day(week.Monday)} {language.Chart.ShortMonth(week.Monday)}",
            language.Duration(week.Minutes),
            CountRuns(page, week.Runs),
            string.Join(
                ", ",
                week.Runs.Where(run => run.Kind == SeasonRunKind.Long).Select(run => language.Duration(run.Minutes))
            ),
            string.Join(
                "; ",
                week.Runs.Where(run => run.Kind == SeasonRunKind.Race)
                    .Select(run =>
                        JoinWords(UntrustedText.Sanitize(run.Stored.Activity.Name), FormatTime(run, language))
                    )
                    .Concat(
                        week.RacesAhead.Select(race =>
                            texts.Ahead(JoinWords(UntrustedText.Sanitize(race.Name), language.ShortDate(race.Date)))
                        )
                    )
            ),
            string.Join(
                ", ",
                week.Massages.Select(language.ShortDate)
                    .Concat(week.Slots.Select(day => texts.Booked(language.ShortDate(day))))
            )
        );
    }

    private static SeasonRow CreateTotal(PageContext page, Season season)
    {
        var weeks = season.Weeks;
        return new SeasonRow(
            page.Texts.Season.Total,
            page.Language.Duration(weeks.Sum(week => week.Minutes)),
            CountRuns(page, [.. weeks.SelectMany(week => week.Runs)]),
            FormatCount(Count(season, SeasonRunKind.Long)),
            FormatCount(Count(season, SeasonRunKind.Race)),
            FormatCount(weeks.Sum(week => week.Massages.Count))
        );
    }

    private static SeasonMonth ListMonth(PageContext page, DateOnly month, List<SeasonRun> runs, bool isOpen) =>
        new(
            Summarize(page, month, runs),
            isOpen,
            [.. Enumerable.Reverse(runs).Take(MaxListedInMonth).Select(run => ListRun(page, run))],
            Path: ""
        );

    private static ListedRun ListRun(PageContext page, SeasonRun run) =>
        new(
            ActivityPages.GetPath(run.Stored.Activity.Id),
            page.Language.ShortDate(run.Date),
            UntrustedText.Shorten(run.Stored.Activity.Name, MaxNameLength),
            ActivityText.FormatNumbers(run, page.Athlete.Units, page.Language),
            run.Tagged is { Labels.Count: > 0 } tagged ? ActivityText.NameLabels(tagged, page.Language) : ""
        );

    private static string Summarize(PageContext page, DateOnly month, List<SeasonRun> runs) =>
        page.Texts.Season.Month(
            FormatMonth(page, month),
            page.Language.Week.Count(new SessionCount(CountRuns(runs), runs.Count - CountRuns(runs), AreRides: false)),
            page.Language.Duration(runs.Sum(run => run.Minutes))
        );

    /// <summary>Links the latest month before those that are shown, and the last month of each earlier year.</summary>
    private static IEnumerable<LinkedText> LinkEarlier(PageContext page, Season season)
    {
        List<DateOnly> earlier =
        [
            .. season
                .Runs.Where(run => run.Date < season.FirstDay)
                .Select(run => GetMonth(run.Date))
                .Distinct()
                .OrderDescending(),
        ];
        if (earlier.Count == 0)
        {
            yield break;
        }

        yield return new LinkedText(page.Texts.Season.Earlier(FormatMonth(page, earlier[0])), GetPath(earlier[0]));
        foreach (
            var month in earlier
                .Skip(1)
                .Where(month => month.Year < earlier[0].Year)
                .GroupBy(month => month.Year)
                .Take(MaxYears)
                .Select(months => months.First())
        )
        {
            yield return new LinkedText(month.Year.ToString(CultureInfo.InvariantCulture), GetPath(month));
        }
    }

    private static IEnumerable<LinkedText> LinkNeighbors(PageContext page, Season season, DateOnly month)
    {
        var months = season.Runs.Select(run => GetMonth(run.Date)).Distinct().ToList();
        if (months.FindLast(other => other < month) is { Year: > 1 } before)
        {
            yield return new LinkedText(page.Texts.Season.Earlier(FormatMonth(page, before)), GetPath(before));
        }

        if (months.Find(other => other > month) is { Year: > 1 } after)
        {
            yield return new LinkedText(page.Texts.Season.Later(FormatMonth(page, after)), GetPath(after));
        }
    }

    private static string CountRuns(PageContext page, IReadOnlyList<SeasonRun> runs) =>
        page.Texts.Season.RunCount(CountRuns(runs), runs.Count - CountRuns(runs));

    private static int CountRuns(IReadOnlyList<SeasonRun> runs) => runs.Count(run => run.Tagged?.IsRun != false);

    /// <summary>A race's time is that of the clock.</summary>
    private static string FormatTime(SeasonRun run, Language language) =>
        run.Tagged is { } tagged ? language.RaceTime(DecisionSentences.GetRaceTime(tagged)) : "";

    private static string JoinWords(params IEnumerable<string> words) =>
        string.Join(' ', words.Where(word => word.Length > 0));

    private static string FormatCount(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string FormatMonth(PageContext page, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"{page.Language.Chart.Month(month)} {month.Year}");

    private static DateOnly GetMonth(DateOnly date) => new(date.Year, date.Month, 1);

    private static string GetPath(DateOnly month) =>
        $"{Path}?{MonthQuery}={month.ToString(MonthFormat, CultureInfo.InvariantCulture)}";
}
