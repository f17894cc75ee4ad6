using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActivitySync.Tests.Mail;

/// <summary>A mail server of a few lines that misbehaves as told. One connection at a time, no TLS.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Greeting { get; init; } = "220 ready";

    public string AtMailFrom { get; init; } = "250 ok";

    public string AtRecipient { get; init; } = "250 ok";

    /// <summary>Null hangs up after the command.</summary>
    public string? AtData { get; init; } = "354 go on";

    /// <summary>Null hangs up after the message was read.</summary>
    public string? AfterMessage { get; init; } = "250 taken";

    public List<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        try
        {
            await _serving;
        }
        catch (Exception trouble) when (trouble is OperationCanceledException or SocketException or IOException)
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
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, new ASCIIEncoding()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync(Greeting);
            await TalkAsync(reader, writer);
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        while (await reader.ReadLineAsync(_ending.Token) is { } command)
        {
            var answer = command.Split(' ', ':')[0].ToUpperInvariant() switch
            {
                "MAIL" => AtMailFrom,
                "RCPT" => AtRecipient,
                "DATA" => AtData,
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            if (answer is null) return;
            await writer.WriteLineAsync(answer);
            if (!answer.StartsWith("354", StringComparison.Ordinal)) continue;
            var message = new StringBuilder();
            while (await reader.ReadLineAsync(_ending.Token) is { } line && line != ".") message.AppendLine(line);
            Messages.Add(message.ToString());
            if (AfterMessage is null) return;
            await writer.WriteLineAsync(AfterMessage);
        }
    }
}
