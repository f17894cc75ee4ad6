using System.Collections;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Configuration;

public sealed class NotifySettingsTests
{
    [Theory]
    [InlineData("https://ntfy.sh/topic")]
    [InlineData("https://:tk_secret@ntfy.example.org/topic")]
    [InlineData("http://127.0.0.1:8080/topic")]
    [InlineData("http://localhost/topic")]
    [InlineData("http://[::1]:8080/topic")]
    [InlineData("http://10.1.2.3/topic")]
    [InlineData("http://172.31.0.1/topic")]
    [InlineData("http://192.168.1.20:2586/topic")]
    [InlineData("http://[fd00::1]/topic")]
    [InlineData("http://[::ffff:192.168.1.1]/topic")]
    [InlineData("http://ntfy/topic")]
    [InlineData("http://nas.local/topic")]
    [InlineData("http://push.home.arpa/topic")]
    public void An_address_with_https_or_in_a_private_network_is_accepted(string url) =>
        Assert.Equal((new Uri(url), ""), (Parse(url).Settings.Url, Parse(url).Errors));

    [Theory]
    [InlineData("http://ntfy.sh/topic")]
    [InlineData("http://8.8.8.8/topic")]
    [InlineData("http://172.32.0.1/topic")]
    [InlineData("http://11.0.0.1/topic")]
    [InlineData("http://[2001:db8::1]/topic")]
    [InlineData("http://localhost.example.org/topic")]
    [InlineData("http://10.0.0.1.example.org/topic")]
    public void A_public_address_without_encryption_is_refused_and_not_shown(string url)
    {
        var errors = Parse(url).Errors;

        Assert.Contains("Notify:Url: is invalid; expected https", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("topic", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ntfy.sh")]
    [InlineData("https://ntfy.sh/")]
    public void An_address_without_a_topic_is_refused_for_ntfy_only(string url)
    {
        Assert.Contains("ends with a topic", Parse(url).Errors, StringComparison.Ordinal);
        Assert.Equal("", Parse(url, "json").Errors);
    }

    [Theory]
    [InlineData("ntfy.sh/topic")]
    [InlineData("ftp://example.org/sesame")]
    [InlineData("file:///etc/passwd")]
    public void What_is_no_web_address_is_refused(string url) =>
        Assert.Contains("Notify:Url", Parse(url).Errors, StringComparison.Ordinal);

    [Fact]
    public void The_format_is_ntfy_unless_set()
    {
        Assert.Equal(NotifyFormat.Ntfy, Parse("https://ntfy.sh/topic").Settings.Format);
        Assert.Equal(NotifyFormat.Json, Parse("https://ntfy.sh/topic", "JSON").Settings.Format);
        Assert.Contains("one of", Parse("https://ntfy.sh/topic", "xml").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_is_hidden_in_the_effective_settings()
    {
        var errors = new List<SettingError>();
        var reader = new SettingsReader(Read("https://ntfy.sh/sesame", "ntfy", errors), errors);
        var settings = NotifySettingsParser.Parse(reader);

        Assert.Contains("sesame", settings.Url!.AbsoluteUri, StringComparison.Ordinal);
        Assert.All(reader.Effective, setting =>
            Assert.DoesNotContain("sesame", $"{setting.Value}", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("sesame", $"{settings}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_can_come_from_a_file_or_a_credential()
    {
        var folder = Directory.CreateTempSubdirectory("activitysync-").FullName;
        try
        {
            var file = Path.Combine(folder, "Notify__Url");
            File.WriteAllText(file, "https://ntfy.sh/topic\n");
            var errors = new List<SettingError>();

            Assert.Equal(["https://ntfy.sh/topic"], ReadEnvironment("Notify__Url_FILE", file));
            Assert.Equal(["https://ntfy.sh/topic"], ReadEnvironment("CREDENTIALS_DIRECTORY", folder));
            Assert.Empty(errors);

            IEnumerable<string?> ReadEnvironment(string name, string value) =>
                EnvironmentSettings
                    .Read(new Hashtable { [name] = value }, SourceDescriptors.SettingsParsers, errors)
                    .Where(setting => setting.Key == "Notify:Url")
                    .Select(setting => setting.Text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (NotifySettings Settings, string Errors) Parse(string url, string format = "ntfy")
    {
        var errors = new List<SettingError>();
        var settings = NotifySettingsParser.Parse(new SettingsReader(Read(url, format, errors), errors));
        return (settings, string.Join('\n', errors.Select(error => $"{error.Key}: {error.Message}")));
    }

    private static IReadOnlyList<SettingValue> Read(string url, string format, List<SettingError> errors) =>
        SettingsDocument.Read(
            "x",
            Encoding.UTF8.GetBytes($$"""{"Notify": {"Url": "{{url}}", "Format": "{{format}}"} }"""),
            errors
        );
}
