using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ActivitySync.Sources;

/// <summary>
/// Adds HTTP clients for services. The pipeline of a client is the only place that retries its calls.
/// </summary>
internal static class SourceHttp
{
    /// <summary>A service may take a few seconds for a full page.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Covers all attempts and the waits between them.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(60);

    private const int MaxRetries = 3;

    /// <summary>The first wait. Each further wait is about twice as long, with jitter.</summary>
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The circuit breaker opens if <see cref="BreakerFailureRatio"/> of at least <see cref="BreakerMinCalls"/> calls,
    /// about three syncs, fail within this time.
    /// </summary>
    private static readonly TimeSpan BreakerSamplingDuration = TimeSpan.FromMinutes(2);

    private const int BreakerMinCalls = 12;
    private const double BreakerFailureRatio = 0.9;
    private static readonly TimeSpan BreakerDuration = TimeSpan.FromSeconds(30);

    /// <summary>DNS names are resolved again after this time.</summary>
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
                http.Timeout = Timeout.InfiniteTimeSpan; // the pipeline has the timeouts
                http.DefaultRequestHeaders.UserAgent.ParseAdd("ActivitySync");
                http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler(
                (handler, _) =>
                {
                    handler.AllowAutoRedirect = false; // a token is sent only to the address in the settings
                    handler.UseCookies = false;
                    handler.AutomaticDecompression = DecompressionMethods.All;
                    handler.PooledConnectionLifetime = ConnectionLifetime;
                }
            );
        client.AddResilienceHandler(name, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.TelemetryListener = null; // the caller reports the outcome once
            var retry = new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = MaxRetries,
                Delay = InitialDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = false,
                ShouldHandle = call => ValueTask.FromResult(IsTransient(call.Outcome)),
            };
            retry.DisableForUnsafeHttpMethods(); // the service may have processed the request
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

    /// <summary>Checks whether a retry can help, which excludes invalid requests and rate limits.</summary>
    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome switch
        {
            { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
            { Result.StatusCode: HttpStatusCode.RequestTimeout } => true,
            { Result: { } response } => (int)response.StatusCode >= FirstServerError,
            _ => false,
        };

    /// <summary>How long a service asks to wait, by its header Retry-After; null if it doesn't say.</summary>
    public static TimeSpan? ComputeRetryAfter(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };

    /// <summary>
    /// Returns why a call got no complete response; null for other exceptions or if the caller canceled it.
    /// </summary>
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

/// <summary>Counts the calls of one sync, including retries.</summary>
internal sealed class RequestCounter
{
    public static HttpRequestOptionsKey<RequestCounter> Key { get; } = new("calls");

    public int Count { get; private set; }

    public void Increment() => Count++;
}

/// <summary>A rate limit that is asked before each attempt of a call.</summary>
internal interface ICallLimit
{
    static HttpRequestOptionsKey<ICallLimit> Key { get; } = new("limit");

    /// <summary>Counts an attempt before it is made. Throws if none is allowed; the call is then not retried.</summary>
    void Reserve();

    /// <summary>Takes a counted attempt back that was not sent.</summary>
    void Release();
}

/// <summary>
/// The innermost handler of a call: reads the complete body, so that the timeouts and retries also apply to a body that
/// is cut off or hangs. Counts the attempt, also towards a rate limit if it has one.
/// </summary>
internal sealed class BufferedResponseHandler : DelegatingHandler
{
    /// <summary>200 activities with their map lines are about 1 MB.</summary>
    private const long MaxBodyBytes = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Options.TryGetValue(ICallLimit.Key, out var limit);
        limit?.Reserve();
        if (request.Options.TryGetValue(RequestCounter.Key, out var calls))
        {
            calls.Increment();
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (Exception exception)
            when (SourceHttp.ClassifyFailure(exception, cancellationToken) == HttpFailure.Unreachable)
        {
            limit?.Release();
            throw;
        }

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

/// <summary>Why there is no complete response from a service.</summary>
internal enum HttpFailure
{
    /// <summary>No connection was made, so no request was sent.</summary>
    Unreachable,

    /// <summary>No response in time. The service may have processed the request.</summary>
    TimedOut,

    /// <summary>The response ended early. The service has probably processed the request.</summary>
    ConnectionLost,

    /// <summary>Too many calls in a row failed, so calls are paused.</summary>
    CircuitOpen,
}
