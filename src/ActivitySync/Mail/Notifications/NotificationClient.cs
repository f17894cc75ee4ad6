using System.Globalization;
using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Notifications;

/// <summary>
/// Sends one notification as one POST. The address is a secret and appears in no message. Only the status of an answer
/// is read, so its size doesn't matter; redirects are not followed.
/// </summary>
internal sealed class NotificationClient(HttpClient http, AppSettings settings, TimeProvider clock)
{
    /// <summary>A service that doesn't answer within this time is tried again later.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>The connection of an attempt, with its encryption.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A service can't postpone notifications by more than this.</summary>
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(24);

    private const string Retries = "The daemon retries.";
    private const int FirstClientError = 400;
    private const int FirstServerError = 500;

    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public async Task<NotificationOutcome> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        using var request = NotificationRequest.Create(settings.Notify, message);
        try
        {
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return Classify(response);
        }
        catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is { } failure)
        {
            return request.Content is ObservedContent { IsHandedOver: true }
                ? new NotificationOutcome(
                    NotificationResult.Unknown,
                    failure == HttpFailure.TimedOut
                        ? $"Notify:Url: the service did not answer in time. {Retries}"
                        : $"Notify:Url: the connection was lost before an answer. {Retries}"
                )
                : new NotificationOutcome(
                    NotificationResult.Transient,
                    "Notify:Url: the service cannot be reached. Check the address, the network and its certificate; "
                        + "the daemon retries."
                );
        }
    }

    private NotificationOutcome Classify(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var shown = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => NotificationOutcome.Accepted,
            HttpStatusCode.TooManyRequests => new(
                NotificationResult.Transient,
                $"Notify:Url: rate limit reached ({shown}). {Retries}"
            )
            {
                RetryAfter = GetRetryAfter(response),
            },
            HttpStatusCode.RequestTimeout or (HttpStatusCode)425 => new(
                NotificationResult.Transient,
                $"Notify:Url: the service asks to retry later ({shown}). {Retries}"
            )
            {
                RetryAfter = GetRetryAfter(response),
            },
            _ when status >= FirstServerError => new(
                NotificationResult.Transient,
                $"Notify:Url: the service has an outage ({shown}). {Retries}"
            )
            {
                RetryAfter = GetRetryAfter(response),
            },
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(
                NotificationResult.Permanent,
                $"Notify:Url: the service refuses the login ({shown}). Check the address and the token or password in "
                    + "it."
            ),
            _ when status >= FirstClientError => new(
                NotificationResult.Permanent,
                $"Notify:Url: the service refuses the notification ({shown}). Check the address and Notify:Format."
            ),
            _ => new(
                NotificationResult.Permanent,
                $"Notify:Url: the service redirects to another address ({shown}), which is not followed. "
                    + "Check the address."
            ),
        };
    }

    private TimeSpan? GetRetryAfter(HttpResponseMessage response)
    {
        var wait = SourceHttp.ComputeRetryAfter(response.Headers.RetryAfter, clock.GetUtcNow());
        return !(wait > TimeSpan.Zero) ? null
            : wait < MaxRetryAfter ? wait
            : MaxRetryAfter;
    }
}

/// <summary>The outcome of an attempt.</summary>
/// <param name="Result">What happened.</param>
/// <param name="Message">One line: the problem and what to do; null if there is none.</param>
internal sealed record NotificationOutcome(NotificationResult Result, string? Message)
{
    public static NotificationOutcome Accepted { get; } = new(NotificationResult.Accepted, null);

    /// <summary>How long the service accepts no further request; null if it says nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

internal enum NotificationResult
{
    Accepted,

    /// <summary>Not accepted; a retry may work.</summary>
    Transient,

    /// <summary>No answer after the message was handed over, so it may have arrived.</summary>
    Unknown,

    /// <summary>Refused; a person has to act.</summary>
    Permanent,
}
