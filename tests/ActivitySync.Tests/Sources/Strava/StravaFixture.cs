using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ActivitySync.Tests.Sources.Strava;

/// <summary>A mock Strava server, a data directory, and the services that sync from one into the other.</summary>
internal sealed class StravaFixture : IDisposable
{
    public const string Secret = "client-secret-5f3a";
    public const string List = "/api/v3/athlete/activities";
    public const string TokenPath = "/oauth/token";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly ServiceProvider _services;

    public StravaFixture(Uri? server = null, DateTimeOffset? now = null)
    {
        Server = WireMockServer.Start();
        Clock = new FastForwardClock(now ?? Now);
        var address = server?.AbsoluteUri.TrimEnd('/') ?? Server.Url!;
        Settings = new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            FileAthletes = [Anna, Ben],
            SourceSettings =
            [
                new StravaSettings
                {
                    ClientId = "1001",
                    ClientSecret = Secret,
                    ApiUrl = new Uri($"{address}/api/v3"),
                    OAuthUrl = new Uri($"{address}/oauth"),
                },
            ],
        };
        _services = Build();
    }

    public static AthleteSettings Anna { get; } = Athlete("anna");

    public static AthleteSettings Ben { get; } = Athlete("ben");

    public WireMockServer Server { get; }

    public FastForwardClock Clock { get; }

    public AppSettings Settings { get; }

    public LogCapture Log { get; } = new();

    public IActivitySource Source => Get<StravaSource>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Builds new services with the same data, as after a restart.</summary>
    /// <param name="settings">Other settings; null for the same.</param>
    public ServiceProvider Build(AppSettings? settings = null) =>
        new ServiceCollection()
            .AddActivitySync(settings ?? Settings, Clock)
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .BuildServiceProvider();

    /// <summary>Saves tokens as if anna had connected.</summary>
    public void Connect(TimeSpan left, string access = "access-1", string refresh = "refresh-1")
    {
        using var connection = Get<Database>().Open();
        TokenRepository.Save(
            connection,
            Get<SecretProtector>(),
            AthleteRepository.GetOrAddId(connection, "anna", Clock),
            "strava",
            new StoredTokens
            {
                SourceAthleteId = "42",
                AccessToken = access,
                RefreshToken = refresh,
                ExpiresAt = Clock.GetUtcNow() + left,
                Scope = "read,activity:read_all",
            },
            Clock
        );
    }

    public StoredTokens? FindStoredTokens()
    {
        using var connection = Get<Database>().Open();
        return TokenRepository.Find(
            connection,
            Get<SecretProtector>(),
            AthleteRepository.GetOrAddId(connection, "anna", Clock),
            "strava"
        );
    }

    public Task<SourceReadResult> ReadAsync(int days = 180) =>
        Source.ReadAsync(Anna, Clock.GetUtcNow().AddDays(-days), CancellationToken.None);

    public int CountCalls(string path) => Server.LogEntries.Count(entry => entry.RequestMessage!.Path == path);

    public static IRequestBuilder CreateListRequest(string? token = null, int? page = null)
    {
        var request = Request.Create().WithPath(List).UsingGet();
        if (token is not null)
        {
            request = request.WithHeader("Authorization", $"Bearer {token}");
        }

        return page is null ? request : request.WithParam("page", page.Value.ToString(CultureInfo.InvariantCulture));
    }

    public void StubList(
        string json,
        int status = 200,
        string? token = null,
        int? page = null,
        params (string Name, string Value)[] headers
    )
    {
        var response = Response
            .Create()
            .WithStatusCode(status)
            .WithBody(json)
            .WithHeader("Content-Type", "application/json; charset=utf-8");
        foreach (var (name, value) in headers)
        {
            response = response.WithHeader(name, value);
        }

        Server.Given(CreateListRequest(token, page)).RespondWith(response);
    }

    public void StubRefresh(string from, string access, string refresh, int expiresIn = 21600) =>
        Server
            .Given(
                Request
                    .Create()
                    .WithPath(TokenPath)
                    .UsingPost()
                    .WithBody(body => body!.Contains($"refresh_token={from}", StringComparison.Ordinal))
            )
            .RespondWith(
                Response
                    .Create()
                    .WithBody(
                        $$"""
                        {"token_type":"Bearer","access_token":"{{access}}","refresh_token":"{{refresh}}",
                         "expires_in":{{expiresIn}},"expires_at":1}
                        """
                    )
            );

    public void Dispose()
    {
        _services.Dispose();
        Server.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static AthleteSettings Athlete(string name) =>
        new()
        {
            Name = name,
            Email = $"{name}@example.org",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
            Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
        };
}
