using System.Globalization;
using ActivitySync.Data;

namespace ActivitySync.Sync;

/// <summary>Reads <c>pain[-AREA][-SIDE][-SEVERITY|-gone]</c>.</summary>
internal static class PainHashtagParser
{
    /// <summary>The max number of words of an area that is not in the vocabulary.</summary>
    private const int MaxFreeWords = 3;

    private static readonly Dictionary<string, string> Sides = new(StringComparer.Ordinal)
    {
        ["l"] = PainSide.Left,
        ["left"] = PainSide.Left,
        ["r"] = PainSide.Right,
        ["right"] = PainSide.Right,
    };

    /// <summary>Null if it is not a tag about pain, or says something unknown about it.</summary>
    /// <param name="tag">The tag without its mark, lower case.</param>
    public static PainMention? Parse(string tag)
    {
        var parts = tag.Split('-').ToList();
        if (parts[0] != HashtagVocabulary.Pain)
        {
            return null;
        }

        parts.RemoveAt(0);

        var isGone = parts is [.., HashtagVocabulary.Gone];
        double? severity = null;
        if (isGone)
        {
            parts.RemoveAt(parts.Count - 1);
        }
        else if (parts is [.., var last] && last.All(char.IsAsciiDigit))
        {
            if (
                !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                || given > HashtagVocabulary.MaxSeverity
            )
            {
                return null;
            }

            severity = given;
            isGone = given == 0; // zero of ten is not a pain
            parts.RemoveAt(parts.Count - 1);
        }

        return ParseArea(parts, isFreeTextAllowed: severity is not null) is { } area
            ? new PainMention(area, severity ?? HashtagVocabulary.DefaultSeverity, isGone)
            : null;
    }

    /// <summary>An area, perhaps with its side before or behind it; empty if none is named.</summary>
    private static string? ParseArea(List<string> parts, bool isFreeTextAllowed)
    {
        if (parts.Count == 0)
        {
            return "";
        }

        string? side = null;
        if (Sides.TryGetValue(parts[^1], out var behind))
        {
            (side, parts) = (behind, parts[..^1]);
        }
        else if (Sides.TryGetValue(parts[0], out var before))
        {
            (side, parts) = (before, parts[1..]);
        }

        if (parts.Count == 0)
        {
            return null; // a side of nothing
        }

        var isOwn =
            isFreeTextAllowed
            && parts.Count <= MaxFreeWords
            && parts.TrueForAll(part => part.Length > 1 && part.All(char.IsLetter));
        var area = HashtagVocabulary.Areas.GetValueOrDefault(string.Join('-', parts))
            ?? (isOwn ? string.Join(' ', parts) : null);
        return area is null || side is null ? area : $"{side} {area}";
    }
}

/// <summary>What a hashtag about pain says: a pain or its end.</summary>
internal sealed record PainMention(string Area, double Severity, bool IsResolved);
