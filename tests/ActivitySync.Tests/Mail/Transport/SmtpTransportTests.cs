using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Transport;

public sealed class SmtpTransportTests
{
    [Fact]
    public async Task A_mail_is_sent_as_it_was_stored()
    {
        await using var server = new SmtpServerFixture();

        var outcome = await SendAsync(server);

        Assert.Equal(MailOutcome.Accepted, outcome);
        Assert.Contains("Message-ID: <one@test>", server.Messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_after_the_message_makes_the_outcome_unknown()
    {
        await using var server = new SmtpServerFixture { AfterMessage = null };

        Assert.Equal(MailResult.Unknown, (await SendAsync(server)).Result);
    }

    [Fact]
    public async Task A_connection_closed_before_the_message_is_transient()
    {
        await using var server = new SmtpServerFixture { AtData = null };

        Assert.Equal(MailResult.Transient, (await SendAsync(server)).Result);
    }

    [Fact]
    public async Task A_mail_is_marked_as_handed_over_after_its_bytes_and_before_the_final_dot()
    {
        var (isMarked, seen) = (false, new List<string>());
        await using var server = new SmtpServerFixture
        {
            Script = command =>
            {
                seen.Add($"{command.Split(' ', ':')[0]} {isMarked}");
                return null;
            },
        };

        var outcome = await Transport(CreateSettings(server))
            .SendAsync(Message("anna@example.org"), null, () => isMarked = true, default);

        Assert.Equal(MailOutcome.Accepted, outcome);
        Assert.Equal(["EHLO False", "MAIL False", "RCPT False", "DATA False", ". True", "QUIT True"], seen);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public async Task A_mail_is_marked_only_when_all_of_it_is_sent(int lines)
    {
        var body = string.Concat(Enumerable.Repeat(".a line that begins with a dot\r\n", lines / 30));
        var message = (byte[])[.. Message("anna@example.org"), .. Encoding.ASCII.GetBytes(body)];
        await using var server = new SmtpServerFixture();
        var marks = 0;

        var outcome = await Transport(CreateSettings(server)).SendAsync(message, null, () => marks++, default);

        Assert.Equal((MailOutcome.Accepted, 1), (outcome, marks));
    }

    [Fact]
    public async Task A_mail_that_cannot_be_marked_is_not_completed()
    {
        await using var server = new SmtpServerFixture();

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            Transport(CreateSettings(server))
                .SendAsync(
                    Message("anna@example.org"),
                    null,
                    () => throw new NotSupportedException("the disk is full"),
                    default
                )
        );

        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData("250 taken", nameof(MailResult.Accepted))]
    [InlineData("251 taken elsewhere", nameof(MailResult.Accepted))]
    [InlineData("354 go on", nameof(MailResult.Unknown))]
    [InlineData("199 what", nameof(MailResult.Unknown))]
    [InlineData("999 no", nameof(MailResult.Unknown))]
    [InlineData("nonsense", nameof(MailResult.Unknown))]
    [InlineData("451 later", nameof(MailResult.Transient))]
    [InlineData("554 never", nameof(MailResult.Permanent))]
    public async Task An_answer_to_the_message_accepts_it_refuses_it_or_leaves_it_unknown(string answer, string result)
    {
        await using var server = new SmtpServerFixture { AfterMessage = answer };

        Assert.Equal(result, (await SendAsync(server)).Result.ToString());
    }

    [Theory]
    [InlineData("EHLO", nameof(MailResult.Transient))]
    [InlineData("MAIL", nameof(MailResult.Transient))]
    [InlineData(".", nameof(MailResult.Unknown))]
    public async Task An_answer_without_end_is_cut_off(string command, string result)
    {
        await using var server = new SmtpServerFixture
        {
            Script = given =>
                given.Split(' ', ':')[0] == command
                    ? string.Concat(Enumerable.Repeat($"250-{new string('x', 900)}\r\n", 5_000)) + "250 ok"
                    : null,
        };

        Assert.Equal(result, (await SendAsync(server)).Result.ToString());
    }

    [Fact]
    public async Task A_greeting_without_end_is_cut_off()
    {
        await using var server = new SmtpServerFixture { Greeting = "220 " + new string('x', 4 * 1024 * 1024) };

        var outcome = await SendAsync(server);

        Assert.Equal(MailResult.Transient, outcome.Result);
        Assert.Contains("without end", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_recipient_is_reported_with_the_address_setting()
    {
        await using var server = new SmtpServerFixture { AtRecipient = "550 5.1.1 nobody here" };

        var outcome = await SendAsync(server);

        Assert.Equal(MailResult.Permanent, outcome.Result);
        Assert.Contains("Athletes:Email", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("550", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_sender_is_reported_with_the_sender_setting()
    {
        await using var server = new SmtpServerFixture { AtMailFrom = "553 5.7.1 not yours" };

        var outcome = await SendAsync(server);

        Assert.Equal(MailResult.Permanent, outcome.Result);
        Assert.Contains("Mail:From", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_required_login_is_reported_with_the_login_settings()
    {
        await using var server = new SmtpServerFixture { AtMailFrom = "530 5.7.0 login first" };

        var outcome = await SendAsync(server);

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("Mail:Smtp:Username", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail.example.org")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[IPv6:2001:db8::1]")]
    public async Task The_server_is_greeted_with_the_name_in_the_settings(string name)
    {
        await using var server = new SmtpServerFixture();

        Assert.Equal(MailOutcome.Accepted, await SendAsync(server, smtp => smtp with { HelloName = name }));

        Assert.Equal([$"EHLO {name}"], server.Hellos);
    }

    [Fact]
    public async Task Without_a_name_in_the_settings_the_host_s_full_name_is_used()
    {
        await using var server = new SmtpServerFixture();
        var name = await HostName.FindFullNameAsync(TimeProvider.System, default);

        await SendAsync(server);

        Assert.Equal([$"EHLO {name}"], server.Hellos);
        Assert.StartsWith(System.Net.Dns.GetHostName(), name, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("504 5.5.2 need a full name", nameof(MailResult.ActionNeeded))]
    [InlineData("554-go\r\n554 away", nameof(MailResult.ActionNeeded))]
    [InlineData("450 4.7.1 host not found", nameof(MailResult.Transient))]
    public async Task A_refused_greeting_is_reported_as_that(string answer, string result)
    {
        await using var server = new SmtpServerFixture
        {
            Script = command => command.Contains("LO ", StringComparison.Ordinal) ? answer : null,
        };

        var outcome = await SendAsync(server, smtp => smtp with { HelloName = "vm.example.org" });

        Assert.Equal(result, outcome.Result.ToString());
        Assert.StartsWith("Mail:Smtp:HelloName:", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("'vm.example.org'", outcome.Message, StringComparison.Ordinal);
        Assert.Contains(answer[..3], outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_after_a_refused_greeting_is_reported_as_that()
    {
        await using var server = new SmtpServerFixture
        {
            Script = command =>
                command.StartsWith("EHLO", StringComparison.Ordinal) ? "550 5.7.1 no such name"
                : command.StartsWith("HELO", StringComparison.Ordinal) ? "550 5.7.1 no such name"
                : SmtpServerFixture.HangsUp,
            IsSlow = true,
        };

        var outcome = await SendAsync(server);

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("Mail:Smtp:HelloName", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_only_HELO_gets_the_mail()
    {
        await using var server = new SmtpServerFixture
        {
            Script = command => command.StartsWith("EHLO", StringComparison.Ordinal) ? "502 5.5.1 unknown" : null,
        };

        Assert.Equal(MailOutcome.Accepted, await SendAsync(server));
    }

    [Theory]
    [InlineData(
        "504 5.5.2 <vm>: Helo command rejected: need fully-qualified hostname",
        nameof(MailResult.ActionNeeded)
    )]
    [InlineData("550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)", nameof(MailResult.ActionNeeded))]
    [InlineData("450 4.7.1 <vm>: Helo command rejected: Host not found", nameof(MailResult.Transient))]
    public async Task A_greeting_refused_at_the_recipient_is_not_the_recipient_s(string answer, string result)
    {
        await using var server = new SmtpServerFixture { AtRecipient = answer };

        var outcome = await SendAsync(server);

        Assert.Equal(result, outcome.Result.ToString());
        Assert.StartsWith("Mail:Smtp:HelloName:", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Athletes:Email", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 5.1.1 <helo@example.org>: Recipient address rejected")]
    [InlineData("550 5.1.1 Helosales is unknown")]
    public async Task A_refused_recipient_whose_name_looks_like_a_greeting_is_the_recipient_s(string answer)
    {
        await using var server = new SmtpServerFixture { AtRecipient = answer };

        var outcome = await SendAsync(server);

        Assert.Equal(MailResult.Permanent, outcome.Result);
        Assert.Contains("Athletes:Email", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("451 4.3.0 later")]
    [InlineData("452 4.2.2 full")]
    public async Task A_temporary_rejection_is_transient(string answer)
    {
        await using var server = new SmtpServerFixture { AfterMessage = answer };

        Assert.Equal(MailResult.Transient, (await SendAsync(server)).Result);
    }

    [Fact]
    public async Task A_permanent_rejection_is_permanent()
    {
        await using var server = new SmtpServerFixture { AfterMessage = "554 5.7.1 looks like spam" };

        Assert.Equal(MailResult.Permanent, (await SendAsync(server)).Result);
    }

    [Fact]
    public async Task A_temporary_rejection_in_the_greeting_is_transient()
    {
        await using var server = new SmtpServerFixture { Greeting = "421 busy" };

        Assert.Equal(MailResult.Transient, (await SendAsync(server)).Result);
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent_unencrypted()
    {
        await using var server = new SmtpServerFixture();

        var outcome = await SendAsync(server, smtp =>
            smtp with
            {
                Security = SmtpSecurity.StartTls,
                Username = "u",
                Password = "geheim",
            }
        );

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("Mail:Smtp:Security", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_server_without_login_is_distinguished_from_a_wrong_password()
    {
        await using var server = new SmtpServerFixture();

        var outcome = await SendAsync(server, smtp => smtp with { Username = "u", Password = "geheim" });

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("offers no login", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_is_reported_with_the_port_setting()
    {
        int port;
        await using (var server = new SmtpServerFixture())
        {
            port = server.Port;
        }

        var outcome = await Transport(
                new SmtpSettings
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Security = SmtpSecurity.None,
                }
            )
            .SendAsync(Message("anna@example.org"), null, null, default);

        Assert.Equal(MailResult.Transient, outcome.Result);
        Assert.Contains("Mail:Smtp:Port", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_step_is_reported_in_order()
    {
        await using var server = new SmtpServerFixture
        {
            Capabilities = "AUTH PLAIN",
            Script = command =>
                command == "." ? "250 2.0.0 queued as 4711"
                : command.StartsWith("AUTH", StringComparison.Ordinal) ? "235 2.7.0 welcome"
                : null,
        };
        var steps = new List<string>();

        var smtp = new SmtpSettings
        {
            Host = "localhost",
            Port = server.Port,
            Security = SmtpSecurity.None,
            Username = "anna@example.org",
            Password = "geheim",
        };
        var outcome = await Transport(smtp).SendAsync(Message("anna@example.org"), steps.Add, null, default);

        Assert.Equal(MailOutcome.Accepted, outcome);
        Assert.Collection(
            steps,
            line => Assert.StartsWith("localhost has the address ", line, StringComparison.Ordinal),
            line =>
                Assert.StartsWith(
                    $"Connected to localhost:{server.Port}, not encrypted",
                    line,
                    StringComparison.Ordinal
                ),
            line => Assert.Equal("Logged in as anna@example.org.", line),
            line => Assert.Equal("The sender digest@example.org is accepted.", line),
            line => Assert.Equal("The recipient anna@example.org is accepted.", line),
            line => Assert.Equal("Sent. The server answered: \"2.0.0 queued as 4711\".", line)
        );
        Assert.DoesNotContain(steps, line => line.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_repeated_by_the_server_is_removed_from_messages()
    {
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0anna\0geheim"));
        await using var server = new SmtpServerFixture
        {
            Capabilities = "AUTH PLAIN",
            Script = command =>
                command.StartsWith("AUTH", StringComparison.Ordinal)
                    ? $"535 5.7.8 no: geheim {plain} {new string('x', 500)}"
                    : null,
        };

        var outcome = await SendAsync(server, smtp => smtp with { Username = "anna", Password = "geheim" });

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.DoesNotContain("geheim", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(plain, outcome.Message, StringComparison.Ordinal);
        Assert.Contains("app password", outcome.Message, StringComparison.Ordinal);
        Assert.True(outcome.Message!.Length < 500);
    }

    [Fact]
    public async Task A_temporarily_refused_login_is_transient()
    {
        await using var server = new SmtpServerFixture
        {
            Capabilities = "AUTH PLAIN",
            Script = command =>
                command.StartsWith("AUTH", StringComparison.Ordinal) ? "454 4.7.0 temporary failure" : null,
        };

        Assert.Equal(
            MailResult.Transient,
            (await SendAsync(server, smtp => smtp with { Username = "anna", Password = "geheim" })).Result
        );
    }

    [Fact]
    public async Task Without_a_transport_the_message_names_both_transports()
    {
        var outcome = await Transport(new SmtpSettings()).SendAsync(Message("anna@example.org"), null, null, default);

        Assert.Equal(MailResult.ActionNeeded, outcome.Result);
        Assert.Contains("Mail:Smtp:Host", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("Mail:PickupDirectory", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_times_out()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var smtp = new SmtpSettings
        {
            Host = "127.0.0.1",
            Port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port,
            Security = SmtpSecurity.None,
        };

        var sending = new SmtpTransport(new AppSettings { Mail = new MailSettings { Smtp = smtp } }, clock).SendAsync(
            Message("anna@example.org"),
            null,
            null,
            default
        );
        using var heard = await silent.AcceptTcpClientAsync();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(MailResult.Transient, (await sending).Result);
    }

    internal static byte[] Message(string to, string id = "one@test") =>
        Encoding.UTF8.GetBytes(
            $"From: digest@example.org\r\nTo: {to}\r\nDate: Sun, 22 Nov 2026 19:00:00 +0100\r\nMessage-ID: <{id}>\r\n"
                + "Subject: A pick\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nTuesday.\r\n"
        );

    internal static SmtpTransport Transport(SmtpSettings smtp) =>
        new(new AppSettings { Mail = new MailSettings { Smtp = smtp } }, TimeProvider.System);

    private static Task<MailOutcome> SendAsync(
        SmtpServerFixture server,
        Func<SmtpSettings, SmtpSettings>? change = null
    )
    {
        var smtp = CreateSettings(server);
        return Transport(change?.Invoke(smtp) ?? smtp).SendAsync(Message("anna@example.org"), null, null, default);
    }

    private static SmtpSettings CreateSettings(SmtpServerFixture server) =>
        new()
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Security = SmtpSecurity.None,
        };
}
