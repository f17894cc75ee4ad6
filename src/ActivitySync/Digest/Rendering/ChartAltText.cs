using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>The chart's alternative text, which describes its content.</summary>
internal static class ChartAltText
{
    public static string Create(DigestContent content, Language language)
    {
        var days = ChartDay.CreateAll(content);
        var words = language.Chart;
        return Sentences.Join(
            words.AltSpan(language.LongDate(days[0].Date), language.LongDate(days[^1].Date)),
            FormatList(
                words.AltLongRuns,
                days.Where(day => day.Mark == Label.LongRun)
                    .Select(day => words.AltMinutes(language.ShortDate(day.Date), day.MarkMinutes))
            ),
            FormatList(
                words.AltRaces,
                days.Where(day => day.Mark == Label.Race)
                    .Select(day => words.AltMinutes(language.ShortDate(day.Date), day.MarkMinutes))
            ),
            FormatList(
                words.AltMassages,
                days.Where(day => day.HadMassage).Select(day => language.ShortDate(day.Date))
            ),
            FormatList(
                words.AltSuggested,
                days.Where(day => day.IsSuggested).Select(day => language.ShortDate(day.Date))
            ),
            FormatList(
                words.AltRaceAhead,
                days.Where(day => day.HasRaceAhead).Select(day => language.ShortDate(day.Date))
            )
        );
    }

    private static string? FormatList(string name, IEnumerable<string> entries)
    {
        var list = string.Join(", ", entries);
        return list.Length == 0 ? null : $"{name}: {list}.";
    }
}
