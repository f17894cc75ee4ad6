using System.Net;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Configuration;

public sealed class PageSettingsTests
{
    [Fact]
    public void Without_settings_the_page_is_on_and_the_first_athlete_is_the_admin()
    {
        var (settings, errors) = Parse("");

        Assert.Equal("", errors);
        Assert.True(settings.Page.Enabled);
        Assert.Null(settings.Page.TrustedHeader);
        Assert.False(settings.Page.IsTrustedProxy(IPAddress.Loopback));
        Assert.Equal([true, false], settings.FileAthletes.Select(settings.IsAdmin));
    }

    [Fact]
    public void Named_admins_replace_the_first_athlete()
    {
        var settings = Parse("""{"Admins": ["ben"]}""").Settings;

        Assert.Equal([false, true], settings.FileAthletes.Select(settings.IsAdmin));
    }

    [Theory]
    [InlineData("192.168.1.10", "192.168.1.10", "192.168.1.11")]
    [InlineData("192.168.1.10", "::ffff:192.168.1.10", "::ffff:192.168.1.11")]
    [InlineData("172.18.0.0/16", "172.18.255.1", "172.19.0.1")]
    [InlineData("172.18.3.4/16", "172.18.255.1", "172.19.0.1")]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", "11.1.2.3")]
    [InlineData("fd00::/8", "fd12::1", "fe80::1")]
    [InlineData("::1", "::1", "127.0.0.1")]
    public void Only_a_listed_proxy_is_trusted(string listed, string trusted, string other)
    {
        var (settings, errors) = Parse($$"""{"TrustedHeader": "Remote-User", "TrustedProxies": ["{{listed}}"]}""");

        Assert.Equal("", errors);
        Assert.True(settings.Page.IsTrustedProxy(IPAddress.Parse(trusted)));
        Assert.False(settings.Page.IsTrustedProxy(IPAddress.Parse(other)));
        Assert.False(settings.Page.IsTrustedProxy(null));
    }

    [Theory]
    [InlineData("proxy")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("10.0.0.1:443")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("::ffff:0.0.0.0/96")]
    public void An_ambiguous_address_or_everybody_is_no_trusted_proxy(string listed) =>
        Assert.Contains(
            $"x:1: Page:TrustedProxies:0: \"{listed}\" is invalid",
            Parse($$"""{"TrustedProxies": ["{{listed}}"]}""").Errors,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Runs.LAN", "runs.lan")]
    [InlineData("läufe.example", "xn--lufe-loa.example")]
    [InlineData("runs.example.org.", "runs.example.org")]
    public void A_host_is_compared_as_browsers_send_it(string written, string sent) =>
        Assert.Equal([sent], Parse($$"""{"Hosts": ["{{written}}"]}""").Settings.Page.Hosts);

    [Theory]
    [InlineData("https://runs.lan")]
    [InlineData("runs.lan:8787")]
    [InlineData("runs.lan/page")]
    [InlineData("*.lan")]
    [InlineData("192.168.1.10")]
    public void A_host_is_a_name_only(string host) =>
        Assert.Contains("Page:Hosts:0: ", Parse($$"""{"Hosts": ["{{host}}"]}""").Errors, StringComparison.Ordinal);

    [Fact]
    public void Keys_of_preferences_are_found_without_regard_to_case() =>
        Assert.Equal(
            ["Budget", "Digest:Day"],
            Parse("""{"Locked": ["budget", "DIGEST:DAY", "Budget"]}""").Settings.Page.Locked
        );

    [Fact]
    public void All_mistakes_are_reported_at_once_with_their_lines()
    {
        var (_, errors) = Parse(
            """
            {
            "Enabled": "yes",
            "Admins": ["anna", "ana"],
            "TrustedHeader": "Remote User",
            "Hosts": ["runs.lan:80", 7],
            "Locked": ["Budget",
                "MaxHeartRate"],
            "TrustedProxie": []
            }
            """
        );

        Assert.Equal(
            [
                "x:2: Page:Enabled: \"yes\" is invalid; expected true or false, without quotes.",
                "x:4: Page:TrustedHeader: \"Remote User\" is invalid; "
                    + "expected the name of a request header, like \"Remote-User\".",
                "x:4: Page:TrustedHeader: is set, but Page:TrustedProxies is empty, so no header is honored. "
                    + "Set TrustedProxies to the address of your proxy, or set TrustedHeader to null.",
                "x:5: Page:Hosts:1: is invalid; expected text in quotes.",
                "x:5: Page:Hosts:0: \"runs.lan:80\" is invalid; "
                    + "expected a host name without protocol and port, like \"runs.lan\".",
                "x:7: Page:Locked:1: \"MaxHeartRate\" is invalid; expected one of "
                    + string.Join(", ", Preference.All.Select(preference => $"\"{preference.Key}\""))
                    + ".",
                "x:8: Page:TrustedProxie: no such setting; did you mean Page:TrustedProxies?",
            ],
            errors.Split('\n')
        );
    }

    private static (AppSettings Settings, string Errors) Parse(string page)
    {
        const string athletes = """
            "Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"},
            {"Name": "ben", "Email": "ben@example.org", "TimeZone": "Europe/Berlin"}]
            """;
        var json = page.Length == 0 ? $$"""{{{athletes}}}""" : $$"""{"Page": {{page}}, {{athletes}}}""";
        var errors = new List<SettingError>();
        var read = SettingsFile.Parse(
            "x",
            SettingsDocument.Read("x", Encoding.UTF8.GetBytes(json), errors),
            SourceDescriptors.SettingsParsers,
            errors
        );
        return (read.Settings!, string.Join('\n', errors));
    }
}
