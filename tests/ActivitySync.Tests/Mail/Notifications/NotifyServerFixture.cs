using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MimeKit.Utils;

namespace ActivitySync.Tests.Mail.Notifications;

/// <summary>
/// A server with the rules of ntfy (https://docs.ntfy.sh/publish/), Gotify (<c>/message</c>) and Apprise API
/// (<c>/notify/KEY</c>) on a port of this machine. It answers as they do, or as a test says.
/// </summary>
internal sealed partial class NotifyServerFixture : IAsyncDisposable
{
    private const int MaxMessageBytes = 4096;

    private readonly WebApplication _app;
    private readonly Queue<Func<HttpContext, Task>> _answers = new();

    private NotifyServerFixture(WebApplication app) => _app = app;

    /// <summary>What was accepted, decoded.</summary>
    public List<ReceivedNotification> Accepted { get; } = [];

    /// <summary>The number of requests of any kind.</summary>
    public int Requests { get; private set; }

    /// <summary>Completes with the next request.</summary>
    public TaskCompletionSource Received { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The credentials that the server demands; null for none.</summary>
    public string? Authorization { get; set; }

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public Uri Topic => new(Address, "/my-secret-topic");

    public static async Task<NotifyServerFixture> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fixture = new NotifyServerFixture(app);
        app.Run(fixture.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return fixture;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Answers the next request with a status and, for services that ask to wait, a Retry-After.</summary>
    public void Enqueue(int status, string? retryAfter = null, string? location = null) =>
        Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            if (location is not null)
            {
                context.Response.Headers.Location = location;
            }

            await context.Response.WriteAsync($$"""{"code":{{status}}01,"http":{{status}},"error":"no"}""");
        });

    /// <summary>Doesn't answer the next request until the client gives up.</summary>
    public void EnqueueHang() =>
        Enqueue(context =>
        {
            var given = new TaskCompletionSource();
            context.RequestAborted.Register(given.SetResult);
            return given.Task;
        });

    /// <summary>Breaks the connection of the next request.</summary>
    public void EnqueueBreak() =>
        Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

    /// <summary>Answers the next request with a status and a body without an end.</summary>
    public void EnqueueEndless(int status) =>
        Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });

    public void Enqueue(Func<HttpContext, Task> answer) => _answers.Enqueue(answer);

    private async Task HandleAsync(HttpContext context)
    {
        Requests++;
        using var stream = new MemoryStream();
        await context.Request.Body.CopyToAsync(stream, context.RequestAborted);
        Received.TrySetResult();
        if (_answers.TryDequeue(out var answer))
        {
            try
            {
                await answer(context);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // the client has gone
            }

            return;
        }

        if (Authorization is not null && context.Request.Headers.Authorization != Authorization)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "forbidden");
            return;
        }

        var path = context.Request.Path.Value!;
        await (
            path == "/message" || path.StartsWith("/notify/", StringComparison.Ordinal)
                ? AcceptJsonAsync(context, path == "/message" ? "message" : "body", stream.ToArray())
                : AcceptTextAsync(context, path, stream.ToArray())
        );
    }

    private async Task AcceptTextAsync(HttpContext context, string path, byte[] body)
    {
        var headers = context.Request.Headers;
        var title = Rfc2047.DecodeText(Encoding.ASCII.GetBytes(headers["Title"].ToString()));
        var priority = headers["Priority"].ToString();
        var tags = headers["Tags"].ToString().Split(',');
        var isValid =
            context.Request.Method is "POST" or "PUT"
            && TopicPath().IsMatch(path)
            && body.Length is > 0 and <= MaxMessageBytes
            && priority is "1" or "2" or "3" or "4" or "5"
            && headers["Title"].ToString().All(character => character is >= ' ' and <= '~')
            && tags.All(tag => tag.Length > 0);
        if (!isValid)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid request");
            return;
        }

        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        Accepted.Add(new ReceivedNotification(title, text, int.Parse(priority, null), string.Join(',', tags)));
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"id":"{{Accepted.Count}}","time":1795416000,"event":"message","topic":"{{path[1..]}}"}"""
        );
    }

    private async Task AcceptJsonAsync(HttpContext context, string required, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (
            context.Request.Method != "POST"
            || context.Request.ContentType != "application/json"
            || root.GetProperty(required).GetString() is not { Length: > 0 } text
        )
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid request");
            return;
        }

        Accepted.Add(
            new ReceivedNotification(
                root.GetProperty("title").GetString()!,
                text,
                root.GetProperty("priority").GetInt32(),
                ""
            )
        );
        await context.Response.WriteAsync("""{"id":1}""");
    }

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync($$"""{"http":{{status}},"error":"{{error}}"}""");
    }

    [GeneratedRegex("^/[-_A-Za-z0-9]{1,64}$")]
    private static partial Regex TopicPath();
}

/// <summary>A notification as the service understood it.</summary>
internal sealed record ReceivedNotification(string Title, string Body, int Priority, string Tags);
