using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Sources.Garmin;

/// <summary>
/// A fake of Garmin's personal API, written from its description: a key, tokens that are valid for a day, and a paged
/// list, latest first. It returns errors on demand and records the max number of concurrent calls.
/// </summary>
internal sealed class GarminServerFixture : IAsyncDisposable
{
    public const string Key = "sesame-garmin-key";

    private static readonly Func<HttpContext, Task> Cut = _ => Task.CompletedTask;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _failures = new();
    private readonly HashSet<string> _tokens = [];
    private int _inFlight;

    private GarminServerFixture(WebApplication app) => _app = app;

    public List<JsonObject> Activities { get; } = [];

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public int TokenCalls { get; private set; }

    public int ListCalls { get; private set; }

    public int MaxInFlight { get; private set; }

    public bool AcceptsKeys { get; set; } = true;

    /// <summary>The max number of rows of a page, whatever is requested.</summary>
    public int MaxPageRows { get; set; } = 100;

    /// <summary>Every page is the first one.</summary>
    public bool IgnoresStart { get; set; }

    /// <summary>Called before each page is answered, with its number from 1: the list moves underfoot.</summary>
    public Action<int>? BeforePage { get; set; }

    public static async Task<GarminServerFixture> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var standIn = new GarminServerFixture(app);
        app.Run(standIn.AnswerAsync);
        await app.StartAsync();
        standIn.Address = new Uri(
            app.Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.First()
        );
        return standIn;
    }

    /// <summary>The next call is met by this instead.</summary>
    public void EnqueueFailure(Func<HttpContext, Task> answer) => _failures.Enqueue(answer);

    public void EnqueueStatus(int status, string body = "", string? retryAfter = null) =>
        EnqueueFailure(async context =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            await context.Response.WriteAsync(body);
        });

    /// <summary>The next call's connection is cut.</summary>
    public void EnqueueDisconnect() => EnqueueFailure(Cut);

    /// <summary>Every token handed out is void.</summary>
    public void RevokeTokens() => _tokens.Clear();

    /// <summary>A row as the list shows it.</summary>
    public static JsonObject Run(
        long id,
        DateTimeOffset start,
        string name = "Berlin Running",
        double minutes = 60,
        double meters = 10_000,
        string type = "running",
        string eventType = "uncategorized"
    ) =>
        new()
        {
            ["activityId"] = id,
            ["activityName"] = name,
            ["startTimeLocal"] = start.DateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["startTimeGMT"] = start.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["activityType"] = new JsonObject { ["typeKey"] = type },
            ["eventType"] = new JsonObject { ["typeKey"] = eventType },
            ["distance"] = meters,
            ["duration"] = minutes * 60,
            ["elapsedDuration"] = minutes * 61,
            ["averageHR"] = 142.0,
            ["maxHR"] = 168.0,
            ["somethingNew"] = new JsonArray(1, 2),
        };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        MaxInFlight = Math.Max(MaxInFlight, Interlocked.Increment(ref _inFlight));
        Func<HttpContext, Task>? fault;
        try
        {
            var isToken = context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal);
            if (isToken)
            {
                TokenCalls++;
            }
            else
            {
                ListCalls++;
            }

            if (_failures.TryDequeue(out fault))
            {
                await fault(context);
            }
            else if (isToken)
            {
                await TokenAsync(context);
            }
            else
            {
                await ListAsync(context);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }

        // No longer in flight before the caller can know it and call again.
        if (fault == Cut)
        {
            context.Abort();
        }
    }

    private async Task TokenAsync(HttpContext context)
    {
        if (
            !AcceptsKeys
            || context.Request.Method != "POST"
            || context.Request.Headers.Authorization != $"ApiKey {Key}"
        )
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var token = $"sesame-garmin-token-{TokenCalls}";
        _tokens.Add(token);
        await context.Response.WriteAsync($$"""{"access_token":"{{token}}","expires_in":86400}""");
    }

    private async Task ListAsync(HttpContext context)
    {
        if (
            !_tokens.Contains(
                context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)
            )
        )
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var query = context.Request.Query;
        var (start, limit) = (
            int.Parse(query["start"]!, CultureInfo.InvariantCulture),
            int.Parse(query["limit"]!, CultureInfo.InvariantCulture)
        );
        BeforePage?.Invoke(ListCalls);
        var rows = Activities
            .Where(row =>
                row["startTimeLocal"] is not { } local || string.CompareOrdinal((string)local!, query["startDate"]) >= 0
            )
            .OrderByDescending(row => (string?)row["startTimeLocal"], StringComparer.Ordinal)
            .Skip(IgnoresStart ? 0 : start)
            .Take(Math.Min(limit, MaxPageRows));
        await context.Response.WriteAsync(new JsonArray([.. rows.Select(row => row.DeepClone())]).ToJsonString());
    }
}
