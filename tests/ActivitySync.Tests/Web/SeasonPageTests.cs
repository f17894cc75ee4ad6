using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

/// <summary>It is Monday 23 November 2026; the chart begins in the week of 1 June.</summary>
public sealed partial class SeasonPageTests : IAsyncLifetime
{
    private const int MaxBytes = 60 * 1024;
    private static readonly DateOnly FirstMonday = new(2026, 6, 1);

    private readonly CommandFixture _commands = new("ben");
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
        _browser?.Dispose();
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task The_sums_are_those_of_activities()
    {
        AddHalfYear();
        var (_, json, _) = await _commands.RunAsync("activities", "--athlete", "anna", "--json");
        List<(DateOnly Day, int Minutes)> runs =
        [
            .. JsonNode
                .Parse(json)!
                .AsArray()
                .Select(run =>
                    (
                        Day: DateOnly.FromDateTime(
                            DateTimeOffset
                                .Parse(run!["start"]!.GetValue<string>(), CultureInfo.InvariantCulture)
                                .DateTime
                        ),
                        Minutes: (int)Math.Round(run["movingSeconds"]!.GetValue<double>() / 60)
                    )
                )
                .Where(run => run.Day >= FirstMonday),
        ];

        var rows = ReadRows(await Browser.GetStringAsync("/season"));

        Assert.True(runs.Count > 70);
        var total = rows[^1];
        Assert.Equal(runs.Sum(run => run.Minutes), ParseMinutes(total[1]));
        Assert.Equal($"{runs.Count}", total[2]);
        var weeks = rows[..^1].Where(row => row[2] != "0").ToDictionary(row => row[0]);
        foreach (var week in runs.GroupBy(run => run.Day.AddDays(-(((int)run.Day.DayOfWeek + 6) % 7))))
        {
            var row = weeks[week.Key.ToString("d MMM", CultureInfo.InvariantCulture)];
            Assert.Equal(week.Sum(run => run.Minutes), ParseMinutes(row[1]));
            Assert.Equal($"{week.Count()}", row[2]);
        }
    }

    [Fact]
    public async Task Long_runs_races_and_massages_have_a_shape_a_word_and_a_cell()
    {
        AddHalfYear();
        await _commands.RunAsync("race", "add", "2026-12-13", "Nikolauslauf", "--athlete", "anna");
        await _commands.RunAsync("log", "massage", "2026-11-02", "swedish", "--athlete", "anna");
        await _commands.RunAsync("slot", "add", "2026-11-30", "swedish", "--athlete", "anna");
        var race = await FindIdAsync("2026-11-08");
        await _commands.RunAsync("label", race, "race", "--athlete", "anna");

        var html = WebUtility.HtmlDecode(await Browser.GetStringAsync("/season"));

        foreach (var shape in new[] { "long", "race", "run", "massage", "booked", "ahead" })
        {
            var drawn = Regex.Match(html, $"<path class=\"{shape}\" d=\"(M[^\"]+)\"/>");
            Assert.True(drawn.Success, $"The chart has no {shape}.");
        }

        foreach (var word in new[] { "long run", "race", "other runs", "massage", "massage booked", "race ahead" })
        {
            Assert.Matches($"</svg>\\s*{word}</li>", html);
        }

        var rows = ReadRows(html);
        Assert.Equal("ahead: Nikolauslauf Sun 13 Dec", Assert.Single(rows, row => row[0] == "7 Dec")[4]);
        Assert.Equal("booked: Mon 30 Nov", Assert.Single(rows, row => row[0] == "30 Nov")[5]);
        Assert.Equal("Mon 2 Nov", Assert.Single(rows, row => row[0] == "2 Nov")[5]);
        Assert.StartsWith("Long Run 2:0", Assert.Single(rows, row => row[0] == "2 Nov")[4], StringComparison.Ordinal);
        Assert.Contains("role=\"img\" aria-labelledby=\"chart-title\"><title id=\"chart-title\">Training in", html);
        Assert.Contains("1 race and 1 massage. The table", html);
    }

