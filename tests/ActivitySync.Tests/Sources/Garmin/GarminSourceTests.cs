using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace ActivitySync.Tests.Sources.Garmin;

public sealed class GarminSourceTests : IAsyncLifetime
{
    private GarminFixture _world = null!;

    public async ValueTask InitializeAsync() => _world = await GarminFixture.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Activities_come_with_their_local_start_sport_and_race_mark()
    {
        var start = new DateTimeOffset(2026, 10, 25, 9, 30, 0, TimeSpan.FromHours(1)); // the night the clocks went back
        _world.Garmin.Activities.Add(
            GarminServerFixture.Run(1, start, "Herbstlauf", 45, 9000, "trail_running", "race")
        );
        _world.Garmin.Activities.Add(GarminServerFixture.Run(2, start.AddDays(3), type: "street_running"));

        var report = await _world.SyncAsync();

        Assert.Equal(SourceOutcome.Complete, report.Outcome);
        Assert.Equal(3, report.Requests); // the token, the list, and its end
        var race = _world.StoredActivities.Single(stored => stored.Activity.Name == "Herbstlauf").Activity;
        Assert.Equal(start, race.Start);
        Assert.Equal(TimeSpan.FromHours(1), race.Start.Offset);
        Assert.Equal("trail-run", race.Sport);
        Assert.Equal(SourceTag.Race, race.SourceTag);
        Assert.Equal(45 * 60, race.MovingSeconds);
        Assert.Equal(45 * 61, race.ElapsedSeconds);
        Assert.Null(_world.StoredActivities.Single(stored => stored.Activity.Sport == "run").Activity.SourceTag);
    }

    [Fact]
    public async Task Late_uploads_edits_a_race_mark_set_afterwards_and_deletions_are_all_seen()
    {
        var day = GarminFixture.Now.AddDays(-20);
        for (var i = 1; i <= 30; i++)
        {
            _world.Garmin.Activities.Add(GarminServerFixture.Run(i, day.AddHours(i * 7)));
        }

        await _world.SyncAsync();

        _world.Garmin.Activities[4]["eventType"] = new JsonObject { ["typeKey"] = "race" };
        _world.Garmin.Activities.RemoveAt(9);
        _world.Garmin.Activities.Add(GarminServerFixture.Run(99, day.AddDays(-3)));
        var report = await _world.SyncAsync();

        Assert.Equal((1, 1, 1), (report.Changes.New.Count, report.Changes.Changed.Count, report.Changes.Deleted.Count));
        Assert.Single(_world.StoredActivities, stored => stored.Activity.SourceTag == SourceTag.Race);
        Assert.Empty((await _world.SyncAsync()).Changes.Changed);
    }

    [Fact]
    public async Task A_token_is_used_for_its_day_renewed_before_its_end_and_once_when_it_is_refused()
    {
        await _world.SyncAsync();
        await _world.SyncAsync();
        Assert.Equal(1, _world.Garmin.TokenCalls);

        _world.Clock.Advance(TimeSpan.FromHours(23.6));
        await _world.SyncAsync();
        Assert.Equal(2, _world.Garmin.TokenCalls);

        _world.Garmin.RevokeTokens();
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
        Assert.Equal(3, _world.Garmin.TokenCalls);

        _world.Garmin.RevokeTokens();
        _world.Garmin.AcceptsKeys = false;
        var refused = await _world.SyncAsync();
        Assert.Equal(SourceOutcome.ActionNeeded, refused.Outcome);
        Assert.Contains("connect garmin --athlete anna", refused.Line, StringComparison.Ordinal);
        Assert.Contains("ended by a newer key", refused.Line, StringComparison.Ordinal);
        Assert.Equal(4, _world.Garmin.TokenCalls);
    }

    [Fact]
    public async Task A_row_of_another_account_is_left_out_and_nothing_is_deleted_for_it()
    {
        AddRuns(8, owner: 700);
        await _world.SyncAsync();

        _world.Garmin.Activities.RemoveAt(0);
        _world.Garmin.Activities[0]["ownerId"] = 701;
        var report = await _world.SyncAsync();

        Assert.Equal(SourceOutcome.Complete, report.Outcome);
        Assert.Empty(report.Changes.Deleted);
        Assert.Contains("another account (1)", report.Line, StringComparison.Ordinal);
        Assert.Equal(8, _world.StoredActivities.Count);
    }

