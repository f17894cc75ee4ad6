using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>An answer that a job of the daemon reads, without a command.</summary>
internal abstract class ServiceWay : RemoteWay
{
    private ServiceProvider? _services;

    protected LogCapture Log { get; } = new();

    protected T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public override async Task StartAsync()
    {
        await base.StartAsync();
        _services = new ServiceCollection()
            .AddActivitySync(Settings, Clock)
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(Log))
            .BuildServiceProvider();
    }

    public override async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override AppSettings Configure(AppSettings settings) =>
        settings with
        {
            ActivitySync = settings.ActivitySync with { PublicUrl = new Uri("https://sync.example.org/") },
            FileAthletes = [CreateAthlete("anna", new AthleteSources())],
            SourceSettings =
            [
                new StravaSettings
                {
                    ClientId = "1001",
                    ClientSecret = $"{CommandRun.Secret}-client",
                    ApiUrl = new Uri(Server.Address, "api/v3"),
                    OAuthUrl = new Uri(Server.Address, "oauth"),
                },
            ],
        };

    /// <summary>Asserts that a failure is one sentence, and that nothing in the log leaks.</summary>
    protected void AssertClear(Fault fault, string? line)
    {
        CommandRun.AssertNothingLeaks($"{line}{string.Concat(Log.Lines)}", fault.ToString());
        Assert.True(line is null || (line.EndsWith('.') && !line.Contains('\n', StringComparison.Ordinal)), line);
        AssertNothingHalfWritten(fault);
    }
}

/// <summary>The answers to the subscription of Strava's events.</summary>
internal sealed class SubscriptionWay(bool isList) : ServiceWay
{
    public override string ToString() => $"answer of Strava, {(isList ? "Subscriptions" : "Subscribe")}";

    private Content Content =>
        new(
            date =>
                Encoding.UTF8.GetBytes(
                    $"{(isList ? "[" : "")}{{\"id\":78,\"callback_url\":\"https://example.org/köln\","
                        + $"\"created_at\":\"{date.Text}T00:00:00Z\"}}{(isList ? "]" : "")}"
                ),
            MaxAnswerBytes
        );

    protected override async Task TestCellAsync(Fault fault)
    {
        Server.Handler = context =>
            HttpMethods.IsGet(context.Request.Method) == isList
                ? AnswerServer.SendAsync(context, fault, Content, isAborted: CellNumber % 2 == 0)
                : AnswerGoodAsync(context);
        var line = await ReconcileAsync(fault);
        AssertClear(fault, line);

        Server.Handler = AnswerGoodAsync;
        Assert.Null(await ReconcileAsync(fault));
    }

    private static Task AnswerGoodAsync(HttpContext context) =>
        context.Response.WriteAsync(HttpMethods.IsGet(context.Request.Method) ? "[]" : "{\"id\":78}");

    private async Task<string?> ReconcileAsync(Fault fault)
    {
        using (var connection = Database.Open())
        {
            connection.Execute("DELETE FROM subscriptions");
        }

        await UnprivilegedThread.RunAsync(
            async () =>
            {
                await Get<StravaSubscriptionService>().ReconcileAsync(CancellationToken.None);
                return true;
            },
            fault.ToString()
        );
        using var after = Database.Open();
        return SubscriptionRepository.Find(after, StravaSource.StoreName)!.Line;
    }
}

/// <summary>The answer of a monitoring service to the heartbeat; nothing of it is read.</summary>
internal sealed class HeartbeatWay : ServiceWay
{
    private static readonly Content Content = new(
        date => Encoding.UTF8.GetBytes($"schönen Tag, {date.Text}"),
        MaxAnswerBytes
    );

    public override string ToString() => "answer to the heartbeat";

    protected override async Task TestCellAsync(Fault fault)
    {
        Server.Handler = context => AnswerServer.SendAsync(context, fault, Content, isAborted: CellNumber % 2 == 0);

        var (line, bytes) = await UnprivilegedThread.RunAsync(
            () =>
                Get<HeartbeatClient>()
                    .SendAsync(new Uri(Server.Address, $"{CommandRun.Secret}-{CellNumber}"), CancellationToken.None),
            fault.ToString()
        );

        AssertClear(fault, line is null ? null : line + ".");
        Assert.InRange(bytes, 0, 16_000_000);
        Server.Handler = _ => Task.CompletedTask;
        Assert.Null(await Get<HeartbeatClient>().SendAsync(Server.Address, CancellationToken.None));
    }
}
