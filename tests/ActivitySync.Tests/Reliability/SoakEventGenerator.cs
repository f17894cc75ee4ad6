using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Reliability;

/// <summary>Random events of a soak test: uploads, edits, deletions, outages and others.</summary>
internal sealed class SoakEventGenerator(SimulatedSyncFixture fixture, Random random, DateTimeOffset end)
{
    private static readonly TimeSpan HostMove = TimeSpan.FromDays(6);
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(10);

    private static readonly string[] Kinds =
    [
        "status",
        "reset",
        "html",
        "empty",
        "truncate",
        "malformed",
        "lost-reply",
    ];

    private readonly HashSet<int> _revoked = [];
    private readonly Queue<(DateTimeOffset At, Func<Task> Action)> _scheduled = new();
    private DateTimeOffset? _start;
    private DateTimeOffset _undisturbedUntil;
    private TimeSpan _skew;
    private bool _hasMoved;
    private long _nextId = 500_000_000;
    private int _uploads,
        _edits,
        _deletions,
        _outages,
        _revocations,
        _skews;

    /// <summary>How often a limit was lowered below the number of used requests; each may cause one 429.</summary>
    public int LimitsLowered { get; private set; }

    public string Summary =>
        $"{_uploads} uploads, {_edits} edits, {_deletions} deletions, {_outages} outages, {_revocations} revocations, "
        + $"{_skews} clock changes, {LimitsLowered} limits lowered, host moved: {_hasMoved}";

    /// <summary>Advances to the next sync of the schedule and lets events happen on the way.</summary>
    public async Task AdvanceAsync(DateTimeOffset at)
    {
        _start ??= at;
        await fixture.MoveToAsync(at, _skew);
        while (_scheduled.TryPeek(out var due) && due.At <= at)
        {
            await _scheduled.Dequeue().Action();
        }

        if (at >= end)
        {
            return;
        }

        for (var athlete = 0; athlete < fixture.Settings.FileAthletes.Count; athlete++)
        {
            await TrainAsync(athlete, at);
        }

        if (at >= _undisturbedUntil)
        {
            await DisturbAsync(at);
        }
    }

    private async Task TrainAsync(int athlete, DateTimeOffset at)
    {
        const int HoursPerRun = 30;
        if (random.Next(HoursPerRun) == 0)
        {
            var start = at - SoakTests.NextUploadDelay(random) - TimeSpan.FromSeconds(random.Next(3600));
            await fixture.PutAsync(
                athlete,
                SoakTests.CreateRun(_nextId++, start, at + SoakTests.NextProcessingTime(random))
            );
            _uploads++;
        }

        var runs = fixture.GetExpectedActivities(athlete);
        if (random.Next(40) == 0)
        {
            var edited = (JsonObject)runs.ElementAt(random.Next(runs.Count)).DeepClone();
            if (random.Next(3) == 0)
            {
                edited["distance"] = random.Next(3000, 43000) * 1.0;
            }
            else
            {
                edited["name"] = $"Zebra edited {_nextId++}";
            }

            if (random.Next(5) == 0)
            {
                edited["private"] = true; // still listed: the scope includes private activities
            }

            await fixture.PutAsync(athlete, edited);
            _edits++;
        }

        if (random.Next(90) == 0)
        {
            await fixture.DeleteAsync(athlete, (long)runs.ElementAt(random.Next(runs.Count))["id"]!);
            _deletions++;
        }
    }

    private async Task DisturbAsync(DateTimeOffset at)
    {
        if (!_hasMoved && at - _start > HostMove)
        {
            _hasMoved = true;
            await fixture.Strava.SendCommandAsync("set", new JsonObject { ["year2027"] = true });
            fixture.Restart(strava => strava with { ApiUrl = fixture.Strava.Address });
            return;
        }

        switch (random.Next(90))
        {
            case 0 or 1 or 2:
                _outages++;
                var kind = Kinds[random.Next(Kinds.Length)];
                await fixture.FaultAsync(
                    new JsonObject
                    {
                        // FaultMatrixTests covers lost tokens.
                        ["path"] = kind is "truncate" or "malformed" or "lost-reply" ? "athlete/activities" : ".",
                        ["count"] = 1_000_000,
                        ["do"] = kind,
                        ["status"] = 503,
                    }
                );
                Schedule(at.AddHours(random.Next(1, 30)), () => fixture.FaultAsync());
                break;
            case 3 or 4 or 5:
                _skews++;
                _skew = MaxSkew * ((random.NextDouble() * 2) - 1);
                break;
            case 6:
                LimitsLowered++;
                await fixture.Strava.SendCommandAsync(
                    "set",
                    new JsonObject { ["limits"] = JsonNode.Parse("""{"overall":[30,700],"read":[10,500]}""") }
                );
                Schedule(at.AddHours(random.Next(2, 20)), () =>
                    fixture.Strava.SendCommandAsync(
                        "set",
                        new JsonObject { ["limits"] = JsonNode.Parse("""{"overall":[200,2000],"read":[100,1000]}""") }
                    )
                );
                break;
            case 7 when _revoked.Count < fixture.Settings.FileAthletes.Count:
                _revocations++;
                var athlete = Enumerable
                    .Range(0, fixture.Settings.FileAthletes.Count)
                    .First(i => !_revoked.Contains(i));
                _revoked.Add(athlete); // the stand-in has one code for each athlete
                await fixture.RevokeAsync(athlete);
                Schedule(at.AddHours(random.Next(2, 200)), () => fixture.ReconnectAsync(athlete));
                break;
            case 8:
                fixture.Restart();
                break;
        }
    }

    /// <summary>Ends a disturbance later, before the test ends. The next disturbance starts after that.</summary>
    private void Schedule(DateTimeOffset at, Func<Task> action)
    {
        _undisturbedUntil = (at < end ? at : end).AddHours(2);
        _scheduled.Enqueue((at < end ? at : end, action));
    }
}
