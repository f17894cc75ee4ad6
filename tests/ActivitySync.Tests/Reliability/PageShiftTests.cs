using System.Globalization;
using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Tests.Sources.Strava;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Reliability;

/// <summary>A list of several pages that changes while it is read.</summary>
[Trait("Category", "Soak")]
public sealed class PageShiftTests : IDisposable
{
    private const int PageSize = 200;

    private readonly StravaFixture _fixture = new();

    public PageShiftTests() => _fixture.Connect(TimeSpan.FromDays(300));

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Rows_added_or_deleted_between_two_pages_hide_no_other_row()
    {
        var random = TestScale.CreateRandom();
        var rows = new List<(long Id, DateTimeOffset Start, DateTimeOffset Shown)>();
        var touched = new HashSet<long>();
        var next = 1L;
        var calls = 0;
        _fixture
            .Server.Given(StravaFixture.CreateListRequest())
            .RespondWith(
                Response
                    .Create()
                    .WithBody(request =>
                    {
                        if (calls++ > 0)
                        {
                            Shift();
                        }

                        var after = DateTimeOffset.FromUnixTimeSeconds(
                            long.Parse(request.Query!["after"][0], CultureInfo.InvariantCulture)
                        );
                        var page = int.Parse(request.Query!["page"][0], CultureInfo.InvariantCulture);
                        return new JsonArray([
                            .. rows.Where(row => row.Start > after)
                                .OrderBy(row => row.Start)
                                .ThenBy(row => row.Id)
                                .Skip((page - 1) * PageSize)
                                .Take(PageSize)
                                .Select(row => SimulatedSyncFixture.CreateRun(row.Id, row.Shown, $"Run {row.Id}")),
                        ]).ToJsonString();
                    })
            );

        for (var round = 0; round < TestScale.Choose(25, 2_000); round++)
        {
            rows.Clear();
            touched.Clear();
            calls = 0;
            var sameSecond = random.Next(4) == 0 ? random.Next(150) : 0; // a device that recorded many in one second
            for (var i = random.Next(190, 900); i > 0; i--)
            {
                Add(i < sameSecond ? 90 : random.NextDouble() * 170);
            }

            touched.Clear();
            var stayed = rows.Select(row => row.Id).ToList();

            var reading = await _fixture.ReadAsync();

            Assert.True(reading.Outcome == SourceOutcome.Complete, $"round {round}: {reading.Message}");
            var seen = reading.Recordings.Select(activity => activity.SourceId).ToList();
            Assert.Equal(seen.Count, seen.Distinct().Count());
            var missed = stayed.Where(id => !touched.Contains(id)).Select(id => $"{id}").Except(seen).ToList();
            Assert.True(missed.Count == 0, $"round {round}: {missed.Count} of {stayed.Count} missed");
        }

        void Shift()
        {
            for (var i = random.Next(6); i > 0 && rows.Count > 0; i--)
            {
                var gone = rows[random.Next(rows.Count)];
                rows.Remove(gone);
                touched.Add(gone.Id);
            }

            for (var i = random.Next(6); i > 0; i--)
            {
                Add(random.NextDouble() * 170);
            }
        }

        void Add(double daysAgo)
        {
            var start = StravaFixture.Now.AddDays(-daysAgo);
            var shown =
                // An athlete who hides start times.
                random.Next(10) == 0
                    ? new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero).AddSeconds(1)
                    : start;
            rows.Add((next, start, shown));
            touched.Add(next++);
        }
    }

    [Theory]
    [InlineData(199, 1)]
    [InlineData(200, 2)]
    [InlineData(390, 3)] // the last call returns nothing new
    public async Task A_longer_window_needs_one_call_per_page_and_a_last_one(int count, int calls)
    {
        var rows = Enumerable
            .Range(1, count)
            .Select(i => (Id: i, Start: StravaFixture.Now.AddDays(-170).AddHours(i * 10)))
            .ToList();
        _fixture
            .Server.Given(StravaFixture.CreateListRequest())
            .RespondWith(
                Response
                    .Create()
                    .WithBody(request =>
                    {
                        var after = long.Parse(request.Query!["after"][0], CultureInfo.InvariantCulture);
                        return new JsonArray([
                            .. rows.Where(row => row.Start.ToUnixTimeSeconds() > after)
                                .Take(PageSize)
                                .Select(row => SimulatedSyncFixture.CreateRun(row.Id, row.Start, "Run")),
                        ]).ToJsonString();
                    })
            );

        var reading = await _fixture.ReadAsync();

        Assert.Equal(count, reading.Recordings.Count);
        Assert.Equal(calls, reading.RequestCount);
    }
}
