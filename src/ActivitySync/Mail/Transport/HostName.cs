using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ActivitySync.Configuration;

namespace ActivitySync.Mail.Transport;

/// <summary>Finds the full name of this machine.</summary>
internal static class HostName
{
    /// <summary>The name comes from a local file as a rule. A mail doesn't wait longer for DNS.</summary>
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Returns the name with its domain, as <c>hostname --fqdn</c> does; without the domain if the machine has none.
    /// Null if it isn't a valid host name.
    /// </summary>
    public static async Task<string?> FindFullNameAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = Dns.GetHostName();
        if (name.Contains('.'))
        {
            return GetValidOrNull(name);
        }

        var full = await ResolveAsync(name, clock, cancellationToken);
        if (full is null && IPGlobalProperties.GetIPGlobalProperties().DomainName is { Length: > 0 } domain)
        {
            full = GetValidOrNull($"{name}.{domain}");
        }

        return full ?? GetValidOrNull(name);
    }

    private static async Task<string?> ResolveAsync(
        string name,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var entry = await Dns.GetHostEntryAsync(name, cancellationToken)
                .WaitAsync(LookupTimeout, clock, cancellationToken);
            return
                entry.HostName.Contains('.')
                && !entry.HostName.StartsWith("localhost.", StringComparison.OrdinalIgnoreCase)
                ? GetValidOrNull(entry.HostName)
                : null;
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            return null;
        }
    }

    private static string? GetValidOrNull(string name) =>
        HelloName.IsValid(name.TrimEnd('.')) ? name.TrimEnd('.') : null;
}
