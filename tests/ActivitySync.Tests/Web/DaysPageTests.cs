using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Tests.Commands;

namespace ActivitySync.Tests.Web;

/// <summary>It is Monday 23 November 2026.</summary>
public sealed partial class DaysPageTests : IAsyncLifetime
{
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
        Browser.Dispose();
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("race add 2026-12-03 Nikolauslauf --distance 21.1")]
    [InlineData("race add 2026-11-29 Advent --importance A|race add 2026-12-12 Parkrun --importance C")]
    [InlineData("log massage 2026-11-18 deep-tissue|log massage 2026-10-20 swedish|log massage 2026-09-22 swedish")]
    [InlineData("planned add 2026-11-26 hard|planned add 2026-11-28 long-run|slot add 2026-11-25 deep-tissue")]
    [InlineData("log illness fever --date yesterday")]
    [InlineData("log pain calf 4 --sign one-sided-swelling")]
    [InlineData("log pain knee 4")]
    public async Task Every_day_says_what_the_plan_says(string commands)
    {
        AddTraining();
        await RunAsync(commands);

        var html = await Browser.GetStringAsync("/days");

        var cells = ReadCells(html);
        var calendar = await ReadPlanAsync();
        Assert.Equal(21, calendar.Count);
        Assert.Equal(28, cells.Count);
        Assert.Equal(new DateOnly(2026, 11, 23), cells.Keys.Min());
        Assert.Equal(4, Regex.Count(html[..html.IndexOf("</table>", StringComparison.Ordinal)], "<tr>") - 1);
        var races = await ReadRaceDaysAsync();
        Assert.All(calendar, day =>
            Assert.Equal($"{day.Date:O}: {ChooseWord(day, races)}", $"{day.Date:O}: {cells[day.Date].Word}")
        );
        Assert.All(cells.Where(cell => cell.Key > calendar[^1].Date), cell => Assert.Equal("", cell.Value.Word));
        // Not by color alone: what is best has a frame, what is blocked a hatch, and both a word.
        Assert.All(calendar, day => Assert.Equal(
                cells[day.Date].Word switch
                {
                    "Best" => "best",
                    "No" or "Race" => "blocked",
                    _ => "",
                },
                cells[day.Date].Style
            ));
    }

    [Theory]
    [InlineData("race add 2026-12-03 Nikolauslauf --distance 21.1", "Thu 3 Dec", "Nikolauslauf: race day.")]
    [InlineData("race add 2026-12-03 Nikolauslauf --distance 21.1", "Wed 2 Dec", "Too close to Nikolauslauf.")]
    [InlineData("race add 2026-12-03 Nikolauslauf --distance 21.1", "Fri 4 Dec", "Too soon after a race.")]
    [InlineData("planned add 2026-11-26 hard", "Wed 25 Nov", "The day after it is hard or long.")]
    [InlineData("planned add 2026-11-26 hard", "Thu 26 Nov", "A hard session, or too soon after one.")]
    [InlineData("planned add 2026-11-26 hard", "Fri 27 Nov", "Light only. A hard session, or too soon after one.")]
    [InlineData("log illness fever", "Tue 24 Nov", "You were ill: rest first.")]
    [InlineData("log pain calf 4 --sign pop", "Mon 14 Dec", "Let someone look at what hurts first.")]
    public async Task A_blocked_day_has_its_reason(string commands, string day, string reason)
    {
        await RunAsync(commands);

        var reasons = ReadReasons(await Browser.GetStringAsync("/days"));

        Assert.StartsWith(reason, reasons[day], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("race add 2026-12-03 Nikolauslauf --distance 42.195 --importance A")]
    [InlineData("log massage 2026-11-18 deep-tissue|log illness cold|log pain knee 4 --sign limping")]
    public async Task No_blocked_day_is_without_a_reason(string commands)
    {
        AddTraining();
        await RunAsync(commands);

        var reasons = ReadReasons(await Browser.GetStringAsync("/days"));

        var blocked = (await ReadPlanAsync())
            .Where(day => day is { Swedish: "blocked", Deep: "blocked" })
            .Select(day => Languages.All[0].ShortDate(day.Date))
            .ToList();
        Assert.NotEmpty(blocked);
        Assert.Equal([], blocked.Except(reasons.Keys));
        Assert.All(reasons.Values, text => Assert.True(text.Length > "Light only.".Length, text));
        Assert.DoesNotContain(reasons.Values, text => text.Contains('_', StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_that_blocks_a_day_has_a_sentence_in_every_language()
    {
        foreach (var language in Languages.All)
        {
            ReasonCode[] codes =
            [
                .. language.Decisions.BadDays.Keys,
                ReasonCode.RaceTooClose,
                ReasonCode.RedFlag,
                ReasonCode.ClinicianFirst,
                ReasonCode.Ill,
            ];
            Assert.All(codes, code => Assert.EndsWith(".", language.Reasons.Plain(code, ""), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Today_and_booked_days_are_marked_in_words()
    {
        await RunAsync("slot add 2026-12-01 swedish");

        var html = await Browser.GetStringAsync("/days");

        var today = Assert.Single(Regex.Matches(html, "<td[^>]*aria-current=\"?date.*?</td>", RegexOptions.Singleline));
        Assert.Contains("datetime=\"2026-11-23\"", today.Value, StringComparison.Ordinal);
        Assert.Contains("<small>today</small>", today.Value, StringComparison.Ordinal);
        Assert.Contains("<small>booked</small>", FindCell(html, "2026-12-01"), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<small>booked</small>"));
    }

    [Fact]
    public async Task A_booking_is_saved_removed_and_back_after_undo()
    {
        using var saved = await PageFixture.PressAsync(
            Browser,
            "/days",
            "/slots",
            ("date", "2026-11-30"),
            ("kind", "deep-tissue")
        );
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var page = saved.Headers.Location!.ToString();
        Assert.Matches(@"^/days\?saved=\d+$", page);
        Assert.Contains("\"2026-11-30\"", await PrintAsync("slot list --json"), StringComparison.Ordinal);
        var id = FindId(await Browser.GetStringAsync(page), "s");

        using var removed = await PageFixture.PressAsync(Browser, "/days", "/slots/remove", ("id", id));
        Assert.DoesNotContain("2026-11-30", await PrintAsync("slot list --json"), StringComparison.Ordinal);

        using var undone = await UndoAsync(removed.Headers.Location!.ToString());
        Assert.Equal("/days?undone=1", undone.Headers.Location!.ToString());
        Assert.Contains("\"2026-11-30\"", await PrintAsync("slot list --json"), StringComparison.Ordinal);
        Assert.Contains("Undone.", await Browser.GetStringAsync("/days?undone=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_planned_session_is_saved_removed_and_back_after_undo()
    {
        using var saved = await PageFixture.PressAsync(
            Browser,
            "/days",
            "/planned",
            ("date", "2026-11-26"),
            ("kind", "long-run")
        );
        Assert.Contains("long-run", await PrintAsync("planned list --json"), StringComparison.Ordinal);
        var html = await Browser.GetStringAsync(saved.Headers.Location!.ToString());
        Assert.Contains(
            "A long run, or too soon after one.",
            ReadReasons(html)["Thu 26 Nov"],
            StringComparison.Ordinal
        );

        using var removed = await PageFixture.PressAsync(
            Browser,
            "/days",
            "/planned/remove",
            ("id", FindId(html, "t"))
        );
        Assert.DoesNotContain("long-run", await PrintAsync("planned list --json"), StringComparison.Ordinal);

        using var undone = await UndoAsync(removed.Headers.Location!.ToString());
        Assert.Contains("long-run", await PrintAsync("planned list --json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/slots", "2026-11-22", "swedish", "slot-date", "Sunday 22 November has passed.")]
    [InlineData("/slots", "soon", "swedish", "slot-date", "Choose a day.")]
    [InlineData("/slots", "2026-11-30", "reiki", "slot-kind", "Choose a kind.")]
    [InlineData("/planned", "9999-12-31", "hard", "planned-date", "Choose a day.")]
    [InlineData("/planned", "2026-11-30", "", "planned-kind", "Choose a kind.")]
    public async Task An_invalid_form_is_shown_again(string path, string date, string kind, string field, string error)
    {
        using var answer = await PageFixture.PressAsync(Browser, "/days", path, ("date", date), ("kind", kind));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("One thing to fix", html, StringComparison.Ordinal);
        Assert.Matches($"<a href=\"#{field}\">{error}", html);
        Assert.Matches($"id=\"{field}\"[^>]*aria-invalid=\"?true", html);
        var form = path == "/slots" ? "slot" : "planned";
        Assert.Matches($"id=\"{form}-date\"[^>]*value=\"{date}\"", html);
    }

    [Fact]
    public async Task Only_bookings_are_removed_as_bookings()
    {
        await RunAsync("log massage 2026-11-20 swedish|planned add 2026-11-30 easy|slot add 2026-11-30 swedish");

        using var answer = await PageFixture.PressAsync(Browser, "/days", "/slots/remove", ("id", "m1"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("\"m1\"", await PrintAsync("log list --json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_can_be_subscribed_to()
    {
        var html = await Browser.GetStringAsync("/days");

        var address = (await PrintAsync("page calendar")).Trim();
        Assert.Contains($"<a href=\"{address}\">{address}</a>", html, StringComparison.Ordinal);
    }

    /// <summary>Ten weeks of runs, with a long one each Sunday.</summary>
    private void AddTraining()
    {
        for (var day = new DateOnly(2026, 9, 14); day < new DateOnly(2026, 11, 23); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday or DayOfWeek.Sunday)
            {
                var minutes = day.DayOfWeek == DayOfWeek.Sunday ? 130 : 45;
                _commands.AddRecording(
                    CommandFixture.CreateRecording(
                        SourceNames.Garmin,
                        $"{day:yyyyMMdd}",
                        $"{day:yyyy-MM-dd}T08:00:00+01:00",
                        minutes / 6.0,
                        minutes
                    )
                );
            }
        }
    }

    private async Task RunAsync(string commands)
    {
        foreach (var command in commands.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            await PrintAsync(command);
        }
    }

    private async Task<string> PrintAsync(string command)
    {
        var (exit, output, error) = await _commands.RunAsync([.. command.Split(' '), "--athlete", "anna"]);
        Assert.True(exit == ActivitySync.Commands.ExitCode.Done, error);
        return output;
    }

    private async Task<List<PlanDay>> ReadPlanAsync()
    {
        using var plan = JsonDocument.Parse(await PrintAsync("plan --json"));
        return
        [
            .. plan
                .RootElement.GetProperty("calendar")
                .EnumerateArray()
                .Select(day => new PlanDay(
                    ParseDate(day.GetProperty("date").GetString()!),
                    day.GetProperty("swedish").GetString()!,
                    day.GetProperty("deepTissue").GetString()!
                )),
        ];
    }

    private async Task<HashSet<DateOnly>> ReadRaceDaysAsync()
    {
        using var races = JsonDocument.Parse(await PrintAsync("race list --json"));
        return [.. races.RootElement.EnumerateArray().Select(race => ParseDate(race.GetProperty("date").GetString()!))];
    }

    private static string ChooseWord(PlanDay day, HashSet<DateOnly> races) =>
        day switch
        {
            { Swedish: "suggested" } or { Deep: "suggested" } => "Best",
            { Swedish: "blocked", Deep: "blocked" } => races.Contains(day.Date) ? "Race" : "No",
            { Deep: "blocked" } => "Light",
            _ => "OK",
        };

    private static Dictionary<DateOnly, (string Style, string Word)> ReadCells(string html) =>
        CellPattern()
            .Matches(html)
            .ToDictionary(
                cell => ParseDate(cell.Groups["date"].Value),
                cell => (cell.Groups["style"].Value, WordPattern().Match(cell.Value).Groups["word"].Value)
            );

    private static string FindCell(string html, string date) =>
        CellPattern().Matches(html).Single(cell => cell.Groups["date"].Value == date).Value;

    private static Dictionary<string, string> ReadReasons(string html) =>
        ReasonPattern()
            .Matches(html)
            .ToDictionary(
                row => WebUtility.HtmlDecode(row.Groups["day"].Value),
                row => WebUtility.HtmlDecode(row.Groups["text"].Value)
            );

    private static string FindId(string html, string letter) =>
        Regex.Match(html, $"name=\"id\" value=\"(?<id>{letter}[0-9]+)\"").Groups["id"].Value;

    private async Task<HttpResponseMessage> UndoAsync(string page)
    {
        var id = Regex.Match(page, "saved=(?<id>[0-9]+)").Groups["id"].Value;
        return await PageFixture.PressAsync(Browser, page, "/undo", ("id", id), ("back", page.Split('?')[0]));
    }

    private static DateOnly ParseDate(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record PlanDay(DateOnly Date, string Swedish, string Deep);

    [GeneratedRegex(
        "<td class=\"(?<style>[^\"]*)\"[^>]*><time datetime=\"(?<date>[^\"]*)\">.*?</td>",
        RegexOptions.Singleline
    )]
    private static partial Regex CellPattern();

    [GeneratedRegex("<small class=\"word\">(?<word>[^<]*)</small>")]
    private static partial Regex WordPattern();

    [GeneratedRegex("<tr><th scope=\"row\">(?<day>[^<]*)</th><td>(?<text>[^<]*)</td></tr>")]
    private static partial Regex ReasonPattern();
}
