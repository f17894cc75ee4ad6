using System.Runtime.InteropServices;

namespace ActivitySync.FileFormats;

/// <summary>
/// Finds the points of a track whose times are wrong. The points of a track are in the order of their times, so the
/// longest sequence in order is right and every other point is wrong; so is a lone point far from all others.
/// </summary>
internal static class TrackTimes
{
    /// <summary>14 days: no recording has a longer gap.</summary>
    public const long MaxGapMilliseconds = 14L * 24 * 3600 * 1000;

    /// <summary>10 minutes: one or two points at an end, this far from the others, don't belong to them.</summary>
    public const long LoneMilliseconds = 10 * 60 * 1000;

    /// <summary>10 seconds: the max by which points may be in the wrong order.</summary>
    private const long OrderMilliseconds = 10_000;

    /// <summary>A device that records rarely has long gaps; a lone point is this many of them away.</summary>
    private const double LoneIntervals = 20;

    private const int MaxLonePoints = 2;

    /// <summary>Fewer points don't show what is usual.</summary>
    private const int MinOtherPoints = 4;

    /// <summary>The points whose times are right, in the order of the file and of their times.</summary>
    public static List<TrackPoint> KeepRight(List<TrackPoint> points, TrackErrors errors)
    {
        var ordered = HasClockJump(points) ? TrackClock.UndoJumps(points, errors) : points;
        var right = FindRight(ordered);
        if (right is null)
        {
            return ordered;
        }

        errors.WrongPoints += CountWrong(ordered, right);
        var kept = new List<TrackPoint>(right.Count);
        var next = right[0];
        foreach (var at in right)
        {
            var point = ordered[at];
            var startsSegment = false;
            for (var wrong = next; wrong <= at; wrong++)
            {
                startsSegment |= ordered[wrong].StartsSegment;
            }

            kept.Add(
                point with
                {
                    StartsSegment = startsSegment,
                    WrongBefore = (byte)Math.Min(byte.MaxValue, point.WrongBefore + at - next),
                }
            );
            next = at + 1;
        }

        return kept;
    }

    /// <summary>
    /// How many of the other points have a wrong time. A few seconds between two points, such as at the border of two
    /// laps, are not an error that somebody needs to know.
    /// </summary>
    private static int CountWrong(List<TrackPoint> points, List<int> right)
    {
        var (wrong, kept) = (0, 0);
        for (var at = 0; at < points.Count; at++)
        {
            if (kept < right.Count && right[kept] == at)
            {
                kept++;
                continue;
            }

            var before = points[right[Math.Max(0, kept - 1)]].Milliseconds - OrderMilliseconds;
            var after = points[right[Math.Min(kept, right.Count - 1)]].Milliseconds + OrderMilliseconds;
            wrong += points[at].Milliseconds < before || points[at].Milliseconds > after ? 1 : 0;
        }

        return wrong;
    }

    private static bool HasClockJump(List<TrackPoint> points)
    {
        for (var at = 1; at < points.Count; at++)
        {
            if (points[at].Milliseconds - points[at - 1].Milliseconds is < 0 or > MaxGapMilliseconds)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The indexes of the points whose times are right, ascending; null if all are.</summary>
    private static List<int>? FindRight(List<TrackPoint> points)
    {
        if (points.Count == 0)
        {
            return null;
        }

        var order = FindLongestOrder(CollectionsMarshal.AsSpan(points));
        var (first, end) = FindMainPart(points, order);
        (first, end) = TrimLonePoints(points, order, first, end);
        return end - first == points.Count ? null : RestoreEnds(points, order.GetRange(first, end - first));
    }

    /// <summary>The longest sequence of times that never decreases (patience sorting, n log n).</summary>
    private static List<int> FindLongestOrder(ReadOnlySpan<TrackPoint> points)
    {
        // tails[n] is the point with the earliest time that ends a sequence of n + 1 points.
        var tails = new List<int>();
        var previous = new int[points.Length];
        for (var at = 0; at < points.Length; at++)
        {
            var time = points[at].Milliseconds;
            var high = tails.Count;
            var low = high > 0 && points[tails[^1]].Milliseconds <= time ? high : 0;
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = points[tails[middle]].Milliseconds <= time ? (middle + 1, high) : (low, middle);
            }

            previous[at] = low > 0 ? tails[low - 1] : -1;
            if (low == tails.Count)
            {
                tails.Add(at);
            }
            else
            {
                tails[low] = at;
            }
        }

        // From its end to its start, in place of the tails, which are no longer needed.
        var point = tails[^1];
        for (var at = tails.Count - 1; at >= 0; at--)
        {
            tails[at] = point;
            point = previous[point];
        }

        return tails;
    }

    /// <summary>Between gaps that no recording has, the part with the most points.</summary>
    private static (int First, int End) FindMainPart(List<TrackPoint> points, List<int> order)
    {
        var (first, end, start) = (0, 0, 0);
        for (var at = 1; at <= order.Count; at++)
        {
            if (at < order.Count && ComputeGap(points, order, at) <= MaxGapMilliseconds)
            {
                continue;
            }

            if (at - start > end - first)
            {
                (first, end) = (start, at);
            }

            start = at;
        }

        return (first, end);
    }

    private static (int First, int End) TrimLonePoints(List<TrackPoint> points, List<int> order, int first, int end)
    {
        for (var lone = 1; lone <= MaxLonePoints && end - first - lone >= MinOtherPoints; lone++)
        {
            if (IsFar(ComputeGap(points, order, first + lone), first + lone, end))
            {
                first += lone;
                break;
            }
        }

        for (var lone = 1; lone <= MaxLonePoints && end - first - lone >= MinOtherPoints; lone++)
        {
            if (IsFar(ComputeGap(points, order, end - lone), first, end - lone))
            {
                end -= lone;
                break;
            }
        }

        return (first, end);

        bool IsFar(long gap, int from, int to) =>
            gap > LoneMilliseconds
            && gap * (double)(to - from - 1)
                > LoneIntervals * (points[order[to - 1]].Milliseconds - points[order[from]].Milliseconds);
    }

    /// <summary>
    /// Of two sequences of the same length, one may end with a wrong point and the other with its right neighbor. The
    /// neighbor is added if the wrong one was chosen and trimmed.
    /// </summary>
    private static List<int> RestoreEnds(List<TrackPoint> points, List<int> order)
    {
        var time = points[order[0]].Milliseconds;
        for (var at = order[0] - 1; at >= 0 && order[0] - at <= MaxLonePoints; at--)
        {
            if (time - points[at].Milliseconds is >= 0 and <= LoneMilliseconds)
            {
                order.Insert(0, at);
                time = points[at].Milliseconds;
            }
        }

        time = points[order[^1]].Milliseconds;
        for (var at = order[^1] + 1; at < points.Count && at - order[^1] <= MaxLonePoints; at++)
        {
            if (points[at].Milliseconds - time is >= 0 and <= LoneMilliseconds)
            {
                order.Add(at);
                time = points[at].Milliseconds;
            }
        }

        return order;
    }

    private static long ComputeGap(List<TrackPoint> points, List<int> order, int at) =>
        points[order[at]].Milliseconds - points[order[at - 1]].Milliseconds;
}
