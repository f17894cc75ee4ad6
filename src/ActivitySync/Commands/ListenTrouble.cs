using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ActivitySync.Commands;

/// <summary>Why the page's address cannot be had, and how to mend it.</summary>
internal static class ListenTrouble
{
    /// <summary>The line's beginning; null if the trouble is another's.</summary>
    public static string? LineOf(Exception trouble) => trouble switch
    {
        IOException { InnerException: AddressInUseException } => "another program holds this address; set another",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            "this machine does not have this address; set one of its own, http://127.0.0.1:8787 for this machine alone or http://0.0.0.0:8787 for all its networks",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "this user may not listen on this port; set one above 1023",
        SocketException { SocketErrorCode: SocketError.AddressFamilyNotSupported } => "this machine does not speak this kind of address (IPv6); set another",
        _ => null,
    };
}
