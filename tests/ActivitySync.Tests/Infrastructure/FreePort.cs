using System.Net;
using System.Net.Sockets;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// Ports that nobody listens on, each given once. They lie below those that the system gives away itself, so that no other
/// test's connection takes one between the look and the use.
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
                // another's; the next one
            }
        }
    }
}
