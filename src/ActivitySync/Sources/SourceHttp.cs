using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ActivitySync.Sources;

/// <summary>How calls to a service are made: one client, one pipeline, which is the only owner of retries on this edge.</summary>
internal static class SourceHttp
{
    /// <summary>A full page takes a service a few seconds on a bad day.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    /// <summary>All tries and the waits between them.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(60);

    private const int MaxRetries = 3;

    /// <summary>The first wait; each further one is about twice as long, with jitter.</summary>
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(1);

    /// <summary>The breaker looks at this stretch and needs this many failing calls, three readings' worth, to open.</summary>
    private static readonly TimeSpan BreakerSamplingDuration = TimeSpan.FromMinutes(2);

    private const int BreakerMinCalls = 12;
    private const double BreakerFailureRatio = 0.9;
    private static readonly TimeSpan BreakerDuration = TimeSpan.FromSeconds(30);

    /// <summary>Names are looked up anew after this, so a host that moves is followed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private const int FirstServerError = 500;

    /// <param name="services">The container.</param>
    /// <param name="name">The service's, for its pipeline.</param>
    /// <typeparam name="TApi">The class that makes the calls.</typeparam>
    public static IServiceCollection AddSourceHttpClient<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TApi
    >(this IServiceCollection services, string name)
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
            .UseSocketsHttpHandler(
                (handler, _) =>
                {
                    handler.AllowAutoRedirect = false; // a token goes to the address in the settings and no other
                    handler.UseCookies = false;
                    handler.AutomaticDecompression = DecompressionMethods.All;
                    handler.PooledConnectionLifetime = ConnectionLifetime;
                }
            );
        client.AddResilienceHandler(name, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.TelemetryListener = null; // what comes of a call is told once, by the reading
            var retry = new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = MaxRetries,
                Delay = InitialDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = false,
                ShouldHandle = call => ValueTask.FromResult(IsTransient(call.Outcome)),
            };
            retry.DisableForUnsafeHttpMethods(); // what may have been acted upon is not repeated blindly
            pipeline
                .AddTimeout(TotalTimeout)
                .AddRetry(retry)
                .AddCircuitBreaker(
                    new HttpCircuitBreakerStrategyOptions
                    {
                        SamplingDuration = BreakerSamplingDuration,
                        MinimumThroughput = BreakerMinCalls,
                        FailureRatio = BreakerFailureRatio,
                        BreakDuration = BreakerDuration,
                        ShouldHandle = call => ValueTask.FromResult(IsTransient(call.Outcome)),
                    }
                )
                .AddTimeout(AttemptTimeout);
        });
        client.AddHttpMessageHandler(() => new BufferedResponseHandler());
        return services;
    }

    /// <summary>Whether trying again can help: not what we asked wrongly, and not a limit, which only time lifts.</summary>
    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome switch
        {
            { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
            { Result.StatusCode: HttpStatusCode.RequestTimeout } => true,
            { Result: { } response } => (int)response.StatusCode >= FirstServerError,
            _ => false,
        };

    /// <summary>What kept a call from a whole answer; null if it is none of these, or the caller ended it.</summary>
    public static HttpFailure? ClassifyFailure(Exception exception, CancellationToken cancellationToken) =>
        exception switch
        {
            _ when cancellationToken.IsCancellationRequested => null,
            BrokenCircuitException => HttpFailure.CircuitOpen,
            TimeoutRejectedException or OperationCanceledException => HttpFailure.TimedOut,
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
            } => HttpFailure.Unreachable,
            HttpRequestException or IOException => HttpFailure.ConnectionLost,
            _ => null,
        };
}

/// <summary>Counts the calls that one reading makes, each try of each.</summary>
internal sealed class RequestCounter
{
    public static HttpRequestOptionsKey<RequestCounter> Key { get; } = new("calls");

    public int Count { get; private set; }

    public void Increment() => Count++;
}

/// <summary>
/// The innermost step of a call: reads the body to its end, so that a body that breaks off or hangs is met by the same
/// timeouts and retries as a connection that does. Counts the try.
/// </summary>
internal sealed class BufferedResponseHandler : DelegatingHandler
{
    /// <summary>Two hundred activities with their map lines are about one megabyte.</summary>
    private const long MaxBodyBytes = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Options.TryGetValue(RequestCounter.Key, out var calls))
        {
            calls.Increment();
        }

        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBodyBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}

/// <summary>Why no whole answer came from a service.</summary>
internal enum HttpFailure
{
    /// <summary>No connection was made: nothing was asked.</summary>
    Unreachable,

    /// <summary>No answer in time: it may have been acted upon.</summary>
    TimedOut,

    /// <summary>The answer ended early: it was probably acted upon.</summary>
    ConnectionLost,

    /// <summary>Too many calls in a row failed; none is made for a moment.</summary>
    CircuitOpen,
}
