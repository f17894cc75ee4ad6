using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActivitySync.Sources.Strava;

/// <summary>Waits on this machine for the browser to come back from Strava's page.</summary>
internal sealed class LoopbackCallback : IAsyncDisposable
{
    private readonly WebApplication _page;
    private readonly string _state;
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopbackCallback(WebApplication page, string state)
    {
        _page = page;
        _state = state;
    }

    /// <summary>Where the browser is sent; the port is a free one.</summary>
    public Uri Address { get; private set; } = new("http://localhost/");

    /// <param name="state">Only an address that carries it is an answer.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LoopbackCallback> StartAsync(string state, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, 0);
        });
        var page = builder.Build();
        var callback = new LoopbackCallback(page, state);
        page.Run(callback.ReplyAsync);
        await page.StartAsync(cancellationToken);
        var bound = page.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        callback.Address = new Uri($"http://localhost:{new Uri(bound).Port}/");
        return callback;
    }

    /// <summary>The query of the address the browser ended on.</summary>
    public Task<string> AnswerAsync(CancellationToken cancellationToken) => _answer.Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _page.StopAsync(CancellationToken.None);
        await _page.DisposeAsync();
    }

    private async Task ReplyAsync(HttpContext context)
    {
        var isAnswer = HttpMethods.IsGet(context.Request.Method) && context.Request.Query["state"] == _state;
        context.Response.StatusCode = isAnswer ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        await context.Response.WriteAsync(isAnswer
            ? "<!doctype html><title>ActivitySync</title><p>Thank you. Close this window; the terminal goes on."
            : "<!doctype html><title>ActivitySync</title><p>This is not the answer that is waited for.");
        if (isAnswer) _answer.TrySetResult(context.Request.QueryString.Value!);
    }
}
