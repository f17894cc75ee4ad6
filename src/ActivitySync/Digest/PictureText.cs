using ActivitySync.Digest.Words;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest;

/// <summary>The picture's alternative text: what the picture says, for whoever does not see it.</summary>
internal static class PictureText
{
    public static string Of(DigestContent content, Language language)
    {
        var days = PictureDay.Of(content);
        var words = language.Picture;
        return Sentences.Join(
            words.AltSpan(language.LongDate(days[0].Date), language.LongDate(days[^1].Date)),
            List(words.AltLongRuns, days.Where(day => day.Mark == Label.LongRun).Select(day => words.AltMinutes(language.ShortDate(day.Date), day.MarkMinutes))),
            List(words.AltRaces, days.Where(day => day.Mark == Label.Race).Select(day => words.AltMinutes(language.ShortDate(day.Date), day.MarkMinutes))),
            List(words.AltMassages, days.Where(day => day.Massage).Select(day => language.ShortDate(day.Date))),
            List(words.AltSuggested, days.Where(day => day.Suggested).Select(day => language.ShortDate(day.Date))),
            List(words.AltRaceAhead, days.Where(day => day.RaceAhead).Select(day => language.ShortDate(day.Date))));
    }

    private static string? List(string name, IEnumerable<string> entries)
    {
        var list = string.Join(", ", entries);
        return list.Length == 0 ? null : $"{name}: {list}.";
    }
}
