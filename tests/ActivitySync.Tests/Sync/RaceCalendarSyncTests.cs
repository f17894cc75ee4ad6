using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources.Calendars;
using ActivitySync.Sync;
using ActivitySync.Tests.FileFormats;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ActivitySync.Tests.Sync;

public sealed class RaceCalendarSyncTests : IDisposable
{
    private const string Secret = "private-4711";

    private readonly SyncFixture _fixture = new();
    private readonly WireMockServer _server = WireMockServer.Start();
    private readonly HttpClient _http = new();
    private AthleteSettings _anna;

    public RaceCalendarSyncTests() =>
        _anna = new AthleteSettings
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = ActivityFileFixture.Berlin,
            Sources = new AthleteSources { RaceCalendars = [$"{_server.Url}/{Secret}.ics"] },
        };

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Races_come_move_and_go_as_the_calendar_says_and_keep_their_numbers()
    {
        ServeCalendar(("a", "20270418", "City Marathon"), ("b", "20270601", "Stadtlauf"));
        await SyncAsync();
        var number = GetRows().Single(row => row.Value.Name == "City Marathon").Id;

        ServeCalendar(("a", "20270425", "City Marathon"));
        await SyncAsync();

        var race = Assert.Single(GetRows());
        Assert.Equal(number, race.Id);
        Assert.Equal(new DateOnly(2027, 4, 25), race.Value.Date);
        Assert.Equal(42_195, race.Value.DistanceMeters);
    }

    [Fact]
    public async Task A_feed_that_is_away_keeps_what_it_last_said_and_its_address_is_told_nowhere()
    {
        ServeCalendar(("a", "20270418", "City Marathon"));
        await SyncAsync();
        foreach (var (status, body) in new[] { (500, ""), (404, "gone"), (200, "<html>log in</html>"), (302, "") })
        {
            _server.Reset();
            _server.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(status).WithBody(body));
            var report = Assert.Single(await SyncAsync());
            var line = report.Line;
            Assert.False(report.WasRead);
            Assert.Contains("race calendar 1 of anna", line, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
            Assert.Single(GetRows());
        }

        using var connection = _fixture.Database.Open();
        var row = Assert.Single(RaceFeedRepository.GetAll(connection, _fixture.AthleteId));
        Assert.DoesNotContain(Secret, row.Feed, StringComparison.Ordinal);
        Assert.NotNull(row.SucceededAt);
    }

    [Fact]
    public async Task It_is_read_once_a_day_and_one_that_failed_again_after_an_hour()
    {
        ServeCalendar(("a", "20270418", "City Marathon"));
        for (var hour = 0; hour < 49; hour++)
        {
            await CreateSync().SyncAsync(_anna, isForced: false, CancellationToken.None);
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, _server.LogEntries.Count);
        _server.Reset();
        _fixture.Clock.Advance(TimeSpan.FromHours(24));
        for (var hour = 0; hour < 3; hour++)
        {
            await CreateSync().SyncAsync(_anna, isForced: false, CancellationToken.None);
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, _server.LogEntries.Count);
    }

    [Fact]
    public async Task One_in_whose_reading_the_program_ended_is_told_and_tried_again_in_a_day()
    {
        ServeCalendar(("a", "20270418", "City Marathon"));
        _fixture.Database.RefuseRows("INSERT", "races");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(SyncAsync);

        using (var connection = _fixture.Database.Open())
        {
            Assert.Contains(
                "did not come to its end",
                Assert.Single(RaceFeedRepository.GetAll(connection, _fixture.AthleteId)).Line,
                StringComparison.Ordinal
            );
        }

        for (var hour = 0; hour < 24; hour++)
        {
            await CreateSync().SyncAsync(_anna, isForced: false, CancellationToken.None);
            Assert.Single(_server.LogEntries);
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        _fixture.Database.AcceptRows("races");

        Assert.Empty(await CreateSync().SyncAsync(_anna, isForced: false, CancellationToken.None));
        Assert.Single(GetRows());
    }

    [Fact]
    public async Task A_race_entered_by_hand_stays_and_a_removed_calendar_takes_its_races_with_it()
    {
        ServeCalendar(("a", "20270418", "City Marathon"), ("b", "20270601", "Stadtlauf"));
        using (var connection = _fixture.Database.Open())
        {
            RaceRepository.Add(
                connection,
                _fixture.AthleteId,
                new CalendarRace
                {
                    Date = new DateOnly(2027, 4, 18),
                    Name = "Half instead",
                    DistanceMeters = 21_097.5,
                }
            );
        }

        await SyncAsync();
        Assert.Equal(["Half instead", "Stadtlauf"], GetEffectiveRaces());

        _anna = _anna with { Sources = new AthleteSources() };
        await SyncAsync();

        Assert.Equal(["Half instead"], GetEffectiveRaces());
    }

    [Fact]
    public async Task An_unreadable_event_is_named_and_costs_only_itself()
    {
        ServeCalendar(("a", "20270418", "City Marathon"), ("b", "20270601", "Stadtlauf"));
        await SyncAsync();

        // The second event is still in the calendar, so its stored race stays.
        ServeCalendar(("a", "20270425", "City Marathon"), ("b", "00000000", "Stadtlauf"), ("c", "x", "Broken run"));
        var report = Assert.Single(await SyncAsync());

        Assert.True(report.WasRead);
        Assert.Contains("2 events are left out", report.Line, StringComparison.Ordinal);
        Assert.Contains("'Stadtlauf' (its start is missing or unreadable)", report.Line, StringComparison.Ordinal);
        Assert.Contains("'Broken run'", report.Line, StringComparison.Ordinal);
        Assert.Equal([new DateOnly(2027, 4, 25), new DateOnly(2027, 6, 1)], GetRows().Select(row => row.Value.Date));
        using (var connection = _fixture.Database.Open())
        {
            var row = Assert.Single(RaceFeedRepository.GetAll(connection, _fixture.AthleteId));
            Assert.Equal(report.Line, row.Line);
            Assert.False(row.HasFailed);
        }

        // It was read, so it is read again in a day, not in an hour.
        var calls = _server.LogEntries.Count;
        _fixture.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await CreateSync().SyncAsync(_anna, isForced: false, CancellationToken.None));
        Assert.Equal(calls, _server.LogEntries.Count);
    }

    [Fact]
    public async Task A_calendar_cut_off_within_an_event_loses_no_stored_race()
    {
        ServeCalendar(("a", "20270418", "City Marathon"), ("b", "20270601", "Stadtlauf"));
        await SyncAsync();

        var text = CreateCalendar(("a", "20270425", "City Marathon"), ("b", "20270601", "Stadtlauf"));
        ServeText(text[..text.IndexOf("Stadtlauf", StringComparison.Ordinal)]);
        var report = Assert.Single(await SyncAsync());

        Assert.Contains("cut off", report.Line, StringComparison.Ordinal);
        Assert.Equal([new DateOnly(2027, 4, 25), new DateOnly(2027, 6, 1)], GetRows().Select(row => row.Value.Date));
    }

    [Fact]
    public async Task The_charset_of_the_server_is_used()
    {
        _server.Reset();
        _server
            .Given(Request.Create().WithPath($"/{Secret}.ics"))
            .RespondWith(
                Response
                    .Create()
                    .WithHeader("Content-Type", "text/calendar; charset=\"iso-8859-1\"")
                    .WithBody(System.Text.Encoding.Latin1.GetBytes(CreateCalendar(("a", "20270418", "Köln Marathon"))))
            );

        Assert.Empty(await SyncAsync());

        Assert.Equal("Köln Marathon", Assert.Single(GetRows()).Value.Name);
    }

    [Fact]
    public async Task A_file_is_a_calendar_too()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, CreateCalendar(("a", "20270418", "City Marathon")));
        _anna = _anna with { Sources = new AthleteSources { RaceCalendars = [path] } };
        await SyncAsync();
        Assert.Single(GetRows());

        File.Delete(path);

        Assert.Contains("not there", Assert.Single(await SyncAsync()).Line, StringComparison.Ordinal);
        Assert.Single(GetRows());
    }

    private Task<IReadOnlyList<RaceCalendarReport>> SyncAsync() =>
        CreateSync().SyncAsync(_anna, isForced: true, CancellationToken.None);

    private RaceCalendarSync CreateSync(HttpClient? http = null) =>
        new(
            _fixture.Database,
            new SecretProtector(_fixture.Settings, _fixture.Clock),
            new CalendarDownloader(http ?? _http),
            _fixture.Clock,
            NullLogger<RaceCalendarSync>.Instance
        );

    private IReadOnlyList<StoredEntry<CalendarRace>> GetRows()
    {
        using var connection = _fixture.Database.Open();
        return RaceRepository.GetAll(connection, _fixture.AthleteId);
    }

    private IEnumerable<string> GetEffectiveRaces()
    {
        using var connection = _fixture.Database.Open();
        return RaceRepository.GetEffective(connection, _fixture.AthleteId).Select(race => race.Name);
    }

    private void ServeCalendar(params (string Uid, string Date, string Title)[] events) =>
        ServeText(CreateCalendar(events));

    private void ServeText(string text)
    {
        _server.Reset();
        _server.Given(Request.Create().WithPath($"/{Secret}.ics")).RespondWith(Response.Create().WithBody(text));
    }

    private static string CreateCalendar(params (string Uid, string Date, string Title)[] events) =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
        + string.Concat(
            events.Select(one =>
                $"BEGIN:VEVENT\r\nUID:{one.Uid}\r\nDTSTAMP:20261101T000000Z\r\n"
                + $"DTSTART;VALUE=DATE:{one.Date}\r\nSUMMARY:{one.Title}\r\nEND:VEVENT\r\n"
            )
        )
        + "END:VCALENDAR\r\n";

    [Fact]
    public async Task The_mark_against_repeated_deaths_is_written_before_a_calendar_is_read()
    {
        using var http = new HttpClient(
            new AnsweringHandler(() =>
            {
                Assert.Contains("did not come to its end", GetLine(), StringComparison.Ordinal);
                return new HttpResponseMessage
                {
                    Content = new StringContent(CreateCalendar(("a", "20270418", "City Marathon"))),
                };
            })
        );

        Assert.Empty(await CreateSync(http).SyncAsync(_anna, isForced: true, CancellationToken.None));

        Assert.Null(GetLine());
        Assert.Single(GetRows());
    }

    [Fact]
    public async Task A_stop_of_the_daemon_while_a_calendar_is_read_is_not_the_calendars_fault()
    {
        using var http = new HttpClient(new AnsweringHandler(() => throw new OperationCanceledException()));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            CreateSync(http).SyncAsync(_anna, isForced: true, stopped.Token)
        );
        using (var connection = _fixture.Database.Open())
        {
            Assert.Empty(RaceFeedRepository.GetAll(connection, _fixture.AthleteId));
        }

        ServeCalendar(("a", "20270418", "City Marathon"));
        await SyncAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            CreateSync(http).SyncAsync(_anna, isForced: true, stopped.Token)
        );
        Assert.Null(GetLine());
    }

    private string? GetLine()
    {
        using var connection = _fixture.Database.Open();
        return Assert.Single(RaceFeedRepository.GetAll(connection, _fixture.AthleteId)).Line;
    }

    /// <summary>Answers every request.</summary>
    private sealed class AnsweringHandler(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer());
    }
}
