using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActivitySync.Sources.Strava;

/// <summary>Receives the browser's redirect from Strava's page on this machine.</summary>
internal sealed class LoopbackCallbackListener : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _state;
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopbackCallbackListener(WebApplication page, string state)
    {
        _application = page;
        _state = state;
    }

    /// <summary>The URL that Strava redirects the browser to, on a free port.</summary>
    public Uri RedirectUri { get; private set; } = new("http://localhost/");

    /// <param name="state">The state that a valid redirect contains.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<LoopbackCallbackListener> StartAsync(string state, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(server =>
            {
                server.AddServerHeader = false;
                server.Listen(IPAddress.Loopback, 0);
            });
        var page = builder.Build();
        var callback = new LoopbackCallbackListener(page, state);
        page.Run(callback.RespondAsync);
        await page.StartAsync(cancellationToken);
        var bound = page
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.First();
        callback.RedirectUri = new Uri($"http://localhost:{new Uri(bound).Port}/");
        return callback;
    }

    /// <summary>Waits for the redirect and returns its query string.</summary>
    public Task<string> WaitForCallbackAsync(CancellationToken cancellationToken) =>
        _answer.Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private async Task RespondAsync(HttpContext context)
    {
        var isAnswer = HttpMethods.IsGet(context.Request.Method) && context.Request.Query["state"] == _state;
        context.Response.StatusCode = isAnswer ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        await context.Response.WriteAsync(
            isAnswer
                ? "<!doctype html><title>ActivitySync</title><p>Thank you. Close this window and use the terminal."
                : "<!doctype html><title>ActivitySync</title><p>This is not the expected response."
        );
        if (isAnswer)
        {
            _answer.TrySetResult(context.Request.QueryString.Value!);
        }
    }
}