    [Fact]
    public async Task Activities_of_another_account_than_before_are_refused_also_with_a_new_key()
    {
        AddRuns(3, owner: 700);
        await _world.SyncAsync();
        await _world.Use<GarminConnectionService>().ConnectAsync(GarminFixture.Anna, null, CancellationToken.None);
        foreach (var row in _world.Garmin.Activities)
        {
            row["ownerId"] = 701;
        }

        var report = await _world.SyncAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.False(report.Changes.HasAny);
        Assert.Contains("disconnect garmin --athlete anna", report.Line, StringComparison.Ordinal);
        _world.Use<GarminConnectionService>().Disconnect(GarminFixture.Anna);
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
    }

    [Fact]
    public async Task A_first_list_of_two_accounts_is_refused()
    {
        AddRuns(3, owner: 700);
        _world.Garmin.Activities[1]["ownerId"] = 701;

        var report = await _world.SyncAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.Empty(_world.StoredActivities);
    }

    [Fact]
    public async Task A_token_that_cannot_be_saved_is_used_and_saved_later()
    {
        AddRuns(3, owner: 700);
        _world.Use<Database>().RefuseRows("INSERT", "tokens");

        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
        _world.Use<Database>().AcceptRows("tokens");

        Assert.True(_world.Use<PendingWrites>().TryWriteAll());
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
        Assert.Equal(1, _world.Garmin.TokenCalls);
    }

    private void AddRuns(int count, int owner)
    {
        for (var i = 1; i <= count; i++)
        {
            var run = GarminServerFixture.Run(i, GarminFixture.Now.AddDays(-i));
            run["ownerId"] = owner;
            _world.Garmin.Activities.Add(run);
        }
    }

    [Fact]
    public async Task A_wait_that_Garmin_asks_for_is_kept_to_the_second_by_everybody()
    {
        await _world.SyncAsync();
        _world.Garmin.EnqueueStatus(429, retryAfter: "14");
        Assert.Equal(SourceOutcome.LimitReached, (await _world.SyncAsync()).Outcome);
        var before = _world.Garmin.ListCalls;

        _world.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(SourceOutcome.LimitReached, (await _world.SyncAsync()).Outcome);
        Assert.Equal(before, _world.Garmin.ListCalls);

        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
    }

