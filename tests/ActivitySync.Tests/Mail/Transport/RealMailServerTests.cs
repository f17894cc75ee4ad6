using ActivitySync.Configuration;
using ActivitySync.Mail.Transport;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Mail.Transport;

/// <summary>Runs with a real server, if the environment names one (<c>.ci/postfix.sh</c> starts one).</summary>
[Trait("Category", "System")]
public sealed class RealMailServerTests
{
    /// <summary>Postfix delivers in milliseconds; a minute is enough on a busy machine.</summary>
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromMinutes(1);

    private static MailServer Mailbox => MailServer.Current!;

    private static SmtpSettings Server =>
        new()
        {
            Host = Mailbox.Host,
            Port = Mailbox.Port,
            Username = Mailbox.User,
            Password = Mailbox.Password,
        };

    public RealMailServerTests() => Requirements.RequireMailServer();

    [Fact]
    public async Task A_mail_arrives_over_STARTTLS_with_a_login_and_each_step_is_reported()
    {
        var id = $"{Guid.NewGuid():N}@test";
        var steps = new List<string>();

        var outcome = await SmtpTransportTests
            .Transport(Server)
            .SendAsync(SmtpTransportTests.Message("anna@example.org", id), steps.Add, null, default);

        Assert.Equal(MailOutcome.Accepted, outcome);
        Assert.Contains(steps, line =>
            line.Contains("Tls", StringComparison.Ordinal)
            && line.Contains("certificate for localhost, signed by ActivitySync tests", StringComparison.Ordinal)
        );
        Assert.Contains(steps, line => line.Contains("Logged in", StringComparison.Ordinal));
        Assert.Contains("Subject: A pick", await ArrivedAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_reported_with_its_settings_but_not_shown()
    {
        var outcome = await SmtpTransportTests
            .Transport(Server with { Password = "not-the-one" })
            .SendAsync(SmtpTransportTests.Message("anna@example.org"), null, null, default);

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("Mail:Smtp:Username, Mail:Smtp:Password", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("app password", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-one", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted()
    {
        var outcome = await SmtpTransportTests
            .Transport(Server with { Host = "127.0.0.1" })
            .SendAsync(SmtpTransportTests.Message("anna@example.org"), null, null, default);

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains(
            "its certificate is for localhost, not for this name",
            outcome.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task TLS_on_a_STARTTLS_port_is_reported_with_the_setting()
    {
        var outcome = await SmtpTransportTests
            .Transport(Server with { Security = SmtpSecurity.Tls })
            .SendAsync(SmtpTransportTests.Message("anna@example.org"), null, null, default);

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("Mail:Smtp:Security", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permanent_and_temporary_rejections_are_distinguished()
    {
        var transport = SmtpTransportTests.Transport(Server);

        Assert.Equal(
            MailResult.Permanent,
            (await transport.SendAsync(SmtpTransportTests.Message("refused@example.org"), null, null, default)).Result
        );
        Assert.Equal(
            MailResult.Transient,
            (await transport.SendAsync(SmtpTransportTests.Message("later@example.org"), null, null, default)).Result
        );
    }

    private static async Task<string> ArrivedAsync(string id)
    {
        using var limit = new CancellationTokenSource(DeliveryLimit);
        while (true)
        {
            var folder = Path.Combine(Mailbox.Maildir, "new");
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
            {
                var text = await File.ReadAllTextAsync(file, limit.Token);
                if (text.Contains(id, StringComparison.Ordinal))
                {
                    return text;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
