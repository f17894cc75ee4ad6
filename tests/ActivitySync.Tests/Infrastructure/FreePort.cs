using System.Net;
using System.Net.Sockets;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// Ports on which no process listens; each is returned once. They are below the range from which the system chooses
/// ports for connections, so that no other test's connection takes one before it is used.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int Last = Environment.ProcessId;

    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref Last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // in use
            }
        }
    }
}
