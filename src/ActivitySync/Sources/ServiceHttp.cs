using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ActivitySync.Sources;

/// <summary>How calls to a service are made: one client, one pipeline, which is the only owner of retries on this edge.</summary>
internal static class ServiceHttp
{
    /// <summary>A full page takes a service a few seconds on a bad day.</summary>
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(20);

    /// <summary>All tries and the waits between them.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(60);

    private const int Retries = 3;

    /// <summary>The first wait; each further one is about twice as long, with jitter.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>The breaker looks at this stretch and needs this many failing calls, three readings' worth, to open.</summary>
    private static readonly TimeSpan BreakerStretch = TimeSpan.FromMinutes(2);

    private const int BreakerCalls = 12;
    private const double BreakerRatio = 0.9;
    private static readonly TimeSpan BreakerPause = TimeSpan.FromSeconds(30);

    /// <summary>Names are looked up anew after this, so a host that moves is followed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private const int FirstServerError = 500;

    /// <param name="services">The container.</param>
    /// <param name="name">The service's, for its pipeline.</param>
    /// <typeparam name="TApi">The class that makes the calls.</typeparam>
    public static IServiceCollection AddServiceHttp<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TApi>(
        this IServiceCollection services, string name)
        where TApi : class
    {
        var client = services
            .AddHttpClient<TApi>(http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan; // the pipeline's timeouts hold
                http.DefaultRequestHeaders.UserAgent.ParseAdd("ActivitySync");
                http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false; // a token goes to the address in the settings and no other
                handler.UseCookies = false;
                handler.AutomaticDecompression = DecompressionMethods.All;
                handler.PooledConnectionLifetime = ConnectionLifetime;
            });
        client.AddResilienceHandler(name, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.TelemetryListener = null; // what comes of a call is told once, by the reading
            var retry = new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = FirstWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = false,
                ShouldHandle = call => ValueTask.FromResult(CanPass(call.Outcome)),
            };
            retry.DisableForUnsafeHttpMethods(); // what may have been acted upon is not repeated blindly
            pipeline
                .AddTimeout(TotalTimeout)
                .AddRetry(retry)
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                {
                    SamplingDuration = BreakerStretch,
                    MinimumThroughput = BreakerCalls,
                    FailureRatio = BreakerRatio,
                    BreakDuration = BreakerPause,
                    ShouldHandle = call => ValueTask.FromResult(CanPass(call.Outcome)),
                })
                .AddTimeout(TryTimeout);
        });
        client.AddHttpMessageHandler(() => new WholeAnswer());
        return services;
    }

    /// <summary>Whether trying again can help: not what we asked wrongly, and not a limit, which only time lifts.</summary>
    private static bool CanPass(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout } => true,
        { Result: { } response } => (int)response.StatusCode >= FirstServerError,
        _ => false,
    };

    /// <summary>What kept a call from a whole answer; null if it is none of these, or the caller ended it.</summary>
    public static WireFault? FaultOf(Exception trouble, CancellationToken cancellationToken) => trouble switch
    {
        _ when cancellationToken.IsCancellationRequested => null,
        BrokenCircuitException => WireFault.Resting,
        TimeoutRejectedException or OperationCanceledException => WireFault.TimedOut,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } =>
            WireFault.Unreachable,
        HttpRequestException or IOException => WireFault.BrokenOff,
        _ => null,
    };
}