    [Fact]
    public async Task The_runs_are_listed_by_month_with_the_newest_open()
    {
        AddHalfYear();

        var html = WebUtility.HtmlDecode(await Browser.GetStringAsync("/season"));

        var months = Regex.Matches(html, "<details class=\"month\" (open)?>?[^<]*>?<summary>([A-Z][a-z]+) 2026: ");
        Assert.Equal(
            ["November", "October", "September", "August", "July", "June"],
            months.Select(month => month.Groups[2].Value)
        );
        Assert.Equal([true, false, false, false, false, false], months.Select(month => month.Groups[1].Success));
        var id = await FindIdAsync("2026-11-22");
        Assert.Contains($"<a href=\"/activities/{id}\">Sun 22 Nov <b>Long Run</b>", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Browser.GetAsync($"/activities/{id}")).StatusCode);
    }

    [Theory]
    [InlineData(5 * 365)]
    [InlineData(170)]
    public async Task A_thousand_runs_are_a_small_page(int days)
    {
        var start = new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.FromHours(1)).AddDays(-days);
        AddRuns(
            "anna",
            Enumerable
                .Range(0, 1000)
                .Select(i =>
                    CommandFixture.CreateRecording(
                        SourceNames.File,
                        $"run-{i}",
                        $"{start.AddMinutes(i * (days * 1440.0 / 1000)):yyyy-MM-dd'T'HH:mm:sszzz}",
                        7 + (i % 5),
                        40 + (i % 7 * 9),
                        i % 5 == 0 ? "Läufchen über den Höhenrücken, früh" : "Morning Run"
                    )
                )
        );

        var season = await Browser.GetStringAsync("/season");

        Assert.InRange(Encoding.UTF8.GetByteCount(season), 10_000, MaxBytes);
        // A month that is not listed here is one link away.
        var month = Regex.Match(season, "href=\"(/season\\?month=[0-9-]+)\"").Groups[1].Value;
        var earlier = await Browser.GetStringAsync(month);
        Assert.InRange(Encoding.UTF8.GetByteCount(earlier), 2_000, MaxBytes);
        Assert.Contains("href=\"/activities/", earlier, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_run_is_on_one_of_the_pages_of_months()
    {
        AddRuns(
            "anna",
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    CommandFixture.CreateRecording(
                        SourceNames.File,
                        $"run-{i}",
                        $"{new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero).AddDays(-i * 30):s}+00:00",
                        8,
                        45
                    )
                )
        );

        var (seen, open) = (new HashSet<string>(), new Queue<string>(["/season"]));
        var ids = new HashSet<string>();
        while (open.TryDequeue(out var path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            var html = await Browser.GetStringAsync(path);
            ids.UnionWith(Regex.Matches(html, "/activities/([0-9]+)\"").Select(match => match.Groups[1].Value));
            foreach (Match match in Regex.Matches(html, "href=\"(/season\\?month=[0-9-]+)\""))
            {
                open.Enqueue(match.Groups[1].Value);
            }
        }

        Assert.Equal(40, ids.Count);
    }

    [Theory]
    [InlineData("2026-13", HttpStatusCode.NotFound)]
    [InlineData("x", HttpStatusCode.NotFound)]
    [InlineData("0000-00", HttpStatusCode.NotFound)]
    [InlineData("2026-05&month=2026-06", HttpStatusCode.NotFound)]
    [InlineData("0001-01", HttpStatusCode.OK)]
    [InlineData("9999-12", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task A_month_in_the_address_is_checked(string month, HttpStatusCode expected) =>
        Assert.Equal(expected, (await Browser.GetAsync($"/season?month={month}")).StatusCode);

    [Fact]
    public async Task Without_training_the_page_says_so()
    {
        var html = await Browser.GetStringAsync("/season");

        Assert.Contains("No runs have come in yet.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_another_athlete_is_shown()
    {
        AddRuns(
            "ben",
            [CommandFixture.CreateRecording(SourceNames.File, "b", "2026-11-20T07:00:00+01:00", 9, 50, "Bens Lauf")]
        );

        Assert.DoesNotContain("Bens", await Browser.GetStringAsync("/season"), StringComparison.Ordinal);
        Assert.DoesNotContain("Bens", await Browser.GetStringAsync("/season?month=2026-11"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_recording_shows_no_number()
    {
        var id = _commands.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Strava, "77", "2026-11-20T07:00:00+01:00", 9.9, 55, "Hill Loop")
        );
        Assert.Contains("Hill Loop", await Browser.GetStringAsync("/season"), StringComparison.Ordinal);
        Assert.Contains(
            "https://www.strava.com/activities/77",
            await Browser.GetStringAsync($"/activities/{id}"),
            StringComparison.Ordinal
        );

        _commands.Clock.Advance(TimeSpan.FromDays(8));
        Page.Services.GetRequiredService<RecordingExpiration>().Expire(_commands.GetAthleteId());

        foreach (var path in new[] { "/season", "/season?month=2026-11", $"/activities/{id}" })
        {
            using var response = await Browser.GetAsync(path);
            var html = await response.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.DoesNotContain("Hill Loop", html, StringComparison.Ordinal);
            Assert.DoesNotContain("55 min", html, StringComparison.Ordinal);
            Assert.DoesNotContain("9.9", html, StringComparison.Ordinal);
            Assert.DoesNotContain("/77", html, StringComparison.Ordinal);
        }

        // The athlete's own label outlives it.
        using var saved = await PageFixture.PressAsync(
            Browser,
            $"/activities/{id}",
            $"/activities/{id}",
            ("label", "hard")
        );
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
    }

    /// <summary>Three runs a week since May, the long one on Sunday.</summary>
    private void AddHalfYear() =>
        AddRuns(
            "anna",
            Enumerable
                .Range(1, 190)
                .Select(daysAgo => new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.FromHours(1)).AddDays(-daysAgo))
                .Where(day => day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday or DayOfWeek.Sunday)
                .Select(day =>
                    CommandFixture.CreateRecording(
                        SourceNames.File,
                        $"{day:yyyyMMdd}",
                        $"{day:yyyy-MM-dd'T'HH:mm:sszzz}",
                        day.DayOfWeek == DayOfWeek.Sunday ? 22 : 8,
                        (day.DayOfWeek == DayOfWeek.Sunday ? 122 : 44) + (day.Day % 4) + 0.4,
                        day.DayOfWeek == DayOfWeek.Sunday ? "Long Run" : "Morning Run"
                    )
                )
        );

    private void AddRuns(string athlete, IEnumerable<SourceRecording> recordings)
    {
        using var connection = _commands.Database.Open();
        new RecordingReconciler(_commands.Database, _commands.Clock).Add(
            AthleteRepository.GetOrAddId(connection, athlete, _commands.Clock),
            [.. recordings]
        );
    }

    private async Task<string> FindIdAsync(string day)
    {
        var (_, output, _) = await _commands.RunAsync("activities", "--athlete", "anna", "--json");
        return JsonNode
            .Parse(output)!
            .AsArray()
            .Single(run => run!["start"]!.GetValue<string>().StartsWith(day, StringComparison.Ordinal))![
            "id"
        ]!.GetValue<string>();
    }

    /// <summary>The cells of the table, row by row.</summary>
    private static List<string[]> ReadRows(string html) =>
        [
            .. RowPattern()
                .Matches(WebUtility.HtmlDecode(html))
                .Select(row => CellPattern().Matches(row.Value).Select(cell => cell.Groups[1].Value).ToArray()),
        ];

    /// <summary>"56 min", "3 h 20" or "2 h".</summary>
    internal static int ParseMinutes(string text) =>
        text.Split(' ') switch
        {
            [var minutes, "min"] => int.Parse(minutes, CultureInfo.InvariantCulture),
            [var hours, "h"] => int.Parse(hours, CultureInfo.InvariantCulture) * 60,
            [var hours, "h", var minutes] => (int.Parse(hours, CultureInfo.InvariantCulture) * 60)
                + int.Parse(minutes, CultureInfo.InvariantCulture),
            _ => throw new FormatException(text),
        };

    [GeneratedRegex("<tr><th scope=\"row\">.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex RowPattern();

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex CellPattern();
}
