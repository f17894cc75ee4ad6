using System.Net;

namespace ActivitySync.Configuration;

/// <summary>The section <c>Notify</c>: a second channel next to the emails.</summary>
internal sealed record NotifySettings
{
    /// <summary>The address that gets each notification as one POST; a secret. Null sends none.</summary>
    public Uri? Url { get; init; }

    public NotifyFormat Format { get; init; } = NotifyFormat.Ntfy;

    /// <summary>Hides the values, so that the address never gets into a log.</summary>
    public override string ToString() => "the settings of notifications";
}

/// <summary>The form of a notification.</summary>
internal enum NotifyFormat
{
    /// <summary>Text, with title, priority and tags as headers.</summary>
    Ntfy,

    /// <summary>A JSON object that Gotify and Apprise API read.</summary>
    Json,
}

/// <summary>Parses the section <c>Notify</c>.</summary>
internal static class NotifySettingsParser
{
    private const string UrlKey = "Notify:Url";

    /// <summary>Endings of names that exist only in a local network (RFC 6762, RFC 8375, and common ones).</summary>
    private static readonly string[] LocalDomains = [".localhost", ".local", ".lan", ".internal", ".home.arpa"];

    private static readonly IPNetwork[] PrivateNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), // addresses of carriers and of overlay networks
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    private static readonly Dictionary<string, NotifyFormat> Formats = new()
    {
        ["ntfy"] = NotifyFormat.Ntfy,
        ["json"] = NotifyFormat.Json,
    };

    public static NotifySettings Parse(SettingsReader reader)
    {
        var url = reader.GetAddress(UrlKey, null, isSecret: true);
        var format = reader.GetChoice("Notify:Format", NotifyFormat.Ntfy, Formats);
        if (url is { Scheme: "http" } && !IsPrivate(url))
        {
            reader.AddError(
                UrlKey,
                "is invalid; expected https, since others could read the address on the way. http is allowed for this "
                    + "machine and for private networks."
            );
        }
        else if (url is { AbsolutePath: "/" } && format == NotifyFormat.Ntfy)
        {
            reader.AddError(
                UrlKey,
                "is invalid; expected an address that ends with a topic, like \"https://ntfy.sh/my-secret-topic\"."
            );
        }

        return new NotifySettings { Url = url, Format = format };
    }

    /// <summary>Whether an address is on this machine or in a private network.</summary>
    private static bool IsPrivate(Uri url)
    {
        var host = url.IdnHost;
        if (!IPAddress.TryParse(host, out var address))
        {
            return !host.Contains('.', StringComparison.Ordinal)
                || LocalDomains.Any(domain => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return IPAddress.IsLoopback(address)
            || PrivateNetworks.Any(network =>
                network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address)
            );
    }
}
