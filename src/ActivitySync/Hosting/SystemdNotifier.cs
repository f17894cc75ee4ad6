using System.Net.Sockets;
using System.Text;

namespace ActivitySync.Hosting;

/// <summary>Tells systemd how the daemon is (sd_notify(3)).</summary>
/// <param name="address">What <c>NOTIFY_SOCKET</c> holds; null or empty where nobody asks.</param>
internal sealed class SystemdNotifier(string? address)
{
    public const string Ready = "READY=1";
    public const string Stopping = "STOPPING=1";

    /// <summary>Only after work that reached the store: a daemon that hangs is restarted.</summary>
    public const string Watchdog = "WATCHDOG=1";

    /// <summary>A listener that has stopped reading holds the daemon up no longer than this.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public static SystemdNotifier FromEnvironment() => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    public void Send(string state)
    {
        if (address is not { Length: > 1 })
        {
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            SendTimeout = (int)Timeout.TotalMilliseconds,
        };
        try
        {
            // An address that begins with @ is abstract: its first byte is zero.
            socket.SendTo(
                Encoding.UTF8.GetBytes(state),
                new UnixDomainSocketEndPoint(address[0] == '@' ? $"\0{address[1..]}" : address)
            );
        }
        catch (SocketException)
        {
            // Nobody listens any more; the daemon's work does not depend on it.
        }
    }
}
