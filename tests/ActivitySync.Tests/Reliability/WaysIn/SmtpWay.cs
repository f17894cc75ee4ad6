using System.Net;
using System.Net.Sockets;
using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Tests.Commands;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>The answer of a mail server at one step of <c>mail test</c>. The next mail gets good answers.</summary>
internal sealed class SmtpWay(string step) : WayIn
{
    private const int MaxAnswerBytes = 256 * 1024;

    private CommandFixture? _fixture;

    /// <summary>The greeting, the first words of the commands, and the dot after the mail.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    ["greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", ".", "QUIT"];

    public override string ToString() => $"answer of a mail server, {step}";

    public override string? FindReasonAgainst(FaultKind kind) =>
        IsOfFiles(kind) ? NoFile
        : kind == FaultKind.ExtremeDate ? NoDate
        : null;

    public override bool CanHave(Fault fault) => fault.IsInContent;

    public override Task StartAsync()
    {
        _fixture = new CommandFixture();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _fixture!.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task TestCellAsync(Fault fault)
    {
        await using var server = new RawSmtpServer(step, fault);
        var settings = _fixture!.Settings with
        {
            Mail = new MailSettings
            {
                From = "digest@example.org",
                Smtp = new SmtpSettings
                {
                    Host = "127.0.0.1",
                    Port = server.Port,
                    Security = SmtpSecurity.None,
                    HelloName = "client.example.org",
                    Username = "anna",
                    Password = $"{CommandRun.Secret}-mail",
                },
            },
        };

        var run = await CommandRun.RunAsync(settings, _fixture.Clock, ["mail", "test"]);
        server.IsGood = true;
        var next = await CommandRun.RunAsync(settings, _fixture.Clock, ["mail", "test"]);

        run.AssertClear(fault, "127.0.0.1", [ExitCode.Done, ExitCode.RemoteUnavailable, ExitCode.ActionRequired]);
        Assert.True(next.Exit == ExitCode.Done, $"{fault}: {next.Error}");
    }

    /// <summary>A mail server whose answer at one step is wrong until it is told to be good.</summary>
    private sealed class RawSmtpServer : IAsyncDisposable
    {
        private const int ChunkLines = 1000;

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _ending = new();
        private readonly string _step;
        private readonly Fault _fault;
        private readonly Task _serving;

        public RawSmtpServer(string step, Fault fault)
        {
            (_step, _fault) = (step, fault);
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public bool IsGood { get; set; }

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            _listener.Stop();
            try
            {
                await _serving;
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The test is over.
            }

            _ending.Dispose();
        }

        private async Task ServeAsync()
        {
            while (!_ending.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                await using var stream = client.GetStream();
                try
                {
                    await ConverseAsync(stream);
                }
                catch (IOException)
                {
                    // The client has closed the connection.
                }
            }
        }

        private async Task ConverseAsync(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            if (!await AnswerAsync(stream, "greeting", "220 bereit, schöner Tag"))
            {
                return;
            }

            var isInMessage = false;
            while (await reader.ReadLineAsync(_ending.Token) is { } line)
            {
                if (isInMessage && line != ".")
                {
                    continue;
                }

                isInMessage = false;
                var command = line.Split(' ', ':')[0].ToUpperInvariant();
                var answer = command switch
                {
                    "EHLO" => "250-schön\r\n250 AUTH PLAIN",
                    "AUTH" => "235 schön",
                    "DATA" => "354 schön",
                    "QUIT" => "221 schön",
                    _ => "250 schön",
                };
                if (!await AnswerAsync(stream, command, answer))
                {
                    return;
                }

                isInMessage = command == "DATA";
            }
        }

        /// <summary>Returns false if the server closes the connection after the answer.</summary>
        private async Task<bool> AnswerAsync(NetworkStream stream, string step, string answer)
        {
            if (IsGood || step != _step)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), _ending.Token);
                return true;
            }

            var content = new Content(_ => Encoding.UTF8.GetBytes(answer + "\r\n"), MaxAnswerBytes);
            if (_fault.Kind != FaultKind.Endless)
            {
                await stream.WriteAsync(_fault.Change(content), _ending.Token);
                return false;
            }

            var lines = Encoding.ASCII.GetBytes(
                string.Concat(Enumerable.Repeat($"{answer[..3]}-more\r\n", ChunkLines))
            );
            while (true)
            {
                await stream.WriteAsync(lines, _ending.Token);
            }
        }
    }
}
