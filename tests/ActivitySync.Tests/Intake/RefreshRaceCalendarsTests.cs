using ActivitySync.Intake;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Sources.Calendars;
using ActivitySync.Store;
using ActivitySync.Tests.Sources.Files;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ActivitySync.Tests.Intake;

public sealed class RefreshRaceCalendarsTests : IDisposable
{
    private const string Secret = "private-4711";

    private readonly IntakeScene _scene = new();
    private readonly WireMockServer _server = WireMockServer.Start();
    private readonly HttpClient _http = new();
    private AthleteSettings _anna;

    public RefreshRaceCalendarsTests() => _anna = new AthleteSettings
    {
        Name = "anna",
        Email = "anna@example.org",
        TimeZone = FileContents.Berlin,
        Sources = new AthleteSources { RaceCalendars = [$"{_server.Url}/{Secret}.ics"] },
    };

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
        _scene.Dispose();
    }

    [Fact]
    public async Task Races_come_move_and_go_as_the_calendar_says_and_keep_their_numbers()
    {
        Tells(("a", "20270418", "City Marathon"), ("b", "20270601", "Stadtlauf"));
        await RefreshAsync();
        var number = Rows().Single(row => row.Value.Name == "City Marathon").Id;

        Tells(("a", "20270425", "City Marathon"));
        await RefreshAsync();

        var race = Assert.Single(Rows());
        Assert.Equal(number, race.Id);
        Assert.Equal(new DateOnly(2027, 4, 25), race.Value.Date);
        Assert.Equal(42_195, race.Value.DistanceMeters);
    }

    [Fact]
    public async Task A_feed_that_is_away_keeps_what_it_last_said_and_its_address_is_told_nowhere()
    {
        Tells(("a", "20270418", "City Marathon"));
        await RefreshAsync();
        foreach (var (status, body) in new[] { (500, ""), (404, "gone"), (200, "<html>log in</html>"), (302, "") })
        {
            _server.Reset();
            _server.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(status).WithBody(body));
            var line = Assert.Single(await RefreshAsync());
            Assert.Contains("race calendar 1 of anna", line, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
            Assert.Single(Rows());
        }

        using var store = _scene.Database.Open();
        var row = Assert.Single(RaceFeeds.Of(store, _scene.AthleteId));
        Assert.DoesNotContain(Secret, row.Feed, StringComparison.Ordinal);
        Assert.NotNull(row.SucceededAt);
    }

    [Fact]
    public async Task It_is_read_once_a_day_and_one_that_failed_again_after_an_hour()
    {
        Tells(("a", "20270418", "City Marathon"));
        for (var hour = 0; hour < 49; hour++)
        {
            await Refresh().RefreshAsync(_anna, now: false, CancellationToken.None);
            _scene.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, _server.LogEntries.Count);
        _server.Reset();
        _scene.Clock.Advance(TimeSpan.FromHours(24));
        for (var hour = 0; hour < 3; hour++)
        {
            await Refresh().RefreshAsync(_anna, now: false, CancellationToken.None);
            _scene.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, _server.LogEntries.Count);
    }

    [Fact]
    public async Task One_in_whose_reading_the_program_ended_is_told_and_tried_again_in_a_day()
    {
        Tells(("a", "20270418", "City Marathon"));
        using (var store = _scene.Database.Open()) store.Execute("CREATE TRIGGER odd BEFORE INSERT ON races BEGIN SELECT RAISE(ABORT, 'odd'); END");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(RefreshAsync);

        using (var store = _scene.Database.Open())
            Assert.Contains("did not come to its end", Assert.Single(RaceFeeds.Of(store, _scene.AthleteId)).Line, StringComparison.Ordinal);
        for (var hour = 0; hour < 24; hour++)
        {
            await Refresh().RefreshAsync(_anna, now: false, CancellationToken.None);
            Assert.Single(_server.LogEntries);
            _scene.Clock.Advance(TimeSpan.FromHours(1));
        }

        using (var store = _scene.Database.Open()) store.Execute("DROP TRIGGER odd");
        Assert.Empty(await Refresh().RefreshAsync(_anna, now: false, CancellationToken.None));
        Assert.Single(Rows());
    }

    [Fact]
    public async Task A_day_entered_by_hand_is_as_entered_and_a_calendar_taken_out_takes_its_races_along()
    {
        Tells(("a", "20270418", "City Marathon"), ("b", "20270601", "Stadtlauf"));
        using (var store = _scene.Database.Open())
            Races.Add(store, _scene.AthleteId, new CalendarRace { Date = new DateOnly(2027, 4, 18), Name = "Half instead", DistanceMeters = 21_097.5 });
        await RefreshAsync();
        Assert.Equal(["Half instead", "Stadtlauf"], InForce());

        _anna = _anna with { Sources = new AthleteSources() };
        await RefreshAsync();

        Assert.Equal(["Half instead"], InForce());
    }

    [Fact]
    public async Task A_file_is_a_calendar_too()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, Calendar(("a", "20270418", "City Marathon")));
        _anna = _anna with { Sources = new AthleteSources { RaceCalendars = [path] } };
        await RefreshAsync();
        Assert.Single(Rows());

        File.Delete(path);

        Assert.Contains("not there", Assert.Single(await RefreshAsync()), StringComparison.Ordinal);
        Assert.Single(Rows());
    }

    private Task<IReadOnlyList<string>> RefreshAsync() => Refresh().RefreshAsync(_anna, now: true, CancellationToken.None);

    private RefreshRaceCalendars Refresh() => new(
        _scene.Database, new SecretBox(_scene.Settings), new CalendarDownload(_http), _scene.Clock, NullLogger<RefreshRaceCalendars>.Instance);

    private IReadOnlyList<KeptRow<CalendarRace>> Rows()
    {
        using var store = _scene.Database.Open();
        return Races.Of(store, _scene.AthleteId);
    }

    private IEnumerable<string> InForce()
    {
        using var store = _scene.Database.Open();
        return Races.InForce(store, _scene.AthleteId).Select(race => race.Name);
    }

    private void Tells(params (string Uid, string Date, string Title)[] events)
    {
        _server.Reset();
        _server.Given(Request.Create().WithPath($"/{Secret}.ics")).RespondWith(Response.Create().WithBody(Calendar(events)));
    }

    private static string Calendar(params (string Uid, string Date, string Title)[] events) =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
        + string.Concat(events.Select(one => $"BEGIN:VEVENT\r\nUID:{one.Uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:{one.Date}\r\nSUMMARY:{one.Title}\r\nEND:VEVENT\r\n"))
        + "END:VCALENDAR\r\n";
}
