using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class BaselineTests
{
    [Fact]
    public void The_baseline_of_a_day_does_not_depend_on_the_days_computed_before()
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
        var history = CreateHistory(days, runs);
        for (var i = 0; i < 300; i++)
        {
            var day = random.Next(990, 1_250);
            Assert.Equal(CreateHistory(days, runs).ComputeBaseline(day), history.ComputeBaseline(day));
        }
    }

    private static RunHistory CreateHistory(int[] days, Measurements[] runs)
    {
        var history = new RunHistory();
        for (var i = 0; i < days.Length; i++)
        {
            history.Add(days[i], runs[i], isRace: i % 9 == 0);
        }

        return history;
    }
}
