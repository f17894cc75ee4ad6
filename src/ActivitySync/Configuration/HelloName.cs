using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ActivitySync.Configuration;

/// <summary>The name with which this machine greets a mail server (RFC 5321, 4.1.1.1).</summary>
internal static partial class HelloName
{
    private const int MaxLength = 253;

    private const string Ipv6Prefix = "[IPv6:";

    /// <summary>Checks whether a text is a host name, or an address in brackets.</summary>
    public static bool IsValid(string text) =>
        text.StartsWith('[') && text.EndsWith(']')
            ? IsAddressLiteral(text)
            : text.Length <= MaxLength && HostNamePattern().IsMatch(text);

    private static bool IsAddressLiteral(string text)
    {
        var isIpv6 = text.StartsWith(Ipv6Prefix, StringComparison.OrdinalIgnoreCase);
        var address = isIpv6 ? text[Ipv6Prefix.Length..^1] : text[1..^1];
        return isIpv6
            ? IPAddress.TryParse(address, out var parsed)
                && parsed.AddressFamily == AddressFamily.InterNetworkV6
                && address.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.')
            : Ipv4Pattern().IsMatch(address) && IPAddress.TryParse(address, out _);
    }

    /// <summary>Labels of letters, digits and hyphens; the last one isn't a number, as in an address.</summary>
    [GeneratedRegex(
        @"^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*(?![0-9]+\z)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex HostNamePattern();

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ipv4Pattern();
}
