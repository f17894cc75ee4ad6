using ActivitySync.Digest.Rendering;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Custom templates: valid ones are used, invalid ones are reported.</summary>
public sealed class MailTemplatesTests : IDisposable
{
    private const string Good =
        "<html><body><h1>{{ page.decision }}</h1><p>{{ page.lead }}</p>{% for block in page.blocks %}"
        + "{% for item in block.items %}<li>{{ item }}</li>{% endfor %}{% endfor %}"
        + "<p>{{ page.answer }}</p><p>{{ page.safety }}</p></body></html>";

    private readonly string _folder = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_folder_the_built_in_templates_are_used()
    {
        Assert.Empty(Templates.Check());
        Assert.Equal(DigestFixture.Mail(DigestFixture.AfterLongRun()).Html, Html());
    }

    [Fact]
    public void A_valid_template_is_used_from_the_next_mail_on()
    {
        Put(MailTemplates.HtmlName, Good);

        Assert.StartsWith("<html><body><h1>Book a deep tissue massage", Html(), StringComparison.Ordinal);
        Assert.True(Assert.Single(Templates.Check()).IsUsed);
    }

    [Theory]
    [InlineData("{% for x in page.blocks %}", "endfor")]
    [InlineData("<h1>{{ page.decision }}</h1>", "does not show page.lead")]
    [InlineData("{% for i in (1..1000000) %}{{ i }}{% endfor %}", "")]
    [InlineData("{% include 'other' %}", "")]
    public void An_invalid_template_is_not_used_and_the_reason_is_reported(string template, string reason)
    {
        Put(MailTemplates.HtmlName, template);

        var verdict = Assert.Single(Templates.Check());

        Assert.False(verdict.IsUsed);
        Assert.Contains(reason, verdict.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', verdict.Message);
        Assert.Equal(DigestFixture.Mail(DigestFixture.AfterLongRun()).Html, Html());
    }

    [Theory]
    [InlineData("{{ page.decision | raw }}")]
    [InlineData("{% capture x %}{{ page.decision }}{% endcapture %}{{ x | replace: '&lt;', '<' | raw }}")]
    [InlineData("{{ page.decision | newline_to_br }}")]
    [InlineData("{{ page.decision | escape_once }}")]
    [InlineData("{{ page.decision | split: '' | join: '' }}")]
    [InlineData("{{ page.decision | append: '' | json }}")]
    [InlineData("{{ page.decision | url_encode | url_decode }}")]
    [InlineData("{{ page.decision | base64_encode | base64_decode }}")]
    public void No_filter_bypasses_the_encoder(string way)
    {
        Put(MailTemplates.HtmlName, Good.Replace("{{ page.lead }}", "{{ page.lead }}" + way, StringComparison.Ordinal));

        var html = DigestFixture.Mail(DigestFixture.AfterMarathon("<b>x</b><script>")).Html;
        var own = Write(DigestFixture.AfterMarathon("<b>x</b><script>"));

        Assert.DoesNotContain("<script>", html + own, StringComparison.OrdinalIgnoreCase);
        var verdict = Assert.Single(Templates.Check());
        Assert.True(
            verdict.IsUsed || verdict.Message.Contains("does not encode", StringComparison.Ordinal),
            verdict.Message
        );
    }

    [Fact]
    public void A_file_with_another_name_is_reported()
    {
        Put("weekly.liquid", Good);

        Assert.Contains("unused", Assert.Single(Templates.Check()).Message, StringComparison.Ordinal);
    }

    private MailTemplates Templates =>
        new(
            DigestFixture.Settings with
            {
                File = Path.Combine(_folder, "appsettings.json"),
            },
            NullLogger<MailTemplates>.Instance
        );

    private string Html() => Write(DigestFixture.AfterLongRun());

    private string Write(ActivitySync.Advice.AdviceResult planned) =>
        MailWriter.Render(planned, DigestFixture.Order, DigestFixture.Settings, Templates)!.Html;

    private void Put(string name, string template)
    {
        Directory.CreateDirectory(Path.Combine(_folder, MailTemplates.FolderName));
        File.WriteAllText(Path.Combine(_folder, MailTemplates.FolderName, name), template);
    }

    [Fact]
    public void A_template_that_is_a_pipe_or_too_large_is_not_used()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, MailTemplates.FolderName)).FullName;
        SpecialFile.CreatePipe(Path.Combine(folder, MailTemplates.HtmlName));
        File.WriteAllText(Path.Combine(folder, MailTemplates.TextName), new string('x', 300_000));

        Assert.Equal(DigestFixture.Mail(DigestFixture.AfterLongRun()).Html, Html());
        Assert.Equal(["pipe", "larger than"], Templates.Check().Select(FindWord));

        static string FindWord(TemplateStatus status) =>
            status.Message.Contains("pipe", StringComparison.Ordinal) ? "pipe"
            : status.Message.Contains("larger than 200 KB", StringComparison.Ordinal) ? "larger than"
            : status.Message;
    }
}
