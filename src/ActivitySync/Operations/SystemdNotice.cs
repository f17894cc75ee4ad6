using System.Net.Sockets;
using System.Text;

namespace ActivitySync.Operations;

/// <summary>Tells systemd how the daemon is (sd_notify(3)), where it asks: <c>NOTIFY_SOCKET</c> is set.</summary>
internal static class SystemdNotice
{
    public const string Ready = "READY=1";
    public const string Stopping = "STOPPING=1";

    /// <summary>Only after work that reached the store: a daemon that hangs is restarted.</summary>
    public const string Watchdog = "WATCHDOG=1";

    public static void Send(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 1 } path) return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            // An address that begins with @ is abstract: its first byte is zero.
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path));
        }
        catch (SocketException)
        {
            // Nobody listens any more; the daemon's work does not depend on it.
        }
    }
}
