using ActivitySync.Digest.Localization;

namespace ActivitySync.Digest.Rendering;

/// <summary>The chart's title: a sentence that says what there is to see.</summary>
internal static class ChartTitle
{
    /// <summary>Keeps the parts of a time and of a date together; replaced by a space when drawn.</summary>
    private const char NoBreak = '\u00a0';

    /// <summary>Creates the title in one line.</summary>
    public static string Create(IReadOnlyList<ChartDay> days, Language language) =>
        CreateUnbroken(days, language).Replace(NoBreak, ' ');

    /// <summary>Breaks the title into lines of about the same length.</summary>
    public static IReadOnlyList<string> Wrap(
        IReadOnlyList<ChartDay> days,
        Language language,
        double size,
        double maxWidth
    )
    {
        var parts = CreateUnbroken(days, language).Split(' ');
        var widths = new Dictionary<string, double>(StringComparer.Ordinal); // each line is measured for many widths
        var lines = Fill(parts, Measure, maxWidth);

        // The narrowest width with the same number of lines gives lines of about the same length.
        for (var width = maxWidth - 1; width > maxWidth / 2; width--)
        {
            var narrower = Fill(parts, Measure, width);
            if (narrower.Count > lines.Count || narrower.Exists(line => Measure(line) > width))
            {
                break;
            }

            lines = narrower;
        }

        return [.. lines.Select(line => line.Replace(NoBreak, ' '))];

        double Measure(string line) =>
            widths.TryGetValue(line, out var known)
                ? known
                : widths[line] = ChartFont.Measure(line.Replace(NoBreak, ' '), size, isBold: true).Width;
    }

    private static string CreateUnbroken(IReadOnlyList<ChartDay> days, Language language) =>
        ChartDay.FindLongest(days) is { } longest
            ? language.Chart.Title(
                language.Duration(longest.Minutes).Replace(' ', NoBreak),
                language.LongDate(longest.Date).Replace(' ', NoBreak)
            )
            : language.Chart.TitleWithoutTraining;

    private static List<string> Fill(string[] parts, Func<string, double> measure, double maxWidth)
    {
        var lines = new List<string> { parts[0] };
        foreach (var part in parts.Skip(1))
        {
            var longer = $"{lines[^1]} {part}";
            if (measure(longer) <= maxWidth)
            {
                lines[^1] = longer;
            }
            else
            {
                lines.Add(part);
            }
        }

        return lines;
    }
}
