using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class BaselineRunsTests
{
    [Fact]
    public void A_base_asked_for_in_any_order_of_days_is_the_one_a_new_log_gives()
    {
        var random = new Random(11);
        int[] days = [.. Enumerable.Range(0, 80).Select(i => 1_000 + (2 * i) + random.Next(3))];
        var runs = days.Select(_ =>
                Measurements.From(
                    new()
                    {
                        Id = "run",
                        Start = default,
                        MovingSeconds = random.Next(1_200, 6_000),
                    },
                    SportFamily.Run
                )
            )
            .ToArray();
        var log = CreateHistory(days, runs);
        for (var i = 0; i < 300; i++)
        {
            var day = random.Next(990, 1_250);
            Assert.Equal(CreateHistory(days, runs).ComputeBaseline(day), log.ComputeBaseline(day));
        }
    }

    private static RunHistory CreateHistory(int[] days, Measurements[] runs)
    {
        var log = new RunHistory(days.Length);
        for (var i = 0; i < days.Length; i++)
        {
            log.Add(days[i], runs[i], isRace: i % 9 == 0);
        }

        return log;
    }
}