    [Theory]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("2000000000")]
    public async Task No_wait_is_kept_for_more_than_a_day(string retryAfter)
    {
        await _world.SyncAsync();
        _world.Garmin.EnqueueStatus(429, retryAfter: retryAfter);
        Assert.Equal(SourceOutcome.LimitReached, (await _world.SyncAsync()).Outcome);

        _world.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(SourceOutcome.LimitReached, (await _world.SyncAsync()).Outcome);
        _world.Clock.Advance(TimeSpan.FromHours(1.01));
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
    }

    [Fact]
    public async Task A_wait_told_under_a_clock_that_ran_ahead_is_none()
    {
        _world.Clock.AdjustTime(GarminFixture.Now.AddYears(10));
        _world.Garmin.EnqueueStatus(429, retryAfter: "900");
        await _world.SyncAsync();
        _world.Clock.AdjustTime(GarminFixture.Now);

        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
    }

    [Theory]
    [InlineData(
        """{"filters":[],"activities":[{"activityId":1,"startTimeGMT":"2026-11-22 08:00:00"}]}""",
        true,
        "activityName"
    )]
    [InlineData("[1]", false, "activityId")]
    public async Task Whatever_counts_as_a_list_can_be_told_of(string body, bool works, string missing)
    {
        await _world.SyncAsync();
        _world.Garmin.EnqueueStatus(200, body);

        var probe = await _world.Use<GarminApiProbe>().ProbeAsync(GarminFixture.Anna, CancellationToken.None);

        Assert.Equal(works, probe.Error is null);
        Assert.Contains(missing, Assert.Single(probe.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_Garmin_asks_for_is_kept_by_a_person_s_calls_too()
    {
        await _world.SyncAsync();
        _world.Garmin.EnqueueStatus(429, retryAfter: "900");
        await _world.SyncAsync();
        var before = (_world.Garmin.ListCalls, _world.Garmin.TokenCalls);

        var connect = await Assert.ThrowsAsync<OperationException>(() =>
            _world.Use<GarminConnectionService>().ConnectAsync(GarminFixture.Anna, null, CancellationToken.None)
        );
        var (error, lines) = await _world.Use<GarminApiProbe>().ProbeAsync(GarminFixture.Anna, CancellationToken.None);

        Assert.Equal(ErrorKind.RemoteUnavailable, connect.Kind);
        Assert.Equal(ErrorKind.RemoteUnavailable, error);
        Assert.Contains("Wait until 2026-11-23 12:15 UTC", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Equal(before, (_world.Garmin.ListCalls, _world.Garmin.TokenCalls));
    }

    [Fact]
    public async Task A_guard_s_page_before_Garmin_says_nothing_of_the_key()
    {
        _world.Garmin.EnqueueFailure(async context =>
        {
            context.Response.StatusCode = 403;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<html>Checking your browser</html>");
        });

        Assert.Equal(SourceOutcome.Away, (await _world.SyncAsync()).Outcome);
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
    }

    [Theory]
    [InlineData(250)]
    [InlineData(99)]
    [InlineData(180)]
    public async Task Every_page_is_read_and_the_next_sync_too(int runs)
    {
        for (var i = 0; i < runs; i++)
        {
            _world.Garmin.Activities.Add(GarminServerFixture.Run(i + 1, GarminFixture.Now.AddHours(-9 * (i + 1))));
        }

        Assert.Equal(runs, (await _world.SyncAsync()).Changes.New.Count);

        Assert.Equal(runs, _world.StoredActivities.Count);
        Assert.Equal((0, 0, 0), await ChangesAsync());
    }

    [Theory]
    [InlineData(45, 130)]
    [InlineData(45, 45)]
    [InlineData(50, 180)]
    [InlineData(100, 130)]
    [InlineData(7, 40)]
    [InlineData(1, 5)]
    public async Task Pages_shorter_than_requested_are_not_the_end(int maxRows, int runs)
    {
        _world.Garmin.MaxPageRows = maxRows;
        for (var i = 0; i < runs; i++)
        {
            _world.Garmin.Activities.Add(GarminServerFixture.Run(i + 1, GarminFixture.Now.AddHours(-9 * (i + 1))));
        }

        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);

        Assert.Equal(runs, _world.StoredActivities.Count);
        Assert.Equal((0, 0, 0), await ChangesAsync());
    }

    [Fact]
    public async Task A_list_that_repeats_its_first_page_ends()
    {
        _world.Garmin.IgnoresStart = true;
        for (var i = 0; i < 120; i++)
        {
            _world.Garmin.Activities.Add(GarminServerFixture.Run(i + 1, GarminFixture.Now.AddHours(-9 * (i + 1))));
        }

        var report = await _world.SyncAsync();

        Assert.Equal(SourceOutcome.Complete, report.Outcome);
        Assert.Equal(3, report.Requests);
    }

    [Fact]
    public async Task Rows_that_move_between_pages_hide_and_double_nothing()
    {
        for (var i = 0; i < 250; i++)
        {
            _world.Garmin.Activities.Add(GarminServerFixture.Run(i + 1, GarminFixture.Now.AddHours(-9 * (i + 1))));
        }

        _world.Garmin.BeforePage = page =>
        {
            if (page == 2)
            {
                _world.Garmin.Activities.RemoveRange(0, 5);
            }

            if (page == 3)
            {
                _world.Garmin.Activities.Add(GarminServerFixture.Run(900, GarminFixture.Now.AddHours(-1)));
            }
        };
        await _world.SyncAsync();
        _world.Garmin.BeforePage = null;
        await _world.SyncAsync();
        Assert.Equal(246, _world.StoredActivities.Count);

        // more than the pages share: the reading is void, and nothing is believed of it
        _world.Garmin.BeforePage = page => _world.Garmin.Activities.RemoveRange(0, 20);
        Assert.Equal(SourceOutcome.Away, (await _world.SyncAsync()).Outcome);
        Assert.Equal(246, _world.StoredActivities.Count);
    }

    [Theory]
    [InlineData(200, "<html>busy</html>")]
    [InlineData(200, "")]
    [InlineData(200, "[{\"activityId\":1")]
    [InlineData(200, "{\"activities\":7}")]
    [InlineData(400, "")]
    [InlineData(404, "")]
    [InlineData(302, "")]
    public async Task An_answer_that_is_none_changes_nothing_and_is_told(int status, string body)
    {
        _world.Garmin.Activities.Add(GarminServerFixture.Run(1, GarminFixture.Now.AddDays(-1)));
        await _world.SyncAsync();
        _world.Garmin.EnqueueStatus(status, body);

        var report = await _world.SyncAsync();

        Assert.NotEqual(SourceOutcome.Complete, report.Outcome);
        Assert.NotNull(report.Line);
        Assert.Single(_world.StoredActivities);
        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
    }

    [Fact]
    public async Task A_temporary_failure_or_a_lost_connection_is_retried()
    {
        // The list refuses this token, so it is renewed once.
        _world.Garmin.EnqueueStatus(200, """{"access_token":"t"}""");
        _world.Garmin.EnqueueStatus(503);
        _world.Garmin.EnqueueDisconnect();

        Assert.Equal(SourceOutcome.Complete, (await _world.SyncAsync()).Outcome);
        Assert.Equal(1, _world.Garmin.MaxInFlight);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_set_aside_and_the_others_come_in()
    {
        _world.Garmin.Activities.Add(GarminServerFixture.Run(1, GarminFixture.Now.AddDays(-1)));
        _world.Garmin.Activities.Add(new JsonObject { ["activityId"] = 2, ["startTimeGMT"] = "yesterday" });
        _world.Garmin.Activities.Add(new JsonObject { ["activityId"] = "x", ["distance"] = "far" });

        var report = await _world.SyncAsync();

        Assert.Equal(SourceOutcome.Complete, report.Outcome);
        Assert.Single(_world.StoredActivities);
        Assert.Contains("left out", report.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connecting_tries_the_key_and_disconnecting_takes_all_that_came()
    {
        _world.Garmin.Activities.Add(GarminServerFixture.Run(1, GarminFixture.Now.AddDays(-1)));
        var connection = _world.Use<GarminConnectionService>();
        await connection.ConnectAsync(GarminFixture.Anna, new DateOnly(2027, 11, 1), CancellationToken.None);
        await _world.SyncAsync();
        Assert.Equal(new DateOnly(2027, 11, 1), connection.FindKeyExpiry(GarminFixture.Anna));

        connection.Disconnect(GarminFixture.Anna);
        _world.Use<SourceDataEraser>().Erase(_world.AthleteId, SourceNames.Garmin);
        Assert.Empty(_world.StoredActivities);

        _world.Garmin.AcceptsKeys = false;
        var exception = await Assert.ThrowsAsync<OperationException>(() =>
            connection.ConnectAsync(GarminFixture.Anna, null, CancellationToken.None)
        );
        Assert.Equal(ErrorKind.ActionRequired, exception.Kind);
    }

    [Fact]
    public async Task The_probe_tells_what_is_missing_and_quotes_nothing()
    {
        var run = GarminServerFixture.Run(1, GarminFixture.Now.AddDays(-1), "Secret title");
        run.Remove("eventType");
        _world.Garmin.Activities.Add(run);

        var (error, lines) = await _world.Use<GarminApiProbe>().ProbeAsync(GarminFixture.Anna, CancellationToken.None);

        Assert.Null(error);
        Assert.Contains("eventType", Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret title", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_key_nor_token_is_in_the_database_or_in_any_line()
    {
        await _world.SyncAsync();
        _world.Garmin.AcceptsKeys = false;
        _world.Garmin.RevokeTokens();
        var report = await _world.SyncAsync();
        var told =
            string.Join('\n', _world.Log.Lines)
            + report
            + ActivitySync.Commands.SyncCommand.FormatJson([report])
            + _world.Settings;
        var stored = _world.Use<Database>().ReadEverything();
        foreach (var secret in new[] { GarminServerFixture.Key, "sesame-garmin-token" })
        {
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        }
    }

    private async Task<(int New, int Changed, int Gone)> ChangesAsync()
    {
        var report = await _world.SyncAsync();
        return (report.Changes.New.Count, report.Changes.Changed.Count, report.Changes.Deleted.Count);
    }
}
