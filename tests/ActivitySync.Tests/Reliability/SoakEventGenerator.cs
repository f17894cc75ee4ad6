using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Reliability;

/// <summary>What happens in a soak, by the dice: uploads, edits, deletions, outages, and the rest.</summary>
internal sealed class SoakEventGenerator(SimulatedSyncFixture world, Random dice, DateTimeOffset end)
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
    private readonly Queue<(DateTimeOffset At, Func<Task> What)> _later = new();
    private DateTimeOffset? _start;
    private DateTimeOffset _calmUntil;
    private TimeSpan _skew;
    private bool _hasMoved;
    private long _next = 500_000_000;
    private int _uploads,
        _edits,
        _deletions,
        _outages,
        _revocations,
        _skews;

    /// <summary>A limit lowered below what was used is told by a 429 alone.</summary>
    public int LimitsLowered { get; private set; }

    public string Summary =>
        $"{_uploads} uploads, {_edits} edits, {_deletions} deletions, {_outages} outages, {_revocations} revocations, "
        + $"{_skews} clock changes, {LimitsLowered} limits lowered, host moved: {_hasMoved}";

    /// <summary>Time goes on to the next firing, and on the way there things happen.</summary>
    public async Task AdvanceAsync(DateTimeOffset at)
    {
        _start ??= at;
        await world.MoveToAsync(at, _skew);
        while (_later.TryPeek(out var due) && due.At <= at)
        {
            await _later.Dequeue().What();
        }

        if (at >= end)
        {
            return;
        }

        for (var athlete = 0; athlete < world.Settings.Athletes.Count; athlete++)
        {
            await TrainAsync(athlete, at);
        }

        if (at >= _calmUntil)
        {
            await DisturbAsync(at);
        }
    }

    private async Task TrainAsync(int athlete, DateTimeOffset at)
    {
        const int hoursARun = 30;
        if (dice.Next(hoursARun) == 0)
        {
            var start = at - SoakTests.Late(dice) - TimeSpan.FromSeconds(dice.Next(3600));
            await world.PutAsync(athlete, SoakTests.NewRun(_next++, start, at + SoakTests.Processing(dice)));
            _uploads++;
        }

        var runs = world.GetExpectedActivities(athlete);
        if (dice.Next(40) == 0)
        {
            var edited = (JsonObject)runs.ElementAt(dice.Next(runs.Count)).DeepClone();
            if (dice.Next(3) == 0)
            {
                edited["distance"] = dice.Next(3000, 43000) * 1.0;
            }
            else
            {
                edited["name"] = $"Zebra edited {_next++}";
            }

            if (dice.Next(5) == 0)
            {
                edited["private"] = true; // shown still: the scope has private ones in it
            }

            await world.PutAsync(athlete, edited);
            _edits++;
        }

        if (dice.Next(90) == 0)
        {
            await world.DeleteAsync(athlete, (long)runs.ElementAt(dice.Next(runs.Count))["id"]!);
            _deletions++;
        }
    }

    private async Task DisturbAsync(DateTimeOffset at)
    {
        if (!_hasMoved && at - _start > HostMove)
        {
            _hasMoved = true;
            await world.Strava.SendCommandAsync("set", new JsonObject { ["year2027"] = true });
            world.Restart(strava => strava with { ApiUrl = world.Strava.Address });
            return;
        }

        switch (dice.Next(90))
        {
            case 0 or 1 or 2:
                _outages++;
                var kind = Kinds[dice.Next(Kinds.Length)];
                await world.FaultAsync(
                    new JsonObject
                    {
                        ["path"] = kind is "truncate" or "malformed" or "lost-reply" ? "athlete/activities" : ".", // lost tokens are the matrix's
                        ["count"] = 1_000_000,
                        ["do"] = kind,
                        ["status"] = 503,
                    }
                );
                Schedule(at.AddHours(dice.Next(1, 30)), () => world.FaultAsync());
                break;
            case 3 or 4 or 5:
                _skews++;
                _skew = MaxSkew * ((dice.NextDouble() * 2) - 1);
                break;
            case 6:
                LimitsLowered++;
                await world.Strava.SendCommandAsync(
                    "set",
                    new JsonObject { ["limits"] = JsonNode.Parse("""{"overall":[30,700],"read":[10,500]}""") }
                );
                Schedule(at.AddHours(dice.Next(2, 20)), () =>
                    world.Strava.SendCommandAsync(
                        "set",
                        new JsonObject { ["limits"] = JsonNode.Parse("""{"overall":[200,2000],"read":[100,1000]}""") }
                    )
                );
                break;
            case 7 when _revoked.Count < world.Settings.Athletes.Count:
                _revocations++;
                var athlete = Enumerable.Range(0, world.Settings.Athletes.Count).First(i => !_revoked.Contains(i));
                _revoked.Add(athlete); // the stand-in has one code for each
                await world.RevokeAsync(athlete);
                Schedule(at.AddHours(dice.Next(2, 200)), () => world.ReconnectAsync(athlete));
                break;
            case 8:
                world.Restart();
                break;
        }
    }

    /// <summary>One disturbance at a time, and the last is over before the end.</summary>
    private void Schedule(DateTimeOffset at, Func<Task> what)
    {
        _calmUntil = (at < end ? at : end).AddHours(2);
        _later.Enqueue((at < end ? at : end, what));
    }
}
