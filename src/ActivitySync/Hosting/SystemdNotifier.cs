using System.Net.Sockets;
using System.Text;

namespace ActivitySync.Hosting;

/// <summary>Sends the state of the daemon to systemd (sd_notify(3)).</summary>
/// <param name="address">The value of <c>NOTIFY_SOCKET</c>; null or empty without systemd.</param>
internal sealed class SystemdNotifier(string? address)
{
    public const string Ready = "READY=1";
    public const string Stopping = "STOPPING=1";

    /// <summary>
    /// Resets the watchdog. Sent only after work that was stored, so that a hung daemon is restarted.
    /// </summary>
    public const string Watchdog = "WATCHDOG=1";

    /// <summary>Limits the wait for a listener that no longer reads.</summary>
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
            // Nothing listens any more; the daemon's work does not depend on it.
        }
    }
}
