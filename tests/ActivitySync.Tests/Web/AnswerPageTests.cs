using System.Net;
using System.Text.RegularExpressions;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Tests.Web;

/// <summary>The page behind a link of an email: what it shows, saves and undoes.</summary>
public sealed class AnswerPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = AnswerPageFixture.Now;
    private static readonly DateOnly Today = AnswerPageFixture.Today;

    private readonly AnswerPageFixture _fixture = new();

    public static TheoryData<int> Actions => [.. Enum.GetValues<AnswerAction>().Select(action => (int)action)];

    private static long Window { get; } =
        AnswerDays.ToArgument(MassageKind.Swedish, Today.AddDays(1), Today.AddDays(2));

    private static long PastWindow { get; } =
        AnswerDays.ToArgument(MassageKind.DeepTissue, Today.AddDays(-4), Today.AddDays(-3));

    private static long LongWindow { get; } =
        AnswerDays.ToArgument(MassageKind.Swedish, Today.AddDays(1), Today.AddDays(6));

    public async ValueTask InitializeAsync() => await _fixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Opening_a_link_stores_nothing(int action)
    {
        _fixture.AddEverything();
        var before = ReadAll();
        foreach (var argument in new[] { 0, 1, Window, PastWindow, Today.DayNumber - 1, Today.DayNumber, 4711 })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
            {
                foreach (var query in new[] { "", "?undo=1" })
                {
                    using var request = new HttpRequestMessage(
                        method,
                        _fixture.GetUrl(new AnswerChoice((AnswerAction)action, argument), query: query)
                    );
                    using var response = await _fixture.Browser.SendAsync(
                        request,
                        TestContext.Current.CancellationToken
                    );
                    Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
                }
            }
        }

        Assert.Equal(before, ReadAll());
    }

    [Fact]
    public async Task A_booking_is_saved_once_and_can_be_undone()
    {
        var choice = new AnswerChoice(AnswerAction.Booked, Window);
        var page = await GetAsync(choice);
        Assert.Contains("a Swedish massage", page, StringComparison.Ordinal);
        Assert.Contains("Tuesday 24 November", page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, "<button>"));

        for (var press = 0; press < 2; press++)
        {
            var saved = await PostAsync(choice, ("day", "2026-11-25"));
            Assert.Contains("You booked a Swedish massage for Wednesday 25 November.", saved, StringComparison.Ordinal);
            Assert.Contains("action=\"?undo=1\"", saved, StringComparison.Ordinal);
            Assert.Equal([new Massage(Today.AddDays(2), MassageKind.Swedish)], GetSlots());
        }

        Assert.Contains("Undone", await UndoAsync(choice), StringComparison.Ordinal);
        Assert.Empty(GetSlots());
        Assert.Contains("Undone", await UndoAsync(choice), StringComparison.Ordinal);

        await PostAsync(choice, ("day", "2026-11-24"));
        Assert.Equal([new Massage(Today.AddDays(1), MassageKind.Swedish)], GetSlots());
    }

    [Fact]
    public async Task Another_day_replaces_the_first_one()
    {
        var choice = new AnswerChoice(AnswerAction.Booked, Window);
        await PostAsync(choice, ("day", "2026-11-24"));
        await PostAsync(choice, ("day", "2026-11-25"));

        Assert.Equal([new Massage(Today.AddDays(2), MassageKind.Swedish)], GetSlots());
        await UndoAsync(choice);
        Assert.Empty(GetSlots());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-26")]
    [InlineData("tomorrow")]
    [InlineData("0000-00-00")]
    public async Task A_day_that_was_not_suggested_is_refused(string day)
    {
        var choice = new AnswerChoice(AnswerAction.Booked, Window);
        using var response = await SendAsync(choice, fields: [("day", day)]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("role=\"alert\"", await ReadAsync(response), StringComparison.Ordinal);
        Assert.Empty(GetSlots());
    }

    [Fact]
    public async Task Days_that_have_passed_cannot_be_booked()
    {
        var page = await GetAsync(new AnswerChoice(AnswerAction.Booked, PastWindow));

        Assert.Contains("have passed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<button>", page, StringComparison.Ordinal);
        using var response = await SendAsync(
            new AnswerChoice(AnswerAction.Booked, PastWindow),
            fields: [("day", "2026-11-19")]
        );
        Assert.Empty(GetSlots());
    }

    [Fact]
    public async Task A_massage_is_saved_with_its_day_and_kind()
    {
        var choice = new AnswerChoice(AnswerAction.HadMassage);
        var saved = await PostAsync(choice, ("day", "2026-11-21"), ("kind", "deep-tissue"));

        Assert.Contains("You had a massage on Saturday 21 November.", saved, StringComparison.Ordinal);
        Assert.Equal([new Massage(Today.AddDays(-2), MassageKind.DeepTissue)], GetMassages());
        await UndoAsync(choice);
        Assert.Empty(GetMassages());
    }

    [Fact]
    public async Task The_suggested_massage_was_had_or_not()
    {
        var (yes, no) = (
            new AnswerChoice(AnswerAction.HadSuggested, PastWindow),
            new AnswerChoice(AnswerAction.DidNotHave, PastWindow)
        );
        await PostAsync(yes, ("day", "2026-11-19"));
        Assert.Equal([new Massage(Today.AddDays(-4), MassageKind.DeepTissue)], GetMassages());

        Assert.Contains("You skipped the massage", await PostAsync(no), StringComparison.Ordinal);
        Assert.Empty(GetMassages());
        using var logbook = _fixture.Open("anna");
        Assert.Single(DeclinedSuggestionRepository.GetAll(logbook.Connection, logbook.AthleteId));
    }

    [Fact]
    public async Task Not_this_week_declines_the_suggestion()
    {
        var choice = new AnswerChoice(AnswerAction.NotThisWeek, Window);
        await PostAsync(choice);
        using (var logbook = _fixture.Open("anna"))
        {
            Assert.True(logbook.IsDeclined(Today.AddDays(1), Today.AddDays(2)));
        }

        await UndoAsync(choice);
        using (var logbook = _fixture.Open("anna"))
        {
            Assert.False(logbook.IsDeclined(Today.AddDays(1), Today.AddDays(2)));
        }
    }

    [Fact]
    public async Task The_last_answer_about_a_massage_counts()
    {
        using (var logbook = _fixture.Open("anna"))
        {
            logbook.AddMassage(Today.AddDays(-3), MassageKind.Swedish);
            logbook.AddMassage(Today, MassageKind.Swedish);
        }

        var day = Today.AddDays(-3).DayNumber;
        foreach (
            var action in new[] { AnswerAction.Better, AnswerAction.Worse, AnswerAction.Better, AnswerAction.Same }
        )
        {
            await PostAsync(new AnswerChoice(action, day));
            Assert.Equal([(Today.AddDays(-3), action.ToString())], GetFeelings());
        }

        await UndoAsync(new AnswerChoice(AnswerAction.Same, day));
        Assert.Empty(GetFeelings());
        Assert.Contains(
            "isn’t there any more",
            await PostAsync(new AnswerChoice(AnswerAction.Better, day - 1)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_run_is_labeled_and_the_label_can_be_undone()
    {
        var id = _fixture.AddRun();
        var page = await GetAsync(new AnswerChoice(AnswerAction.WasRace, id));
        Assert.Contains("your run on Sunday 22 November was a race", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret title", page, StringComparison.Ordinal);

        await PostAsync(new AnswerChoice(AnswerAction.WasRace, id));
        await PostAsync(new AnswerChoice(AnswerAction.WasRace, id));
        Assert.Equal(["Race"], GetLabels());
        await PostAsync(new AnswerChoice(AnswerAction.JustRun, id));
        Assert.Equal(["Easy"], GetLabels());
        await UndoAsync(new AnswerChoice(AnswerAction.JustRun, id));
        Assert.Empty(GetLabels());
    }

    [Fact]
    public async Task A_run_of_somebody_else_is_not_found()
    {
        var id = _fixture.AddRun();
        var page = await PostAsync("ben", new AnswerChoice(AnswerAction.WasRace, id));

        Assert.Contains("gibt es nicht mehr", page, StringComparison.Ordinal);
        Assert.Empty(GetLabels());
        Assert.DoesNotContain(
            "November",
            await GetAsync(new AnswerChoice(AnswerAction.WasRace, id), athlete: "ben"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_race_that_was_not_started_is_removed_and_comes_back()
    {
        string race;
        using (var logbook = _fixture.Open("anna"))
        {
            race = logbook.AddRace(Today.AddDays(-1), "Harbour <Marathon>", 42_195, null).EntryId!;
        }

        var (ran, didNotStart) = (
            new AnswerChoice(AnswerAction.Ran, Today.DayNumber - 1),
            new AnswerChoice(AnswerAction.DidNotStart, Today.DayNumber - 1)
        );
        Assert.Contains("Harbour &lt;Marathon&gt;", await GetAsync(didNotStart, isRaw: true), StringComparison.Ordinal);
        await PostAsync(didNotStart, ("entry", race));
        Assert.Empty(GetRaces());
        await PostAsync(ran);
        Assert.Equal(["Harbour <Marathon>"], GetRaces());
    }

    [Fact]
    public async Task A_day_that_is_refused_leaves_the_earlier_booking()
    {
        var choice = new AnswerChoice(AnswerAction.Booked, Window);
        await PostAsync(choice, ("day", "2026-11-24"));
        _fixture.Clock.Advance(TimeSpan.FromDays(1));

        using var response = await SendAsync(choice, fields: [("day", "2026-11-23")]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([new Massage(Today.AddDays(1), MassageKind.Swedish)], GetSlots());
        await PostAsync(choice, ("day", "2026-11-25"));
        Assert.Equal([new Massage(Today.AddDays(2), MassageKind.Swedish)], GetSlots());
    }

    [Fact]
    public async Task A_massage_that_is_refused_leaves_the_other_answer()
    {
        await PostAsync(new AnswerChoice(AnswerAction.DidNotHave, PastWindow));

        using var response = await SendAsync(
            new AnswerChoice(AnswerAction.HadSuggested, PastWindow),
            fields: [("day", "2026-11-22")]
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var logbook = _fixture.Open("anna");
        Assert.Single(DeclinedSuggestionRepository.GetAll(logbook.Connection, logbook.AthleteId));
    }

    [Fact]
    public async Task Another_day_replaces_the_first_one_also_days_later()
    {
        var choice = new AnswerChoice(AnswerAction.Booked, LongWindow);
        await PostAsync(choice, ("day", "2026-11-25"));
        WaitDays(2);

        var page = await PostAsync(choice, ("day", "2026-11-27"));

        Assert.Equal([new Massage(Today.AddDays(4), MassageKind.Swedish)], GetSlots());
        Assert.DoesNotContain("Your earlier answer", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_booking_that_the_athlete_changed_stays_and_the_page_says_so()
    {
        var choice = new AnswerChoice(AnswerAction.Booked, LongWindow);
        await PostAsync(choice, ("day", "2026-11-25"));
        using (var logbook = _fixture.Open("anna"))
        {
            var slot = Assert.Single(logbook.GetEntries(EntryKind.Slot));
            logbook.RemoveSlot(slot.Id.ToString());
            logbook.AddSlot(Today.AddDays(3), MassageKind.DeepTissue);
        }

        var page = await PostAsync(choice, ("day", "2026-11-27"));

        Assert.Contains("You booked a Swedish massage for Friday 27 November.", page, StringComparison.Ordinal);
        Assert.Contains("Your earlier answer was changed since", page, StringComparison.Ordinal);
        Assert.Equal(
            [new Massage(Today.AddDays(3), MassageKind.DeepTissue), new Massage(Today.AddDays(4), MassageKind.Swedish)],
            GetSlots()
        );
    }

    [Fact]
    public async Task A_massage_is_replaced_by_the_opposite_also_days_later()
    {
        await PostAsync(new AnswerChoice(AnswerAction.HadSuggested, PastWindow), ("day", "2026-11-19"));
        WaitDays(2);

        await PostAsync(new AnswerChoice(AnswerAction.DidNotHave, PastWindow));

        Assert.Empty(GetMassages());
    }

    [Fact]
    public async Task A_label_is_replaced_days_later_without_a_note()
    {
        var id = _fixture.AddRun();
        await PostAsync(new AnswerChoice(AnswerAction.WasRace, id));
        WaitDays(2);

        var page = await PostAsync(new AnswerChoice(AnswerAction.JustRun, id));

        Assert.DoesNotContain("Your earlier answer", page, StringComparison.Ordinal);
        Assert.Equal("Easy", GetLabels()[^1]);
    }

    [Fact]
    public async Task A_race_that_was_run_is_stored_so_that_no_email_asks_again()
    {
        using (var logbook = _fixture.Open("anna"))
        {
            logbook.AddRace(Today.AddDays(-1), "Harbour Marathon", 42_195, null);
        }

        var ran = new AnswerChoice(AnswerAction.Ran, Today.DayNumber - 1);
        for (var press = 0; press < 2; press++)
        {
            Assert.Contains("You ran the race", await PostAsync(ran), StringComparison.Ordinal);
            Assert.Equal([Today.AddDays(-1)], GetConfirmedStarts());
        }

        Assert.Contains("Undone", await UndoAsync(ran), StringComparison.Ordinal);
        Assert.Empty(GetConfirmedStarts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Running_a_race_and_not_starting_replace_each_other(int days)
    {
        string race;
        using (var logbook = _fixture.Open("anna"))
        {
            race = logbook.AddRace(Today.AddDays(-1), "Harbour Marathon", 42_195, Importance.A).EntryId!;
        }

        var (ran, didNotStart) = (
            new AnswerChoice(AnswerAction.Ran, Today.DayNumber - 1),
            new AnswerChoice(AnswerAction.DidNotStart, Today.DayNumber - 1)
        );
        for (var change = 0; change < 2; change++)
        {
            await PostAsync(didNotStart, ("entry", race));
            Assert.Empty(GetRaces());
            Assert.Empty(GetConfirmedStarts());
            WaitDays(days);

            await PostAsync(ran);
            Assert.Equal(["Harbour Marathon"], GetRaces());
            Assert.Equal([Today.AddDays(-1)], GetConfirmedStarts());
            WaitDays(days);
        }
    }

    [Fact]
    public async Task A_start_that_the_page_stored_ends_with_the_race()
    {
        string race;
        using (var logbook = _fixture.Open("anna"))
        {
            race = logbook.AddRace(Today.AddDays(-1), "Harbour Marathon", 42_195, null).EntryId!;
            logbook.ConfirmStart(Today.AddDays(-1));
        }

        var didNotStart = new AnswerChoice(AnswerAction.DidNotStart, Today.DayNumber - 1);
        await PostAsync(didNotStart, ("entry", race));
        Assert.Empty(GetConfirmedStarts());

        await UndoAsync(didNotStart);
        Assert.Equal(["Harbour Marathon"], GetRaces());
        Assert.Equal([Today.AddDays(-1)], GetConfirmedStarts());
    }

    [Fact]
    public async Task A_race_that_is_unknown_leaves_the_other_answer()
    {
        using (var logbook = _fixture.Open("anna"))
        {
            logbook.AddRace(Today.AddDays(-1), "Harbour Marathon", 42_195, null);
        }

        await PostAsync(new AnswerChoice(AnswerAction.Ran, Today.DayNumber - 1));
        var page = await PostAsync(new AnswerChoice(AnswerAction.DidNotStart, Today.DayNumber - 1), ("entry", "r4711"));

        Assert.Contains("isn’t there any more", page, StringComparison.Ordinal);
        Assert.Equal([Today.AddDays(-1)], GetConfirmedStarts());
    }

    [Fact]
    public async Task What_answers_replaced_is_stored_for_two_weeks_without_health_notes()
    {
        await PostAsync(new AnswerChoice(AnswerAction.Booked, LongWindow), ("day", "2026-11-25"));
        await PostAsync(
            new AnswerChoice(AnswerAction.Hurts),
            ("area", "calf"),
            ("severity", "3"),
            ("day", "2026-11-23")
        );
        Assert.Equal(2, CountUndoSteps());

        WaitDays(2);
        Assert.Equal(1, CountUndoSteps());
        Assert.Contains(
            "more than a day ago",
            await UndoAsync(new AnswerChoice(AnswerAction.Booked, LongWindow)),
            StringComparison.Ordinal
        );

        WaitDays(13);
        Assert.Equal(0, CountUndoSteps());
    }

    [Fact]
    public async Task A_pain_is_answered_with_the_safety_text_first()
    {
        var choice = new AnswerChoice(AnswerAction.Hurts);
        (string, string)[] form =
        [
            ("side", "left"),
            ("area", "calf"),
            ("severity", "4"),
            ("day", "2026-11-23"),
            ("sign", "one-sided-swelling"),
            ("sign", "made-up"),
        ];
        for (var press = 0; press < 2; press++)
        {
            var page = await PostAsync(choice, form);
            Assert.Equal("See a doctor today.", Regex.Match(page, "<h1>([^<]*)</h1>").Groups[1].Value);
            Assert.True(
                page.IndexOf("See a doctor", StringComparison.Ordinal)
                    < page.IndexOf("until you tell me", StringComparison.Ordinal)
            );
            var pain = Assert.Single(GetPains());
            Assert.Equal(("left calf", 4, Today), (pain.Area, pain.Severity, pain.Date));
            Assert.Equal(["one-sided-swelling"], pain.Signs);
        }

        await UndoAsync(choice);
        Assert.Empty(GetPains());
    }

    [Fact]
    public async Task A_second_pain_does_not_replace_the_first()
    {
        var choice = new AnswerChoice(AnswerAction.Hurts);
        await PostAsync(choice, ("area", "knee"), ("severity", "3"), ("day", "2026-11-23"));
        await PostAsync(choice, ("other", "my  <b>elbow</b>"), ("severity", "2"), ("day", "2026-11-22"));
        Assert.Equal(2, GetPains().Count);

        await UndoAsync(choice);
        Assert.Equal("knee", Assert.Single(GetPains()).Area);
    }

    [Theory]
    [InlineData("", "3", "2026-11-23")]
    [InlineData("calf", "", "2026-11-23")]
    [InlineData("calf", "11", "2026-11-23")]
    [InlineData("calf", "NaN", "2026-11-23")]
    [InlineData("calf", "3", "2026-11-24")]
    [InlineData("calf", "3", "2025-11-23")]
    public async Task An_incomplete_pain_is_refused(string area, string severity, string day)
    {
        using var response = await SendAsync(
            new AnswerChoice(AnswerAction.Hurts),
            fields: [("area", area), ("severity", severity), ("day", day)]
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(GetPains());
    }

    [Fact]
    public async Task A_pain_that_is_refused_is_shown_as_it_was_sent()
    {
        using var response = await SendAsync(
            new AnswerChoice(AnswerAction.Hurts),
            fields:
            [
                ("side", "right"),
                ("area", "shin"),
                ("other", "\"><b>shin</b>"),
                ("severity", ""),
                ("day", "2026-11-20"),
                ("sign", "chest-pain"),
                ("sign", "made-up"),
            ]
        );
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("name=\"side\" value=\"right\" checked>", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"shin\" selected>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"&quot;&gt;&lt;b&gt;shin&lt;/b&gt;\">", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"2026-11-20\" selected>", page, StringComparison.Ordinal);
        Assert.Contains("name=\"sign\" value=\"chest-pain\" checked>", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, " checked>"));
        Assert.DoesNotContain("made-up", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right", "", "elbow", "elbow (right)")]
    [InlineData("right", "calf", "elbow", "elbow (right)")]
    [InlineData("", "", "elbow", "elbow")]
    [InlineData("left", "quad", "", "left quad")]
    [InlineData("middle", "lower back", "", "lower back")]
    public async Task A_pain_keeps_its_side(string side, string area, string other, string expected)
    {
        await PostAsync(
            new AnswerChoice(AnswerAction.Hurts),
            ("side", side),
            ("area", area),
            ("other", other),
            ("severity", "3"),
            ("day", "2026-11-23")
        );

        Assert.Equal(expected, Assert.Single(GetPains()).Area);
    }

    [Fact]
    public async Task A_pain_ends_and_can_be_opened_again()
    {
        string entry;
        using (var logbook = _fixture.Open("anna"))
        {
            entry = logbook.AddPain("left calf", 6, ["one-sided-swelling"], Today.AddDays(-1)).EntryId!;
        }

        var choice = new AnswerChoice(AnswerAction.PainGone);
        Assert.Contains("left calf", await GetAsync(choice), StringComparison.Ordinal);
        await PostAsync(choice, ("entry", entry));
        await PostAsync(choice, ("entry", entry));
        Assert.Equal(Today, Assert.Single(GetPains()).ResolvedOn);
        Assert.Contains("gone already", await GetAsync(choice), StringComparison.Ordinal);
        await UndoAsync(choice);
        Assert.Null(Assert.Single(GetPains()).ResolvedOn);
    }

    [Fact]
    public async Task A_week_without_emails_begins_today()
    {
        var choice = new AnswerChoice(AnswerAction.PauseWeek);
        await PostAsync(choice);
        Assert.Equal(Today.AddDays(7), GetPause());

        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Contains("through Monday 30 November", await PostAsync(choice), StringComparison.Ordinal);
        Assert.Equal(Today.AddDays(7), GetPause());
    }

    [Fact]
    public async Task A_longer_pause_stays()
    {
        using (var logbook = _fixture.Open("anna"))
        {
            PauseRepository.Save(logbook.Connection, logbook.AthleteId, PauseRepository.Indefinitely);
        }

        var page = await PostAsync(new AnswerChoice(AnswerAction.PauseWeek));

        Assert.Contains("paused for longer", page, StringComparison.Ordinal);
        Assert.Equal(PauseRepository.Indefinitely, GetPause());
    }

    [Fact]
    public async Task An_answer_can_be_undone_for_a_day()
    {
        var choice = new AnswerChoice(AnswerAction.Booked, Window);
        await PostAsync(choice, ("day", "2026-11-25"));
        _fixture.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Contains("more than a day ago", await UndoAsync(choice), StringComparison.Ordinal);
        Assert.Single(GetSlots());
    }

    [Fact]
    public async Task An_answer_that_was_saved_in_another_way_stays_when_undone()
    {
        using (var logbook = _fixture.Open("anna"))
        {
            logbook.AddSlot(Today.AddDays(2), MassageKind.Swedish);
        }

        var choice = new AnswerChoice(AnswerAction.Booked, Window);
        var page = await PostAsync(choice, ("day", "2026-11-25"));
        Assert.Contains("saved like this before", page, StringComparison.Ordinal);
        Assert.DoesNotContain("undo=1", page, StringComparison.Ordinal);
        await UndoAsync(choice);
        Assert.Single(GetSlots());
    }

    [Fact]
    public async Task The_choices_of_an_email_are_links_of_their_own()
    {
        var question = new AnswerQuestion(AnswerQuestionKind.Massage, Window);
        var page = await GetAsync(question.All);
        var links = Regex.Matches(page, "<a class=\"button\" href=\"([^\"]+)\">([^<]*)</a>");

        Assert.Equal(
            ["I’ve booked it", "I had one", "Something hurts", "Not this week", "Pause for a week"],
            links.Select(link => link.Groups[2].Value)
        );
        Assert.Equal(
            [.. question.Choices, new AnswerChoice(AnswerAction.PauseWeek)],
            links.Select(link => _fixture.Links.Find(link.Groups[1].Value)!.Choice)
        );
        Assert.All(links, link =>
            Assert.Equal(Now + AnswerLinks.Validity, _fixture.Links.Find(link.Groups[1].Value)!.ExpiresAt)
        );
        using var response = await SendAsync(question.All);
        Assert.Equal(page, await ReadAsync(response));
    }

    [Fact]
    public async Task Every_invalid_link_gets_the_same_page()
    {
        var valid = _fixture.GetUrl(new AnswerChoice(AnswerAction.Hurts));
        var token = valid.Segments[^1];
        var removed = _fixture.Links.CreateToken(
            new MailAnswer(
                _fixture.Settings.FileAthletes[1] with
                {
                    Name = "carla",
                },
                99,
                1,
                new AnswerChoice(AnswerAction.Hurts),
                Now.AddDays(1)
            )
        );
        var expired = _fixture.Links.CreateToken(_fixture.Links.Find(token)! with { ExpiresAt = Now.AddMinutes(-1) });
        var foreign = _fixture.Links.CreateToken(
            _fixture.Links.Find(token)! with
            {
                Athlete = _fixture.Settings.FileAthletes[1],
            }
        );
        var unknown = _fixture.Links.CreateToken(
            _fixture.Links.Find(token)! with
            {
                Choice = new AnswerChoice(AnswerAction.Choose, 15),
            }
        );
        var bodies = new List<string>();
        foreach (
            var invalid in new[]
            {
                removed,
                expired,
                foreign,
                unknown,
                "x",
                token[..^1],
                $"{token}A",
                new string('A', 500),
            }
        )
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var request = new HttpRequestMessage(method, new Uri(valid, invalid));
                using var response = await _fixture.Browser.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
                bodies.Add(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }

        Assert.Single(bodies.Distinct());
        Assert.DoesNotContain("anna", bodies[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_page_is_not_stored_indexed_or_named_to_others_and_has_no_script()
    {
        using var response = await _fixture.Browser.GetAsync(
            _fixture.GetUrl(new AnswerChoice(AnswerAction.Hurts), athlete: "ben"),
            TestContext.Current.CancellationToken
        );
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith("noindex", response.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style));
        Assert.Contains(Convert.ToBase64String(hash), policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<script| on[a-z]+=| style=", page);
        Assert.Contains("<html lang=\"de\">", page, StringComparison.Ordinal);
        Assert.Contains("<title>Mir tut etwas weh · ActivitySync</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_form_is_refused()
    {
        var choice = new AnswerChoice(AnswerAction.Hurts);
        using var response = await SendAsync(
            choice,
            fields: [("area", "calf"), ("severity", "3"), ("day", "2026-11-23"), ("other", new string('x', 9000))]
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(GetPains());
    }

    [Fact]
    public async Task Every_page_has_one_heading_in_each_language()
    {
        _fixture.AddEverything();
        foreach (var athlete in _fixture.Settings.FileAthletes)
        {
            foreach (var action in Enum.GetValues<AnswerAction>().Where(action => action != AnswerAction.Choose))
            {
                var argument = action switch
                {
                    AnswerAction.Booked or AnswerAction.NotThisWeek => Window,
                    AnswerAction.HadSuggested or AnswerAction.DidNotHave => PastWindow,
                    _ => Today.DayNumber - 1,
                };
                var page = await GetAsync(new AnswerChoice(action, argument), athlete: athlete.Name);
                Assert.Equal(1, Regex.Count(page, "<h1>"));
                Assert.Contains(
                    Languages.GetOrDefault(athlete.Language).Answers.Choice(action),
                    page,
                    StringComparison.Ordinal
                );
                Assert.DoesNotContain("{", Regex.Replace(page, "(?s)<style>.*</style>", ""), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/self-massage", "en", "Self-massage")]
    [InlineData("/self-massage.de", "de", "Selbstmassage")]
    public async Task The_guide_is_for_everybody_with_its_drawings(string path, string language, string heading)
    {
        using var response = await _fixture.Browser.GetAsync(
            new Uri(_fixture.Address, path),
            TestContext.Current.CancellationToken
        );
        var page = await ReadAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{heading}</h1>", page, StringComparison.Ordinal);
        var pictures = Regex.Matches(page, "<img src=\"([^\"]+)\"");
        Assert.Equal(6, pictures.Count);
        foreach (
            var address in pictures.Select(picture => new Uri(new Uri(_fixture.Address, path), picture.Groups[1].Value))
        )
        {
            using var picture = await _fixture.Browser.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
            Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
            Assert.Contains(
                "default-src 'none'",
                picture.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("/self-massage/none.svg")]
    [InlineData("/self-massage/..%2f..%2fappsettings.json")]
    [InlineData("/self-massage/self-massage.html")]
    public async Task Only_drawings_are_served_next_to_the_guide(string path)
    {
        using var response = await _fixture.Browser.GetAsync(
            new Uri(_fixture.Address, path),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<string> GetAsync(AnswerChoice choice, string athlete = "anna", bool isRaw = false)
    {
        using var response = await _fixture.Browser.GetAsync(
            _fixture.GetUrl(choice, athlete),
            TestContext.Current.CancellationToken
        );
        return isRaw
            ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            : await ReadAsync(response);
    }

    private Task<string> PostAsync(AnswerChoice choice, params (string, string)[] fields) =>
        PostAsync("anna", choice, "", fields);

    private Task<string> PostAsync(string athlete, AnswerChoice choice) => PostAsync(athlete, choice, "", []);

    private Task<string> UndoAsync(AnswerChoice choice) => PostAsync("anna", choice, "?undo=1", []);

    private async Task<string> PostAsync(string athlete, AnswerChoice choice, string query, (string, string)[] fields)
    {
        using var response = await SendAsync(choice, query, athlete, fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private async Task<HttpResponseMessage> SendAsync(
        AnswerChoice choice,
        string query = "",
        string athlete = "anna",
        (string Name, string Value)[]? fields = null
    )
    {
        using var body = new FormUrlEncodedContent(
            (fields ?? []).Select(field => KeyValuePair.Create(field.Name, field.Value))
        );
        return await _fixture.Browser.PostAsync(
            _fixture.GetUrl(choice, athlete, query),
            body,
            TestContext.Current.CancellationToken
        );
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    /// <summary>Lets days pass, with what the daemon deletes meanwhile.</summary>
    private void WaitDays(int days)
    {
        _fixture.Clock.Advance(TimeSpan.FromDays(days));
        var now = _fixture.Clock.GetUtcNow();
        using var connection = _fixture.Database.Open();
        MailAnswerRepository.DeleteExpired(connection, AnswerLinks.Validity, now);
        UndoStepRepository.DeleteExpired(connection, now);
    }

    private long CountUndoSteps()
    {
        using var connection = _fixture.Database.Open();
        return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM undo_steps");
    }

    private List<DateOnly> GetConfirmedStarts()
    {
        using var logbook = _fixture.Open("anna");
        return [.. ConfirmedStartRepository.GetAll(logbook.Connection, logbook.AthleteId)];
    }

    private List<string> GetLabels()
    {
        using var logbook = _fixture.Open("anna");
        return
        [
            .. LabelRepository.GetAll(logbook.Connection, logbook.AthleteId).Select(label => label.Kind.ToString()),
        ];
    }

    /// <summary>Everything stored about the athletes.</summary>
    private string ReadAll()
    {
        var all = new List<string>();
        foreach (var athlete in _fixture.Settings.FileAthletes)
        {
            using var logbook = _fixture.Open(athlete.Name);
            all.AddRange(logbook.GetAll().Select(entry => entry.ToString()));
            all.AddRange(
                ActivitySync
                    .Data.AthleteTableReader.ReadAll(logbook.Connection, logbook.AthleteId)
                    .Select(table => $"{table.Name}: {table.Rows.Count}")
            );
        }

        return string.Join('\n', all);
    }

    private List<Massage> GetSlots() => GetEntries(EntryKind.Slot, (SlotEntry entry) => entry.Massage);

    private List<Massage> GetMassages() => GetEntries(EntryKind.Massage, (MassageEntry entry) => entry.Massage);

    private List<Pain> GetPains() => GetEntries(EntryKind.Pain, (PainEntry entry) => entry.Pain);

    private List<string> GetRaces() => GetEntries(EntryKind.Race, (RaceEntry entry) => entry.Race.Name);

    private List<(DateOnly, string)> GetFeelings() =>
        GetEntries(EntryKind.Feeling, (FeelingEntry entry) =>
            (entry.Answer.MassageDate, entry.Answer.Feeling.ToString())
        );

    private List<T> GetEntries<TEntry, T>(EntryKind kind, Func<TEntry, T> select)
    {
        using var logbook = _fixture.Open("anna");
        return [.. logbook.GetEntries(kind).OfType<TEntry>().Select(select)];
    }

    private DateOnly? GetPause()
    {
        using var logbook = _fixture.Open("anna");
        return PauseRepository.FindEndDate(logbook.Connection, logbook.AthleteId);
    }
}
