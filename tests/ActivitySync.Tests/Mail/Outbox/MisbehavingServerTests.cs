using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Mail.Transport;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Mail.Transport;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>
/// The outbox and the real SMTP client with a mail server that misbehaves: each mail arrives once, or at most twice
/// with the same bytes.
/// </summary>
public sealed class MisbehavingServerTests : IDisposable
{
    private const string Slot = "2026-11-22T18:00:00Z";

    private readonly OutboxFixture _fixture = new("anna", "ben");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_greylisting_server_gets_the_mail_later()
    {
        var attempts = 0;
        await using var server = new SmtpServerFixture
        {
            Script = command =>
                command.StartsWith("RCPT TO:<anna", StringComparison.Ordinal) && attempts++ == 0
                    ? "451 4.7.1 greylisted, try again later"
                    : null,
        };

        await RunAsync(server);

        AssertArrived(server, annaCount: 1, benCount: 1);
        Assert.Equal(2, attempts);
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task A_server_that_closes_with_421_gets_the_mail_once_later(string at)
    {
        var remaining = 1;
        await using var server = new SmtpServerFixture
        {
            Script = command =>
                command.StartsWith(at, StringComparison.Ordinal) && remaining-- > 0 ? "421 4.3.2 shutting down" : null,
        };

        await RunAsync(server);

        AssertArrived(server, annaCount: 1, benCount: 1);
        Assert.Equal((MailState.Sent, false), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Fact]
    public async Task A_refused_recipient_affects_no_other_mail_and_is_reported()
    {
        _fixture.Settings = _fixture.Settings with { Mail = new MailSettings { Operator = "operator@example.org" } };
        await using var server = new SmtpServerFixture
        {
            Script = command =>
                command.StartsWith("RCPT TO:<anna@", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null,
        };

        await RunAsync(server);

        AssertArrived(server, annaCount: 0, benCount: 1);
        Assert.Equal(MailState.Failed, _fixture.FindRow()!.State);
        var health = new HealthReader(
            RosterBuilder.Create(_fixture.Database, _fixture.Settings),
            _fixture.Database,
            _fixture.Settings,
            _fixture.Clock,
            new DaemonLock(_fixture.Settings, _fixture.Clock),
            new JobMonitor(
                _fixture.Database,
                _fixture.Clock,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<JobMonitor>.Instance
            )
        ).Read();
        Assert.Contains(health.Reasons, reason =>
            reason.Contains("anna, email 2026-W47: failed", StringComparison.Ordinal)
            && reason.Contains("550", StringComparison.Ordinal)
        );
        Assert.Equal(1, health.Outbox.Failed);
        var alert = Assert.Single(server.AcceptedMessages, message =>
            message.Contains("operator@example.org", StringComparison.Ordinal)
        );
        Assert.Contains("A digest didn't arrive", alert, StringComparison.Ordinal);
        var unfolded = alert.ReplaceLineEndings("\n").Replace("=\n", "", StringComparison.Ordinal);
        Assert.Contains("550", unfolded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_to_DATA_means_that_nothing_was_sent()
    {
        var remaining = 1;
        await using var server = new SmtpServerFixture
        {
            Script = command => command == "DATA" && remaining-- > 0 ? SmtpServerFixture.FallsSilent : null,
        };

        await RunAsync(server, waitsForTimeout: true);

        AssertArrived(server, annaCount: 1, benCount: 1);
        Assert.Equal((MailState.Sent, false), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Theory]
    [InlineData(SmtpServerFixture.FallsSilent)]
    [InlineData(SmtpServerFixture.HangsUp)]
    public async Task A_missing_final_answer_means_one_retry_with_the_same_mail(string end)
    {
        var remaining = 1;
        await using var server = new SmtpServerFixture
        {
            Script = command => command == "." && remaining-- > 0 ? end : null,
        };

        await RunAsync(server, waitsForTimeout: end == SmtpServerFixture.FallsSilent);

        AssertArrived(server, annaCount: 2, benCount: 1);
        Assert.Equal((MailState.Sent, true), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Fact]
    public async Task A_server_that_never_sends_the_final_answer_is_tried_twice()
    {
        await using var server = new SmtpServerFixture
        {
            Script = command => command == "." ? SmtpServerFixture.HangsUp : null,
        };

        await RunAsync(server);

        AssertArrived(server, annaCount: 2, benCount: 2);
        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_slow_server_gets_the_mail_once()
    {
        await using var server = new SmtpServerFixture { IsSlow = true };

        await RunAsync(server);

        AssertArrived(server, annaCount: 1, benCount: 1);
    }

    [Fact]
    public async Task Random_server_failures_never_break_the_delivery_guarantees()
    {
        var random = TestScale.CreateRandom();
        string?[] failures =
        [
            "421 4.3.2 no",
            "450 4.2.0 later",
            "451 4.7.1 greylisted",
            "452 4.3.1 full",
            "554 5.3.0 no",
            SmtpServerFixture.HangsUp,
            SmtpServerFixture.HangsUp,
            SmtpServerFixture.HangsUp,
        ];
        var weeks = TestScale.Choose(30, 2000);
        var (twice, unknown, failed) = (0, 0, 0);
        for (var week = 0; week < weeks; week++)
        {
            using var fixture = new OutboxFixture();
            var failureRate = random.NextDouble() / 2;
            await using var server = new SmtpServerFixture
            {
                Script = command =>
                    random.NextDouble() > failureRate || command.StartsWith("QUIT", StringComparison.Ordinal)
                        ? null
                        : failures[random.Next(failures.Length)],
            };
            await RunAsync(server, fixture: fixture, hours: 50);

            var row = fixture.FindRow()!;
            var copies = server.AcceptedMessages.Count(message =>
                message.Contains(GetMessageId("anna"), StringComparison.Ordinal)
            );
            Assert.True(
                row.State switch
                {
                    MailState.Sent => copies == 1 || (copies == 2 && row.IsUncertain),
                    MailState.Failed => copies == 0,
                    MailState.Unknown => copies <= 2,
                    _ => false,
                },
                $"week {week}: {row.State}, {copies} copies, {row.Reason}"
            );
            twice += copies == 2 ? 1 : 0;
            unknown += row.State == MailState.Unknown ? 1 : 0;
            failed += row.State == MailState.Failed ? 1 : 0;
        }

        TestScale.WriteLine($"{weeks} mails: {twice} arrived twice, {unknown} unknown, {failed} failed");
    }

    /// <summary>Runs passes until every mail has an outcome.</summary>
    private async Task RunAsync(
        SmtpServerFixture server,
        bool waitsForTimeout = false,
        OutboxFixture? fixture = null,
        int hours = 6
    )
    {
        fixture ??= _fixture;
        fixture.Settings = fixture.Settings with
        {
            Mail = fixture.Settings.Mail with
            {
                From = "digest@example.org",
                Connections = 1, // Anna's mail is the first
                Smtp = new SmtpSettings
                {
                    Host = "127.0.0.1",
                    Port = server.Port,
                    Security = SmtpSecurity.None,
                },
            },
        };
        fixture.RealTransport = new SmtpTransport(fixture.Settings, fixture.Clock);
        var write = fixture.Write;
        fixture.Write = request =>
            write(request)! with
            {
                Message = SmtpTransportTests.Message(request.Athlete.Email, GetMessageId(request.Athlete.Name)),
                MessageId = $"<{GetMessageId(request.Athlete.Name)}>",
            };
        await fixture.ProcessAsync();
        fixture.Clock.SetUtcNow(OutboxFixture.At(Slot));
        var pass = fixture.ProcessAsync();
        if (waitsForTimeout)
        {
            await server.Silent;
            fixture.Clock.Advance(TimeSpan.FromMinutes(4));
        }

        await pass;
        const int MinutesPerPass = 10;
        for (var minute = 0; minute < hours * 60; minute += MinutesPerPass)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(MinutesPerPass));
            await fixture.ProcessAsync();
        }
    }

    private static void AssertArrived(SmtpServerFixture server, int annaCount, int benCount)
    {
        foreach (var (athlete, copies) in new[] { ("anna", annaCount), ("ben", benCount) })
        {
            var arrived = server
                .AcceptedMessages.Where(message => message.Contains(GetMessageId(athlete), StringComparison.Ordinal))
                .ToList();
            Assert.Equal(copies, arrived.Count);
            Assert.True(arrived.Distinct().Count() <= 1);
        }
    }

    private static string GetMessageId(string athlete) => $"digest.2026-W47.{athlete}@test";
}
