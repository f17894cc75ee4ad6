using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActivitySync.Tests.Mail.Transport;

/// <summary>A small mail server that misbehaves as scripted. No TLS.</summary>
internal sealed class SmtpServerFixture : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;

    public SmtpServerFixture()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Greeting { get; init; } = "220 ready";

    public string AtMailFrom { get; init; } = "250 ok";

    public string AtRecipient { get; init; } = "250 ok";

    /// <summary>Null closes the connection after the command.</summary>
    public string? AtData { get; init; } = "354 go on";

    /// <summary>Null closes the connection after the message.</summary>
    public string? AfterMessage { get; init; } = "250 taken";

    /// <summary>Returns another answer to a command or to the message (<c>.</c>); null for the usual answer.</summary>
    public Func<string, string?>? Script { get; init; }

    /// <summary>A result of <see cref="Script"/>: closes the connection.</summary>
    public const string HangsUp = "hangs up";

    /// <summary>A result of <see cref="Script"/>: sends no answer and keeps the connection open.</summary>
    public const string FallsSilent = "falls silent";

    /// <summary>
    /// Called with each step: <c>connect</c>, <c>greeting</c> (sent), a command's first word, the <c>first line</c> of
    /// a message, <c>nearly all</c> of it (<see cref="BytesOfNearlyAll"/>), <c>.</c> for a complete one, <c>answer</c>
    /// (sent) to it, <c>bye</c> (sent). If it returns true, the server falls silent there.
    /// </summary>
    public Func<string, bool>? AtStep { get; init; }

    /// <summary>The bytes of a message after which it is nearly all there; null if nobody asks.</summary>
    public long? BytesOfNearlyAll { get; set; }

    /// <summary>Completes when the server has stopped answering.</summary>
    public Task Silent => _silent.Task;

    /// <summary>Sends each answer byte by byte.</summary>
    public bool IsSlow { get; init; }

    /// <summary>The extensions in the answer to EHLO.</summary>
    public string? Capabilities { get; init; }

    /// <summary>The greetings (EHLO and HELO) as they were received.</summary>
    public List<string> Hellos { get; } = [];

    /// <summary>The complete messages, including rejected ones.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>The messages that would be delivered: accepted, or received without an answer.</summary>
    public List<string> AcceptedMessages { get; } = [];

    /// <summary>The connections that were made.</summary>
    public int Connections => _connections;

    /// <summary>The connections that are open.</summary>
    public int OpenConnections => _openConnections;

    /// <summary>Completes when no connection is open.</summary>
    public async Task AllClosedAsync()
    {
        while (OpenConnections > 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>Closes each connection after this many messages, without a word.</summary>
    public int MaxMessagesPerConnection { get; init; } = int.MaxValue;

    private readonly Lock _gate = new();
    private int _connections;
    private int _openConnections;

    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        try
        {
            await _serving;
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // The test is over.
        }

        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (!_ending.IsCancellationRequested)
            {
                conversations.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _openConnections);
        using var client = accepted;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, new ASCIIEncoding()) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await StopAtAsync("connect", reader);
            await WriteLineAsync(writer, Greeting);
            await StopAtAsync("greeting", reader);
            await ConverseAsync(reader, writer);
        }
        catch (IOException)
        {
            // The client closed the connection.
        }
        finally
        {
            Interlocked.Decrement(ref _openConnections);
        }
    }

    private async Task ConverseAsync(StreamReader reader, StreamWriter writer)
    {
        var remaining = MaxMessagesPerConnection;
        while (await reader.ReadLineAsync(_ending.Token) is { } command)
        {
            if (
                command.StartsWith("EHLO", StringComparison.Ordinal)
                || command.StartsWith("HELO", StringComparison.Ordinal)
            )
            {
                lock (_gate)
                {
                    Hellos.Add(command);
                }
            }

            await StopAtAsync(command.Split(' ', ':')[0].ToUpperInvariant(), reader);
            var scripted = Script?.Invoke(command);
            if (scripted == HangsUp)
            {
                return;
            }

            if (scripted == FallsSilent)
            {
                await FallSilentAsync(reader);
            }

            var answer = scripted
                ?? command.Split(' ', ':')[0].ToUpperInvariant() switch
                {
                    "AUTH" => "235 2.7.0 welcome",
                    "EHLO" when Capabilities is not null => $"250-test\r\n250 {Capabilities}",
                    "MAIL" => AtMailFrom,
                    "RCPT" => AtRecipient,
                    "DATA" => AtData,
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
            if (answer is null)
            {
                return;
            }

            await WriteLineAsync(writer, answer);
            if (command == "QUIT")
            {
                await StopAtAsync("bye", reader);
            }

            if (!answer.StartsWith("354", StringComparison.Ordinal))
            {
                continue;
            }

            var message = new StringBuilder();
            var bytes = 0L;
            while (true)
            {
                if (await reader.ReadLineAsync(_ending.Token) is not { } line)
                {
                    return; // incomplete messages are ignored
                }

                if (line == ".")
                {
                    break;
                }

                if (message.Length == 0)
                {
                    await StopAtAsync("first line", reader);
                }

                message.AppendLine(line);
                var before = bytes;
                bytes += line.Length + 2;
                if (before < BytesOfNearlyAll && bytes >= BytesOfNearlyAll)
                {
                    await StopAtAsync("nearly all", reader);
                }
            }

            var end = Script?.Invoke(".");
            lock (_gate)
            {
                Messages.Add(message.ToString());
                if (end is null or HangsUp or FallsSilent || end[0] == '2')
                {
                    AcceptedMessages.Add(message.ToString());
                }
            }

            await StopAtAsync(".", reader);
            if (end == HangsUp || (end is null && AfterMessage is null))
            {
                return;
            }

            if (end == FallsSilent)
            {
                await FallSilentAsync(reader);
            }

            await WriteLineAsync(writer, end ?? AfterMessage!);
            await StopAtAsync("answer", reader);
            if (--remaining == 0)
            {
                return;
            }
        }
    }

    private Task StopAtAsync(string step, StreamReader reader) =>
        AtStep?.Invoke(step) == true ? FallSilentAsync(reader) : Task.CompletedTask;

    private async Task FallSilentAsync(StreamReader reader)
    {
        _silent.TrySetResult();
        while (await reader.ReadLineAsync(_ending.Token) is not null)
        {
            // Until the client closes the connection.
        }

        throw new IOException("gone");
    }

    private async Task WriteLineAsync(StreamWriter writer, string line)
    {
        if (!IsSlow)
        {
            await writer.WriteLineAsync(line.AsMemory(), _ending.Token);
            return;
        }

        foreach (var letter in line + "\r\n")
        {
            await writer.WriteAsync(letter);
            await writer.FlushAsync(_ending.Token);
            await Task.Yield();
        }
    }
}
