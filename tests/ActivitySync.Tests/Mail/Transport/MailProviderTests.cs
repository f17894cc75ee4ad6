using System.Net.Security;
using ActivitySync.Configuration;
using ActivitySync.Mail.Transport;
using MailKit.Security;

namespace ActivitySync.Tests.Mail.Transport;

public sealed class MailProviderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("smtp.gmail.com", "app password")]
    [InlineData("SMTP.GMAIL.COM", "2-Step Verification")]
    [InlineData("smtp-mail.outlook.com", "another provider")]
    [InlineData("smtp.office365.com", "administrator")]
    [InlineData("smtp.mail.me.com", "app-specific password")]
    [InlineData("mail.gmx.net", "POP3 & IMAP")]
    [InlineData("smtp.web.de", "POP3/IMAP")]
    [InlineData("smtp.fastmail.com", "app password")]
    [InlineData("smtp.mail.yahoo.com", "app password")]
    [InlineData("securesmtp.t-online.de", "e-mail password")]
    [InlineData("mail.example.org", "app password")]
    [InlineData("notgmx.net", "Many providers")]
    public void A_refused_login_reports_what_the_provider_requires(string host, string hint)
    {
        var outcome = Outcome(
            new AuthenticationException("535 5.7.8 bad credentials"),
            SmtpStep.Login,
            new SmtpSettings
            {
                Host = host,
                Username = "anna@example.org",
                Password = "geheim",
            }
        );

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.StartsWith("Mail:Smtp:Username, Mail:Smtp:Password:", outcome.Message, StringComparison.Ordinal);
        Assert.Contains(hint, outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(465, "StartTls", "Use Mail:Smtp:Security 'tls' with port 465")]
    [InlineData(587, "Tls", "Use Mail:Smtp:Security 'starttls' with port 587")]
    [InlineData(25, "StartTls", "many networks block it")]
    [InlineData(2525, "StartTls", "Use 'tls' with port 465")]
    public void A_port_that_does_not_match_the_security_setting_is_reported(int port, string security, string hint)
    {
        var smtp = new SmtpSettings
        {
            Host = "mail.example.org",
            Port = port,
            Security = Enum.Parse<SmtpSecurity>(security),
        };

        Assert.Contains(
            hint,
            Outcome(new OperationCanceledException(), SmtpStep.Connect, smtp).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2026-11-21T00:00:00Z", "RemoteCertificateChainErrors", "expired on 2026-11-21")]
    [InlineData(
        "2027-11-21T00:00:00Z",
        "RemoteCertificateNameMismatch",
        "is for mx.example.net, not for this name. Set Mail:Smtp:Host"
    )]
    [InlineData(
        "2027-11-21T00:00:00Z",
        "RemoteCertificateChainErrors",
        "signed by Home CA, which this machine does not trust"
    )]
    public void The_problem_of_an_untrusted_certificate_is_described(string until, string errors, string problem)
    {
        var certificate = new ServerCertificate(
            ["mx.example.net"],
            "Home CA",
            Now.AddYears(-1),
            DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture),
            Enum.Parse<SslPolicyErrors>(errors)
        );

        Assert.Contains(problem, certificate.GetProblem(Now), StringComparison.Ordinal);
    }

    private static MailOutcome Outcome(Exception exception, SmtpStep step, SmtpSettings smtp) =>
        SmtpErrors.Classify(exception, new SmtpProgress(step, false, null, Now), smtp);
}
