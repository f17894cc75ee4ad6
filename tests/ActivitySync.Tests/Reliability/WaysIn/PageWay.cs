using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>A part of a request to the page.</summary>
internal enum RequestPart
{
    Path,
    Query,
    Header,
    UnsubscribeToken,
    UnsubscribeBody,
    EventBody,
    EventQuery,
}

/// <summary>A request to the page of a running daemon. The request after it gets its answer.</summary>
internal sealed class PageWay(RequestPart part) : WayIn
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int ChunkBytes = 16 * 1024;

    private readonly CancellationTokenSource _stop = new();
    private AppSettings _settings = new();
    private string _folder = "";
    private int _port;
    private Task<ExitCode> _running = Task.FromResult(ExitCode.Done);

    public override string ToString() => $"request to the page, {part}";

    public override string? FindReasonAgainst(FaultKind kind) => IsOfFiles(kind) ? NoFile : null;

    public override bool CanHave(Fault fault) => fault.IsInContent;

    public override async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("activitysync-ways-").FullName;
        _port = FreePort.Next();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");
        var closed = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        _settings = new AppSettings
        {
            Store = TestStore.For(_folder),
            ActivitySync = new DaemonSettings
            {
                DataDirectory = _folder,
                Listen = address,
                PublicUrl = new Uri(address),
            },
            FileAthletes =
            [
                new AthleteSettings
                {
                    Name = "anna",
                    Email = "anna@example.org",
                    TimeZone = TimeZoneInfo.Utc,
                },
            ],
            SourceSettings =
            [
                new StravaSettings
                {
                    ClientId = "1001",
                    ClientSecret = $"{CommandRun.Secret}-client",
                    ApiUrl = closed,
                    OAuthUrl = closed,
                },
            ],
        };
        _running = RunCommand.RunAsync(_settings, _stop.Token);
        await RunCheckAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await _running);
        _stop.Dispose();
        Database.ClearPools();
        Directory.Delete(_folder, recursive: true);
    }

    protected override async Task TestCellAsync(Fault fault)
    {
        var (start, end, content) = Describe();
        var answer = fault.Kind switch
        {
            FaultKind.Endless => await SendAsync(start(null), content.Good),
            FaultKind.CutOff => await SendAsync(fault.Change(new Content(_ => CreateRequest(content.Good), 0))),
            _ => await SendAsync(CreateRequest(fault.Change(content))),
        };

        CommandRun.AssertNothingLeaks(answer, fault.ToString());
        Assert.True(
            answer.Length == 0
                || answer.StartsWith("HTTP/1.1 2", StringComparison.Ordinal)
                || answer.StartsWith("HTTP/1.1 303", StringComparison.Ordinal) // to the sign-in
                || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal)
                || answer.StartsWith("HTTP/1.1 503", StringComparison.Ordinal), // not healthy, without a first sync
            $"{fault}: {answer}"
        );
        await RunCheckAsync();
        CommandRun.AssertNothingHalfWritten(_folder, fault, isDaemonRunning: true);

        byte[] CreateRequest(byte[] value) => [.. start(value.Length), .. value, .. end];
    }

    /// <summary>
    /// The request around the part, with the length of a body or null for an endless one, and the part.
    /// </summary>
    private (Func<int?, byte[]> Start, byte[] End, Content Content) Describe()
    {
        var protector = new SecretProtector(_settings, TimeProvider.System);
        var token = new UnsubscribeLinks(_settings, RosterBuilder.Create(_settings), protector).CreateToken(
            _settings.FileAthletes[0]
        );
        var database = new Database(_settings, TimeProvider.System);
        var leases = new Leases(database, TimeProvider.System, NullLogger<Leases>.Instance);
        var events = new StravaEventReceiver(_settings, database, protector, leases, TimeProvider.System);
        var host = string.Create(CultureInfo.InvariantCulture, $"Host: 127.0.0.1:{_port}\r\nConnection: close\r\n");
        return part switch
        {
            RequestPart.Path => Line("GET /", date => $"k%C3%B6ln/ö/{date.Text}", $" HTTP/1.1\r\n{host}\r\n"),
            RequestPart.Query => Line("GET /health?a=", date => $"ö{date.Text}", $" HTTP/1.1\r\n{host}\r\n"),
            RequestPart.Header => Line(
                $"GET /health HTTP/1.1\r\n{host}If-Modified-Since: ",
                date => $"Fri, {date.Text} 08:00:00 GMT, ö",
                "\r\n\r\n"
            ),
            RequestPart.UnsubscribeToken => Line(
                $"GET /{UnsubscribeLinks.Path}/",
                date => $"ö{token}{date.Text}",
                $" HTTP/1.1\r\n{host}\r\n"
            ),
            RequestPart.UnsubscribeBody => Body($"POST /{UnsubscribeLinks.Path}/{token}", date =>
                $"List-Unsubscribe=One-Click&ö={date.Text}"
            ),
            RequestPart.EventBody => Body($"POST /strava/{events.PathKey}", date =>
                $"{{\"owner_id\":77,\"name\":\"Köln\",\"event_time\":{date.Seconds}}}"
            ),
            RequestPart.EventQuery => Line(
                $"GET /strava/{events.PathKey}?hub.mode=subscribe&hub.verify_token={events.VerifyToken}&hub.challenge=",
                date => $"ö{date.Text}",
                $" HTTP/1.1\r\n{host}\r\n"
            ),
            _ => throw new InvalidOperationException(),
        };

        static (Func<int?, byte[]>, byte[], Content) Line(string start, Func<ContentDate, string> write, string end) =>
            (
                _ => Encoding.UTF8.GetBytes(start),
                Encoding.UTF8.GetBytes(end),
                new Content(date => Encoding.UTF8.GetBytes(write(date)), MaxBodyBytes)
                {
                    Huge = () => Encoding.ASCII.GetBytes(new string('x', MaxBodyBytes)),
                }
            );

        (Func<int?, byte[]>, byte[], Content) Body(string start, Func<ContentDate, string> write) =>
            (
                length =>
                    Encoding.UTF8.GetBytes(
                        $"{start} HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\n"
                            + (
                                length is { } bytes
                                    ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes}\r\n\r\n")
                                    : "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n"
                            )
                    ),
                [],
                new Content(date => Encoding.UTF8.GetBytes(write(date)), MaxBodyBytes)
            );
    }

    /// <summary>Sends bytes, and then a filler until the server has had enough; returns the answer.</summary>
    private async Task<string> SendAsync(byte[] request, byte[]? filler = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        await using var stream = client.GetStream();
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var answer = ReadAnswerAsync(stream, guard.Token);
        try
        {
            await stream.WriteAsync(request, guard.Token);
            var chunk = filler is null
                ? []
                : Enumerable.Repeat(filler, (ChunkBytes / filler.Length) + 1).SelectMany(bytes => bytes).ToArray();
            while (chunk.Length > 0 && !answer.IsCompleted)
            {
                await stream.WriteAsync(chunk, guard.Token);
            }

            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The server has closed the connection.
        }

        return await answer;
    }

    private static async Task<string> ReadAnswerAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            // The server reset the connection; what came before is the answer.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>Asserts that an ordinary request is answered.</summary>
    private async Task RunCheckAsync()
    {
        using var browser = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await browser.GetAsync(new Uri($"{_settings.ActivitySync.Listen}/health"));
                var text = await answer.Content.ReadAsStringAsync();
                Assert.Contains("\"healthy\"", text, StringComparison.Ordinal);
                return;
            }
            catch (HttpRequestException) when (!_running.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20)); // until it listens
            }
        }
    }
}
