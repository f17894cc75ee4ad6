using ActivitySync.Configuration;
using ActivitySync.Mail.Transport;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Mail.Transport;

/// <summary>Several mails over one connection, and when another one is opened.</summary>
public sealed class SmtpSessionTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Several_mails_go_over_one_connection()
    {
        var commands = new List<string>();
        await using var server = new SmtpServerFixture
        {
            Script = command =>
            {
                commands.Add(command.Split(' ', ':')[0]);
                return null;
            },
        };

        await using (var session = OpenSession(server))
        {
            Assert.All(await SendAsync(session, 3), outcome => Assert.Equal(MailOutcome.Accepted, outcome));
        }

        Assert.Equal((1, 3), (server.Connections, server.Messages.Distinct().Count()));
        Assert.Equal(
            ["EHLO", "MAIL", "RCPT", "DATA", ".", "MAIL", "RCPT", "DATA", ".", "MAIL", "RCPT", "DATA", ".", "QUIT"],
            commands
        );
    }

    [Fact]
    public async Task After_a_hundred_mails_another_connection_is_opened()
    {
        await using var server = new SmtpServerFixture();
        await using var session = OpenSession(server);

        await SendAsync(session, 100);
        Assert.Equal(1, server.Connections);
        await SendAsync(session, 1);

        Assert.Equal((2, 101), (server.Connections, server.Messages.Count));
    }

    [Fact]
    public async Task A_connection_that_was_idle_for_30_seconds_is_not_used_again()
    {
        await using var server = new SmtpServerFixture();
        await using var session = OpenSession(server);
        await SendAsync(session, 1);
        _clock.Advance(TimeSpan.FromSeconds(29));
        await SendAsync(session, 1);
        Assert.Equal(1, server.Connections);

        _clock.Advance(TimeSpan.FromSeconds(30));
        await SendAsync(session, 1);

        Assert.Equal((2, 3), (server.Connections, server.Messages.Count));
    }

    [Fact]
    public async Task A_server_that_closes_after_each_mail_gets_each_over_a_new_connection()
    {
        await using var server = new SmtpServerFixture { MaxMessagesPerConnection = 1 };
        await using var session = OpenSession(server);

        Assert.All(await SendAsync(session, 4), outcome => Assert.Equal(MailOutcome.Accepted, outcome));

        Assert.Equal((4, 4), (server.Connections, server.Messages.Distinct().Count()));
    }

    [Theory]
    [InlineData("421 4.3.2 enough")]
    [InlineData(SmtpServerFixture.HangsUp)]
    public async Task A_kept_connection_that_the_server_ends_is_replaced_at_once(string end)
    {
        var mails = 0;
        await using var server = new SmtpServerFixture
        {
            Script = command => command.StartsWith("MAIL", StringComparison.Ordinal) && ++mails is 3 or 6 ? end : null,
        };
        await using var session = OpenSession(server);

        Assert.All(await SendAsync(session, 5), outcome => Assert.Equal(MailOutcome.Accepted, outcome));

        Assert.Equal((3, 5), (server.Connections, server.Messages.Distinct().Count()));
    }

    [Fact]
    public async Task A_server_that_also_ends_the_new_connection_is_not_tried_a_third_time()
    {
        var mails = 0;
        await using var server = new SmtpServerFixture
        {
            Script = command =>
                command.StartsWith("MAIL", StringComparison.Ordinal) && ++mails > 1 ? "421 4.3.2 closing" : null,
        };
        await using var session = OpenSession(server);

        var outcomes = await SendAsync(session, 2);

        Assert.Equal([MailResult.Accepted, MailResult.Transient], outcomes.Select(outcome => outcome.Result));
        Assert.Equal((2, 3), (server.Connections, mails));
    }

    [Theory]
    [InlineData("RCPT", "421 4.3.2 closing", nameof(MailResult.Transient), 1)]
    [InlineData("RCPT", "550 5.1.1 nobody", nameof(MailResult.Permanent), 1)]
    [InlineData("RCPT", SmtpServerFixture.HangsUp, nameof(MailResult.Transient), 1)]
    [InlineData("DATA", "451 4.3.0 later", nameof(MailResult.Transient), 1)]
    [InlineData(".", SmtpServerFixture.HangsUp, nameof(MailResult.Unknown), 2)]
    public async Task A_connection_that_failed_within_a_mail_is_never_used_again(
        string at,
        string answer,
        string result,
        int arrived
    )
    {
        var seen = 0;
        await using var server = new SmtpServerFixture
        {
            Script = command => command.StartsWith(at, StringComparison.Ordinal) && ++seen == 2 ? answer : null,
        };
        await using var session = OpenSession(server);

        var outcomes = await SendAsync(session, 2);
        Assert.Equal([MailResult.Accepted.ToString(), result], outcomes.Select(outcome => outcome.Result.ToString()));
        Assert.False(session.IsOpen);
        Assert.Equal((1, arrived), (server.Connections, server.AcceptedMessages.Count));
        await SendAsync(session, 1);

        Assert.Equal((2, arrived + 1), (server.Connections, server.AcceptedMessages.Count));
    }

    [Fact]
    public async Task A_mail_that_cannot_be_marked_closes_the_connection()
    {
        await using var server = new SmtpServerFixture();
        await using var session = OpenSession(server);
        await SendAsync(session, 1);

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            session.SendAsync(
                SmtpTransportTests.Message("anna@example.org"),
                () => throw new NotSupportedException("the disk is full"),
                default
            )
        );

        Assert.False(session.IsOpen);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Answers_without_end_are_counted_per_mail()
    {
        // 40 mails with answers of 8 KB each: together more than the answers to one mail may have.
        var answer = string.Concat(Enumerable.Repeat($"250-{new string('x', 400)}\r\n", 20)) + "250 ok";
        await using var server = new SmtpServerFixture { AfterMessage = answer };
        await using var session = OpenSession(server);

        Assert.All(await SendAsync(session, 40), outcome => Assert.Equal(MailOutcome.Accepted, outcome));

        Assert.Equal(1, server.Connections);
    }

    private SmtpSession OpenSession(SmtpServerFixture server) =>
        new(
            new AppSettings
            {
                Mail = new MailSettings
                {
                    Smtp = new SmtpSettings
                    {
                        Host = "127.0.0.1",
                        Port = server.Port,
                        Security = SmtpSecurity.None,
                        HelloName = "test.example.org",
                    },
                },
            },
            _clock,
            reportStep: null
        );

    private static async Task<IReadOnlyList<MailOutcome>> SendAsync(SmtpSession session, int count)
    {
        var outcomes = new List<MailOutcome>();
        for (var number = 0; number < count; number++)
        {
            var message = SmtpTransportTests.Message("anna@example.org", $"{Guid.NewGuid():N}@test");
            outcomes.Add(await session.SendAsync(message, beforeHandOver: null, default));
        }

        return outcomes;
    }
}
