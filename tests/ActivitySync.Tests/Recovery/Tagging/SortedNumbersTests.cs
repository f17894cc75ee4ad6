using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class SortedNumbersTests
{
    [Fact]
    public void The_median_is_that_of_the_numbers_left_after_any_coming_and_going()
    {
        var random = new Random(7);
        var sorted = new SortedNumbers();
        var left = new List<double>();
        Assert.Equal(0, sorted.Median);
        for (var i = 0; i < 500; i++)
        {
            if (left.Count > 0 && random.Next(5) < 2)
            {
                var gone = left[random.Next(left.Count)];
                left.Remove(gone);
                sorted.Remove(gone);
            }
            else
            {
                // Few values, so that many are equal.
                var added = random.Next(20) / 3.0;
                left.Add(added);
                sorted.Add(added);
            }

            Assert.Equal(left.Count, sorted.Count);
            Assert.Equal(left.Count == 0 ? 0 : Median.Compute(left.ToArray()), sorted.Median);
        }
    }
}
