using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>The stand-in for intervals.icu (<c>tests/intervals-sim</c>).</summary>
internal sealed class IntervalsSimulator : ServiceSimulator
{
    private IntervalsSimulator(JsonObject state)
        : base("intervals-sim/intervals_sim.py", state) { }

    public Uri ApiUrl => new(Address, "api/v1");

    /// <summary>Starts the stand-in. Skips the test without Python.</summary>
    public static IntervalsSimulator Start(JsonObject state) => new(state);
}
