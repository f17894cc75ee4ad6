namespace ActivitySync.Recovery.Tagging;

/// <summary>The middle of numbers; of an even number the mean of the middle two.</summary>
internal static class Median
{
    /// <param name="values">At least one; they are reordered.</param>
    internal static double Compute(Span<double> values)
    {
        var middle = values.Length / 2;
        var upper = SelectNth(values, middle);
        if (values.Length % 2 == 1)
        {
            return upper;
        }

        // After the selection everything before the middle is at most the middle.
        var lower = values[0];
        foreach (var value in values[..middle])
        {
            lower = Math.Max(lower, value);
        }

        return (lower + upper) / 2;
    }

    /// <summary>Quickselect: the window of a baseline is read for every run, and sorting it each time would cost the most of all.</summary>
    private static double SelectNth(Span<double> values, int n)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = values[(low + high) / 2];
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }

                while (values[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }

            if (n <= right)
            {
                high = right;
            }
            else if (n >= left)
            {
                low = left;
            }
            else
            {
                break;
            }
        }

        return values[n];
    }
}
