using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Mail.Transport;

namespace ActivitySync.Tests.Commands;

public sealed class MailCommandTests
{
    [Theory]
    [InlineData(null, ExitCode.Done)]
    [InlineData("451 4.3.0 later", ExitCode.RemoteUnavailable)]
    [InlineData(SmtpServerFixture.HangsUp, ExitCode.RemoteUnavailable)]
    [InlineData("554 5.7.1 looks like spam", ExitCode.ActionRequired)]
    internal async Task The_servers_answer_decides_the_exit_code(string? answer, ExitCode code)
    {
        await using var server = new SmtpServerFixture { Script = command => command == "." ? answer : null };
        using var fixture = CreateFixture(
            new MailSettings
            {
                From = "digest@example.org",
                Smtp = new SmtpSettings
                {
                    Host = "127.0.0.1",
                    Port = server.Port,
                    Security = SmtpSecurity.None,
                },
            }
        );

        var (exit, output, error) = await fixture.RunAsync("mail", "test");

        Assert.Equal(code, exit);
        Assert.Contains("The recipient anna@example.org is accepted.", output, StringComparison.Ordinal);
        Assert.Equal(code == ExitCode.Done, output.Contains("Sent.", StringComparison.Ordinal));
        Assert.Equal(code == ExitCode.Done, error.Length == 0);
    }

    [Fact]
    public async Task A_missing_mail_server_is_reported_with_its_settings()
    {
        using var fixture = CreateFixture(new MailSettings { From = "digest@example.org" });

        var (exit, _, error) = await fixture.RunAsync("mail", "test");

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Contains("Mail:Smtp:Host", error, StringComparison.Ordinal);
        Assert.Contains("Mail:PickupDirectory", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("resend")]
    public async Task A_digest_without_a_mail_server_is_refused_and_not_stored(string command)
    {
        using var fixture = CreateFixture(new MailSettings { From = "digest@example.org" });

        var (exit, output, error) = await fixture.RunAsync("digest", command);

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.StartsWith("Mail:Smtp:Host: no mail server is set", error, StringComparison.Ordinal);
        using var connection = fixture.Database.Open();
        Assert.Empty(MailRepository.GetAll(connection, fixture.GetAthleteId()));
    }

    [Fact]
    public async Task With_a_pickup_folder_the_output_names_the_folder()
    {
        var folder = Directory.CreateTempSubdirectory("activitysync-").FullName;
        try
        {
            using var fixture = CreateFixture(
                new MailSettings { From = "digest@example.org", PickupDirectory = folder }
            );

            var (exit, output, _) = await fixture.RunAsync("mail", "test");

            Assert.Equal(ExitCode.Done, exit);
            Assert.EndsWith(
                $"Written into {folder}. No mail server is set, so nothing was sent.",
                output.TrimEnd(),
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("spam", output, StringComparison.Ordinal);
            Assert.Single(Directory.GetFiles(folder, "*.eml"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CommandFixture CreateFixture(MailSettings mail)
    {
        using var plain = new CommandFixture();
        return new CommandFixture { Settings = plain.Settings with { Mail = mail } };
    }
}
