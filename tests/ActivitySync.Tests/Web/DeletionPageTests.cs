using System.Net;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

/// <summary>An athlete deletes everything on the page.</summary>
public sealed class DeletionPageTests : IAsyncLifetime
{
    private const string Path = "/settings/delete";

    private readonly CommandFixture _commands = new("ben");

    private PageFixture? _page;

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync() => _page = await PageFixture.StartAsync(_commands);

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Another_name_deletes_nothing()
    {
        using var anna = await Page.SignInAsync();

        using var refused = await PageFixture.PressAsync(anna, Path, Path, ("name", "ben"));
        await PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Type anna to confirm", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("anna", ListStoredAthletes());
    }

    [Fact]
    public async Task A_request_can_be_taken_back_for_a_day()
    {
        using var anna = await Page.SignInAsync();

        using var asked = await PageFixture.PressAsync(anna, Path, Path, ("name", "Anna"));
        Assert.Contains("Tuesday 24 November, 08:00", await anna.GetStringAsync(Path), StringComparison.Ordinal);
        Assert.Contains(
            "Everything about you is deleted",
            await anna.GetStringAsync("/week"),
            StringComparison.Ordinal
        );
        await PassAsync(TimeSpan.FromHours(23));
        using var kept = await PageFixture.PressAsync(anna, Path, $"{Path}/keep");
        await PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        Assert.DoesNotContain("Everything about you is", await anna.GetStringAsync("/week"), StringComparison.Ordinal);
        Assert.Contains("anna", ListStoredAthletes());
    }

    [Fact]
    public async Task After_a_day_everything_is_deleted_while_the_daemon_serves_the_others()
    {
        using var anna = await Page.SignInAsync();
        using var ben = await Page.SignInAsync("ben");
        foreach (var name in new[] { "anna", "ben" })
        {
            var logged = await _commands.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", name);
            Assert.Equal(ExitCode.Done, logged.Exit);
        }

        using var asked = await PageFixture.PressAsync(anna, Path, Path, ("name", "anna"));
        await PassAsync(TimeSpan.FromHours(25));

        Assert.Equal(["ben"], ListStoredAthletes());
        using var signedOut = await anna.GetAsync(new Uri("/week", UriKind.Relative));
        Assert.Equal(HttpStatusCode.SeeOther, signedOut.StatusCode);
        using var served = await ben.GetAsync(new Uri("/week", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        var roster = Page.Services.GetRequiredService<AthleteRoster>();
        Assert.Equal(["ben"], roster.GetAll().Select(athlete => athlete.Name));
        var (_, output, error) = await _commands.RunAsync("doctor");
        Assert.Contains("Remove anna from Athletes", output + error, StringComparison.Ordinal);
    }

    [Fact]
    [SqliteOnly]
    public async Task After_a_day_the_athlete_is_deleted_from_backups_too()
    {
        using var anna = await Page.SignInAsync();
        using var ben = await Page.SignInAsync("ben");
        Page.Services.GetRequiredService<BackupService>().WriteNightly();
        using var asked = await PageFixture.PressAsync(anna, Path, Path, ("name", "anna"));
        await PassAsync(TimeSpan.FromHours(25));

        var backup = Assert.Single(Directory.GetFiles(BackupFolder.GetPath(_commands.Settings), "*.db"));
        Assert.Null(DatabaseCopy.FindProblem(backup));
        using var copy = new SqliteConnection($"Data Source={backup};Mode=ReadOnly;Pooling=False");
        Assert.Equal(["ben"], copy.Query<string>("SELECT name FROM athletes"));
    }

    [Fact]
    public async Task Rows_that_work_in_progress_added_are_deleted_too()
    {
        using var anna = await Page.SignInAsync();
        using var asked = await PageFixture.PressAsync(anna, Path, Path, ("name", "anna"));
        await PassAsync(TimeSpan.FromHours(25));

        _commands.GetAthleteId();
        await PassAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain("anna", ListStoredAthletes());
    }

    [Fact]
    public async Task The_name_is_free_again_once_the_settings_no_longer_have_it()
    {
        using var anna = await Page.SignInAsync();
        using var asked = await PageFixture.PressAsync(anna, Path, Path, ("name", "anna"));
        await PassAsync(TimeSpan.FromHours(25));
        _commands.With(settings => settings with { FileAthletes = [settings.FileAthletes[1]] });
        await using var restarted = await PageFixture.StartAsync(_commands);

        await restarted.Services.GetRequiredService<RetentionService>().ExpireAsync(CancellationToken.None);

        using var connection = _commands.Database.Open();
        Assert.Empty(DeletionRepository.GetAll(connection));
    }

    private async Task PassAsync(TimeSpan time)
    {
        _commands.Clock.Advance(time);
        await Page.Services.GetRequiredService<RetentionService>().ExpireAsync(CancellationToken.None);
    }

    private List<string> ListStoredAthletes()
    {
        using var connection = _commands.Database.Open();
        return connection.Query<string>("SELECT name FROM athletes ORDER BY name").AsList();
    }
}
