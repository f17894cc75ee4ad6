using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Web;

/// <summary>
/// The daemon's page with two athletes, anna (English) and ben (German), without jobs. Today is Monday 23 November
/// 2026.
/// </summary>
internal sealed class AnswerPageFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 11, 23);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private WebApplication? _app;

    public AnswerPageFixture() =>
        Settings = new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings
            {
                DataDirectory = _directory,
                PublicUrl = new Uri("https://runs.example.org/sync/"),
            },
            FileAthletes = [CreateAthlete("anna", "en"), CreateAthlete("ben", "de")],
        };

    public FakeTimeProvider Clock { get; } = new(Now);

    public AppSettings Settings { get; }

    public HttpClient Browser { get; } = new();

    public Database Database => new(Settings, Clock);

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddActivitySync(Settings, Clock).AddRoutingCore();
        foreach (
            var hosted in builder
                .Services.Where(service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService))
                .ToList()
        )
        {
            builder.Services.Remove(hosted); // no jobs in this test
        }

        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        WebEndpoints.Map(_app);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        using (Open("anna"))
        using (Open("ben")) { }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Browser.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    public Uri Address =>
        new(_app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public AnswerLinks Links => _app!.Services.GetRequiredService<AnswerLinks>();

    public Uri GetUrl(AnswerChoice choice, string athlete = "anna", string query = "")
    {
        using var connection = Database.Open();
        var answer = new MailAnswer(
            Settings.FileAthletes.Single(one => one.Name == athlete),
            AthleteRepository.FindId(connection, athlete)!.Value,
            1,
            choice,
            Now + AnswerLinks.Validity
        );
        return new Uri(Address, $"/a/{Links.CreateToken(answer)}{query}");
    }

    public AthleteLogbook Open(string athlete) =>
        AthleteLogbook.Open(Database, Settings.FileAthletes.Single(one => one.Name == athlete), Clock, Settings.Rules);

    /// <summary>Stores a run of anna's of yesterday.</summary>
    /// <returns>The id of the activity.</returns>
    public long AddRun()
    {
        using var logbook = Open("anna");
        var id = Assert.Single(RecordingIdentityRepository.CreateActivityIds(logbook.Connection, logbook.AthleteId, 1));
        RecordingIdentityRepository.Save(logbook.Connection, [new(logbook.AthleteId, "file", "1", id)]);
        var start = Now.AddDays(-1).ToUnixTimeSeconds();
        RecordingRepository.Save(
            logbook.Connection,
            [
                new RecordingRow(
                    logbook.AthleteId,
                    "file",
                    "1",
                    "fit",
                    start,
                    0,
                    "run",
                    "Secret title",
                    10_000,
                    3000,
                    3000,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0,
                    start,
                    start,
                    null
                ),
            ]
        );
        return id;
    }

    /// <summary>Something that each answer is about.</summary>
    public void AddEverything()
    {
        AddRun();
        foreach (var athlete in Settings.FileAthletes)
        {
            using var logbook = Open(athlete.Name);
            logbook.AddMassage(Today.AddDays(-1), MassageKind.Swedish);
            logbook.AddRace(Today.AddDays(-1), "Harbour Marathon", 42_195, null);
            logbook.AddPain("left calf", 6, ["one-sided-swelling"], Today.AddDays(-1));
        }
    }

    private static AthleteSettings CreateAthlete(string name, string language) =>
        new()
        {
            Name = name,
            Email = $"{name}@example.org",
            TimeZone = TimeZoneInfo.Utc,
            Language = language,
        };
}
