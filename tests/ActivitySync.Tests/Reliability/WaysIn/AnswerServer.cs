using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>A web server that answers one kind of request wrongly, and all others as told.</summary>
internal sealed class AnswerServer : IAsyncDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly WebApplication _app;

    private AnswerServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Answers a request.</summary>
    public Func<HttpContext, Task> Handler { get; set; } = _ => Task.CompletedTask;

    public static async Task<AnswerServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var created = new AnswerServer(app);
        app.Run(context => created.Handler(context));
        await app.StartAsync();
        created.Address = new Uri(
            app.Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.First()
        );
        return created;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Sends the content with a fault.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="content">The good content.</param>
    /// <param name="isAborted">
    /// Whether the connection ends with content that is cut off; if not, only its length is smaller.
    /// </param>
    public static async Task SendAsync(HttpContext context, Fault fault, Content content, bool isAborted)
    {
        var response = context.Response;
        if (fault.Kind == FaultKind.Endless)
        {
            var chunk = new byte[ChunkBytes];
            chunk.AsSpan().Fill((byte)' ');
            try
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await response.Body.WriteAsync(chunk, context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The client has closed the connection, as it should.
            }

            return;
        }

        var body = fault.Change(content);
        isAborted &= fault.Kind == FaultKind.CutOff;
        response.ContentLength = isAborted ? content.Good.Length : body.Length;
        await response.Body.WriteAsync(body);
        if (isAborted)
        {
            await response.Body.FlushAsync();
            context.Abort();
        }
    }
}
