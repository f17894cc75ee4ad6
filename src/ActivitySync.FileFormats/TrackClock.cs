namespace ActivitySync.FileFormats;

/// <summary>
/// Undoes jumps of a device's clock: a long part of a track that is earlier than what was recorded before it, or weeks
/// later, gets its place in time from its place in the file. The longest part has the right time.
/// </summary>
internal static class TrackClock
{
    /// <summary>Fewer points are not a part of their own but points with wrong times.</summary>
    private const int MinPartPoints = 10;

    /// <summary>Two recordings of one way are so close at the same time.</summary>
    private const double SamePlaceMeters = 100;

    /// <summary>
    /// The points with the times of the longest part's clock; the list itself if the clock didn't jump.
    /// </summary>
    public static List<TrackPoint> UndoJumps(List<TrackPoint> points, TrackErrors errors)
    {
        var parts = FindParts(points);
        if (parts.Count < 2)
        {
            return points;
        }

        var moved = new List<TrackPoint>(points);
        var longest = parts.IndexOf(parts.MaxBy(part => part.End - part.First));
        for (var at = longest + 1; at < parts.Count; at++)
        {
            var (earlier, later) = (parts[at - 1], parts[at]);
            if (IsJump(moved, earlier, later) && !IsCopy(moved, later, earlier))
            {
                Move(moved, later, moved[earlier.End - 1].Milliseconds + 1000 - moved[later.First].Milliseconds);
                errors.ClockJumps++;
            }
        }

        for (var at = longest - 1; at >= 0; at--)
        {
            var (earlier, later) = (parts[at], parts[at + 1]);
            if (IsJump(moved, earlier, later) && !IsCopy(moved, earlier, later))
            {
                Move(moved, earlier, moved[later.First].Milliseconds - 1000 - moved[earlier.End - 1].Milliseconds);
                errors.ClockJumps++;
            }
        }

        return moved;
    }

    /// <summary>The long parts within which times don't decrease and have no long gap.</summary>
    private static List<Part> FindParts(List<TrackPoint> points)
    {
        var parts = new List<Part>();
        var first = 0;
        for (var at = 1; at <= points.Count; at++)
        {
            var continues =
                at < points.Count
                && points[at].Milliseconds - points[at - 1].Milliseconds is >= 0 and <= TrackTimes.LoneMilliseconds;
            if (continues)
            {
                continue;
            }

            if (at - first >= MinPartPoints)
            {
                parts.Add(new Part(first, at));
            }

            first = at;
        }

        return parts;
    }

    private static bool IsJump(List<TrackPoint> points, Part earlier, Part later) =>
        points[later.First].Milliseconds - points[earlier.End - 1].Milliseconds
            is < -TrackTimes.LoneMilliseconds
                or > TrackTimes.MaxGapMilliseconds;

    /// <summary>Some files have a part twice; the copy is at the same place at the same time.</summary>
    private static bool IsCopy(List<TrackPoint> points, Part part, Part other)
    {
        ReadOnlySpan<int> samples = [part.First, (part.First + part.End - 1) / 2, part.End - 1];
        var hasPosition = false;
        foreach (var at in samples)
        {
            if (points[at].Position is not { } place)
            {
                continue;
            }

            hasPosition = true;
            if (
                FindAtTime(points, other, points[at].Milliseconds) is { Position: { } same }
                && place.ComputeMetersTo(same) <= SamePlaceMeters
            )
            {
                return true;
            }
        }

        return !hasPosition && points[part.First].DistanceMeters is not > 0;
    }

    /// <summary>The last point of the part that is not after the time; null if the time is outside the part.</summary>
    private static TrackPoint? FindAtTime(List<TrackPoint> points, Part part, long milliseconds)
    {
        if (milliseconds < points[part.First].Milliseconds || milliseconds > points[part.End - 1].Milliseconds)
        {
            return null;
        }

        var (low, high) = (part.First, part.End - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = points[middle].Milliseconds <= milliseconds ? (middle, high) : (low, middle - 1);
        }

        return points[low];
    }

    private static void Move(List<TrackPoint> points, Part part, long milliseconds)
    {
        for (var at = part.First; at < part.End; at++)
        {
            points[at] = points[at] with { Milliseconds = points[at].Milliseconds + milliseconds };
        }
    }

    /// <summary>The points from the first, included, to the end, excluded.</summary>
    private readonly record struct Part(int First, int End);
}
