using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>The chart's alternative text, which says what the chart shows.</summary>
internal static class ChartAltText
{
    public const int MaxWords = 60;

    /// <summary>The maximum number of entries of a list; the longest days are named.</summary>
    private const int MaxEntries = 4;

    public static string Create(DigestContent content, Language language) =>
        Create(ChartDay.CreateAll(content), language);

    /// <summary>Creates the text with lists as complete as the number of words allows.</summary>
    public static string Create(IReadOnlyList<ChartDay> days, Language language)
    {
        for (var maxEntries = MaxEntries; maxEntries >= 0; maxEntries--)
        {
            var text = Create(days, maxEntries, language);
            if (CountWords(text) <= MaxWords)
            {
                return text;
            }
        }

        // Only with guesses of several kinds; the text of the mail asks about them.
        return Create([.. days.Select(day => day.IsGuess ? day with { Mark = null } : day)], 0, language);
    }

    private static string Create(IReadOnlyList<ChartDay> days, int maxEntries, Language language)
    {
        var words = language.Chart;
        return Sentences.Join(
            ChartTitle.Create(days, language),
            DescribeMark(words.AltRaces, Label.Race),
            DescribeMark(words.AltLongRuns, Label.LongRun),
            DescribeMark(words.AltLongLoads, Label.LongLoad),
            DescribeGuesses(Label.Race),
            DescribeGuesses(Label.LongRun),
            DescribeGuesses(Label.LongLoad),
            DescribeList(words.AltHardSessions, FindDays(Label.Hard, isGuess: false), _ => "", 0, language),
            DescribeList(words.AltLooksLike(Label.Hard), FindDays(Label.Hard, isGuess: true), _ => "", 0, language),
            DescribeDates(words.AltMassages, days.Where(day => day.HadMassage).Reverse(), maxEntries),
            DescribeSuggested(days, language),
            DescribeDates(words.AltRaceAhead, days.Where(day => day.HasRaceAhead), Math.Max(1, maxEntries))
        );

        IEnumerable<ChartDay> FindDays(Label mark, bool isGuess) =>
            days.Where(day => day.Mark == mark && day.IsGuess == isGuess);

        string? DescribeMark(string name, Label mark, bool isGuess = false) =>
            DescribeList(
                name,
                FindDays(mark, isGuess).OrderByDescending(day => day.MarkMinutes),
                day => words.AltEntry(language.ShortDate(day.Date), language.Duration(day.MarkMinutes)),
                maxEntries,
                language,
                mark
            );

        string? DescribeGuesses(Label mark) => DescribeMark(words.AltLooksLike(mark), mark, isGuess: true);

        string? DescribeDates(string name, IEnumerable<ChartDay> found, int max) =>
            DescribeList(name, found, day => language.ShortDate(day.Date), max, language);
    }

    /// <summary>Describes days, the most important first; without space for any, only their number.</summary>
    private static string? DescribeList(
        string name,
        IEnumerable<ChartDay> found,
        Func<ChartDay, string> format,
        int maxEntries,
        Language language,
        Label? mark = null
    )
    {
        var all = found.ToList();
        if (all.Count == 0)
        {
            return null;
        }

        if (maxEntries == 0)
        {
            return $"{name}: {all.Count}.";
        }

        var named = all.Take(maxEntries).OrderBy(day => day.Date).Select(format);
        var rest = all.Count > maxEntries ? language.Chart.AltMore(mark, all.Count - maxEntries) : "";
        return $"{name}: {End(string.Join(", ", named) + rest)}";
    }

    private static string? DescribeSuggested(IReadOnlyList<ChartDay> days, Language language)
    {
        var window = days.Where(day => day.IsSuggested).ToList();
        return window.Count switch
        {
            0 => null,
            1 => $"{language.Chart.AltSuggested}: {End(language.ShortDate(window[0].Date))}",
            _ => $"{language.Chart.AltSuggested}: "
                + End(language.Chart.AltSpan(language.ShortDate(window[0].Date), language.ShortDate(window[^1].Date))),
        };
    }

    /// <summary>Ends a sentence; an abbreviated month has its full stop already.</summary>
    private static string End(string text) => text.EndsWith('.') ? text : $"{text}.";

    private static int CountWords(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
}
