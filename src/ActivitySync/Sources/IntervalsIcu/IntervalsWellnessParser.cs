using System.Text.Json;
using ActivitySync.Data;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>
/// Reads injuries and the resting heart rate from the daily wellness entries; nothing else of them is used.
/// </summary>
internal static class IntervalsWellnessParser
{
    /// <summary>Injury: 1 none, 2 niggle, 3 poor, 4 injured.</summary>
    private const double MinInjury = 3;

    private const double MaxInjury = 4;

    private const double MinHeartRate = 25;
    private const double MaxHeartRate = 120;

    /// <summary>Stops at implausibly many entries.</summary>
    private const int MaxEntries = 400;

    /// <summary>Returns the entries; null if the body is not a list.</summary>
    public static SourceWellness? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var injured = new SortedSet<DateOnly>();
            var rates = new List<double>();
            foreach (var row in document.RootElement.EnumerateArray().Take(MaxEntries))
            {
                if (
                    ColumnConversions.FindDate(row.GetTextOrEmpty("id")) is { } day
                    && row.GetNumberOrNull("injury") is >= MinInjury and <= MaxInjury
                )
                {
                    injured.Add(day);
                }

                if (row.GetNumberOrNull("restingHR") is >= MinHeartRate and <= MaxHeartRate and var rate)
                {
                    rates.Add(rate);
                }
            }

            // The median, because single nights are far off.
            rates.Sort();
            return new SourceWellness([.. injured], rates.Count == 0 ? null : rates[rates.Count / 2]);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
