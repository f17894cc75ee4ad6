using System.Net;
using System.Net.Sockets;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>A way to a server that can be cut: a port of its own that leads there, or refuses.</summary>
internal sealed class TcpForwarder(string host, int port) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public int Port { get; private set; }

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public async Task CutAsync()
    {
        _listener?.Stop();
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await CutAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // cut
        }
    }

    private async Task ForwardAsync(TcpClient near)
    {
        try
        {
            using (near)
            {
                using var far = new TcpClient();
                await far.ConnectAsync(host, port, _stop.Token);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream(), _stop.Token),
                    far.GetStream().CopyToAsync(near.GetStream(), _stop.Token)
                );
            }
        }
        catch (Exception ended) when (ended is SocketException or IOException or OperationCanceledException)
        {
            // one of the two hung up
        }
    }
}
