using System.Net;
using System.Net.Sockets;

namespace ActivitySync.Configuration;

/// <summary>The section <c>Page</c>: who may use the athlete's page, and through which proxies and names.</summary>
internal sealed record PageSettings
{
    /// <summary>False leaves only what works without signing in: health, metrics, unsubscribe links, webhooks and
    /// calendar feeds.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The names of the athletes who are admins; empty means the first athlete. See
    /// <see cref="AppSettings.IsAdmin"/>.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>The request header in which a reverse proxy names the athlete who signed in there; null means that
    /// athletes sign in by link. Honored only from <see cref="IsTrustedProxy"/>.</summary>
    public string? TrustedHeader { get; init; }

    /// <summary>The networks of reverse proxies whose headers are honored; a single address is a network of one. IPv4
    /// networks are never written as IPv6.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>More host names under which the page may be requested: lower case, without port, international names in
    /// their ASCII form.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The preferences that only the operator changes: keys of <see cref="Preference.All"/>.</summary>
    public IReadOnlyList<string> Locked { get; init; } = [];

    /// <summary>Whether a direct peer is one of the trusted proxies; false for an unknown address.</summary>
    public bool IsTrustedProxy(IPAddress? peer)
    {
        var address = peer is { IsIPv4MappedToIPv6: true } ? peer.MapToIPv4() : peer;
        return address is not null && TrustedProxies.Any(network => network.Contains(address));
    }
}

/// <summary>Parses the section <c>Page</c>.</summary>
internal static class PageSettingsParser
{
    private const string AdminsKey = "Page:Admins";
    private const string HeaderKey = "Page:TrustedHeader";
    private const string ProxiesKey = "Page:TrustedProxies";
    private const string HostsKey = "Page:Hosts";
    private const string LockedKey = "Page:Locked";

    /// <summary>The characters of a token that are not letters or digits (RFC 9110, section 5.6.2).</summary>
    private const string TokenPunctuation = "!#$%&'*+-.^_`|~";

    private const int BitsOfMappedPrefix = 96;
    private const int IPv4Bits = 32;
    private const int IPv6Bits = 128;

    public static PageSettings Parse(SettingsReader reader)
    {
        var enabled = reader.GetFlag("Page:Enabled", defaultValue: true);
        var admins = reader.GetTexts(AdminsKey);
        var header = ParseHeader(reader);
        var proxies = reader.GetTexts(ProxiesKey);
        if (header is not null && proxies.Count == 0)
        {
            reader.AddError(
                HeaderKey,
                "is set, but Page:TrustedProxies is empty, so no header is honored. "
                    + "Set TrustedProxies to the address of your proxy, or set TrustedHeader to null."
            );
        }

        var hosts = reader.GetTexts(HostsKey);
        var locked = reader.GetTexts(LockedKey);
        reader.CheckTexts(
            ProxiesKey,
            "an IP address or a network of trusted proxies only, like \"192.168.1.10\" or \"172.18.0.0/16\"",
            text => FindNetwork(text) is not null
        );
        reader.CheckTexts(HostsKey, "a host name without protocol and port, like \"runs.lan\"", text =>
            FindHost(text) is not null
        );
        reader.CheckTexts(
            LockedKey,
            $"one of {string.Join(", ", Preference.All.Select(preference => $"\"{preference.Key}\""))}",
            text => Preference.Find(text) is not null
        );
        return new PageSettings
        {
            Enabled = enabled,
            Admins = admins,
            TrustedHeader = header,
            TrustedProxies = [.. proxies.Select(FindNetwork).OfType<IPNetwork>()],
            Hosts = [.. hosts.Select(FindHost).OfType<string>()],
            Locked = [.. locked.Select(text => Preference.Find(text)?.Key).OfType<string>().Distinct()],
        };
    }

    private static string? ParseHeader(SettingsReader reader)
    {
        const string Expected = "the name of a request header, like \"Remote-User\"";
        var header = reader.GetText(HeaderKey, expected: Expected);
        if (header?.All(letter => char.IsAsciiLetterOrDigit(letter) || TokenPunctuation.Contains(letter)) == false)
        {
            reader.AddError(HeaderKey, $"\"{header}\" is invalid; expected {Expected}.");
        }

        return header;
    }

    /// <summary>Parses an address or a network; null if it is neither, or a network of all addresses.</summary>
    private static IPNetwork? FindNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? text : text[..slash];
        // The parser also accepts brackets, ports and zones, and octal or shortened IPv4 addresses: 010.1 is 8.0.0.1.
        if (
            !IPAddress.TryParse(addressText, out var address)
            || addressText.AsSpan().IndexOfAny("[]%") >= 0
            || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != addressText)
        )
        {
            return null;
        }

        IPNetwork network;
        if (slash < 0)
        {
            var bits = address.AddressFamily == AddressFamily.InterNetwork ? IPv4Bits : IPv6Bits;
            network = new IPNetwork(address, bits);
        }
        else if (!IPNetwork.TryParse(text, out network))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6 && network.PrefixLength >= BitsOfMappedPrefix)
        {
            network = new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - BitsOfMappedPrefix);
        }

        return network.PrefixLength > 0 ? network : null;
    }

    private static string? FindHost(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Dns
            ? new Uri($"http://{text}/").IdnHost.ToLowerInvariant().TrimEnd('.')
            : null;
}
