using System.Net;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sync;
using ActivitySync.Tests.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

/// <summary>It is Monday 23 November 2026.</summary>
public sealed class RacePageTests : IAsyncLifetime
{
    private const string Feed = "https://races.example.org/secret-key/anna.ics";

    private readonly CommandFixture _commands = new CommandFixture("ben").With(settings =>
        settings with
        {
            FileAthletes =
            [
                settings.FileAthletes[0] with
                {
                    Sources = new AthleteSources { RaceCalendars = [Feed] },
                },
                settings.FileAthletes[1] with
                {
                    Units = UnitSystem.Imperial,
                    Language = "de",
                },
            ],
        }
    );

    private PageFixture? _page;
    private HttpClient? _browser;

    private PageFixture Page => _page!;

    private HttpClient Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        _page = await PageFixture.StartAsync(_commands);
        _browser = await _page.SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Races_ahead_are_listed_with_the_days_to_go()
    {
        await RunAsync("race", "add", "2026-12-13", "Nikolauslauf", "--distance", "21.1", "--importance", "A");
        await RunAsync("race", "add", "2026-11-24", "Tomorrow’s 10");
        await RunAsync("race", "add", "2026-10-04", "Herbstlauf");

        var html = WebUtility.HtmlDecode(await Browser.GetStringAsync("/races"));

        string[] expected =
        [
            "Tomorrow’s 10</b> Tuesday 24 November 2026<br>tomorrow",
            "Nikolauslauf</b> Sunday 13 December 2026<br>in 20 days · 21.1 km · A: the goal of the season",
            "Herbstlauf</b> Sunday 4 October 2026<br>",
        ];
        var places = expected.Select(text => html.IndexOf(text, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task A_race_is_added_changed_removed_and_back_after_undo()
    {
        await SaveAsync("", "2026-12-13", "Nikolauslauf", "10,55", "b");
        Assert.Contains("10550", await RunAsync("race", "list", "--json"), StringComparison.Ordinal);

        var form = await Browser.GetStringAsync("/races?change=r1");
        Assert.Contains("Change this race", form, StringComparison.Ordinal);
        Assert.Contains("value=\"10.55\"", form, StringComparison.Ordinal);
        Assert.Matches("value=\"B\" checked", form);
        var before = await RunAsync("race", "list", "--json");
        var changed = await SaveAsync("r1", "2026-12-14", "Nikolauslauf 2", "10.55", "A");
        var races = await RunAsync("race", "list", "--json");
        Assert.Contains("Nikolauslauf 2", races, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-12-13", races, StringComparison.Ordinal);

        await UndoAsync(changed);
        Assert.Equal(before, await RunAsync("race", "list", "--json"));

        using var removed = await PageFixture.PressAsync(Browser, "/races", "/races", ("remove", "r1"));
        Assert.Equal("[]", (await RunAsync("race", "list", "--json")).Trim());
        await UndoAsync(removed.Headers.Location!.ToString());
        Assert.Equal(before, await RunAsync("race", "list", "--json"));
    }

    [Fact]
    public async Task A_race_that_stays_the_same_is_no_change()
    {
        await SaveAsync("", "2026-12-13", "Nikolauslauf", "42.195", "");

        Assert.Equal("/races", await SaveAsync("r1", "2026-12-13", "Nikolauslauf", "42.195", ""));
    }

    [Fact]
    public async Task A_race_from_a_calendar_says_why_it_stays()
    {
        AddFeedRace();

        var html = await Browser.GetStringAsync("/races");

        Assert.Contains("From race calendar 1 (races.example.org)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"remove\"", html, StringComparison.Ordinal);
        using var forced = await PageFixture.PressAsync(Browser, "/races", "/races", ("remove", "r1"));
        Assert.Equal(HttpStatusCode.BadRequest, forced.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync("/races?change=r1")).StatusCode);
        Assert.Contains("Feed Half", await RunAsync("race", "list", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Distances_are_in_the_athletes_units()
    {
        using var ben = await Page.SignInAsync("ben");
        using var saved = await PageFixture.PressAsync(
            ben,
            "/races",
            "/races",
            ("date", "2026-12-13"),
            ("name", "Marathon"),
            ("distance", "26,219")
        );
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);

        var html = WebUtility.HtmlDecode(await ben.GetStringAsync("/races"));

        Assert.Contains("in 20 Tagen · 26,2 Meilen", html, StringComparison.Ordinal);
        Assert.Contains("value=\"26,219\"", await ben.GetStringAsync("/races?change=r1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Race", "10", "A", "date", "Choose a day.")]
    [InlineData("2026-12-13", "", "10", "A", "name", "Give the race a name.")]
    [InlineData("2026-12-13", "Race", "far", "A", "distance", "The distance is a number of km, like 21.1.")]
    [InlineData("2026-12-13", "Race", "-5", "A", "distance", "The distance is a number of km, like 21.1.")]
    [InlineData("2026-12-13", "Race", "10", "D", "importance", "")]
    public async Task An_invalid_race_is_shown_again(
        string date,
        string name,
        string distance,
        string importance,
        string field,
        string error
    )
    {
        using var answer = await PageFixture.PressAsync(
            Browser,
            "/races",
            "/races",
            ("date", date),
            ("name", name),
            ("distance", distance),
            ("importance", importance)
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains($"<a href=\"#{field}\">{error}", html, StringComparison.Ordinal);
        Assert.Matches($"id=\"date\"[^>]*value=\"{date}\"", html);
        Assert.Matches($"id=\"distance\"[^>]*value=\"{distance}\"", html);
        Assert.Equal("[]", (await RunAsync("race", "list", "--json")).Trim());
    }

    private async Task<string> SaveAsync(string id, string date, string name, string distance, string importance)
    {
        using var saved = await PageFixture.PressAsync(
            Browser,
            "/races",
            "/races",
            ("id", id),
            ("date", date),
            ("name", name),
            ("distance", distance),
            ("importance", importance)
        );
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        return saved.Headers.Location!.ToString();
    }

    private async Task UndoAsync(string page)
    {
        var id = Regex.Match(page, "saved=(?<id>[0-9]+)").Groups["id"].Value;
        using var undone = await PageFixture.PressAsync(Browser, page, "/undo", ("id", id), ("back", "/races"));
        Assert.Equal("/races?undone=1", undone.Headers.Location!.ToString());
    }

    private void AddFeedRace()
    {
        var sync = Page.Services.GetRequiredService<RaceCalendarSync>();
        var athleteId = _commands.GetAthleteId();
        using var connection = _commands.Database.Open();
        using var transaction = connection.BeginTransaction();
        RaceRepository.ReplaceFeedRaces(
            connection,
            athleteId,
            sync.ComputeFingerprint(Feed),
            [("uid:1", new CalendarRace { Date = new DateOnly(2026, 12, 6), Name = "Feed Half" })],
            transaction
        );
        transaction.Commit();
    }

    private async Task<string> RunAsync(params string[] command)
    {
        var (exit, output, error) = await _commands.RunAsync([.. command, "--athlete", "anna"]);
        Assert.True(exit == ActivitySync.Commands.ExitCode.Done, error);
        return output;
    }
}
