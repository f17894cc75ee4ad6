using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;
using ActivitySync.Tests.Mail.Transport;
using Dapper;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>The outbox with several connections: what goes on at the same time, and what does not.</summary>
public sealed class ParallelOutboxTests : IDisposable
{
    private const string Slot = "2026-11-22T18:00:00Z";

    private readonly OutboxFixture _fixture = new("anna", "ben", "cleo", "dan", "eva", "fred");

    public ParallelOutboxTests() => Configure(mail => mail with { DailyLimit = 50 });

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Mails_of_several_athletes_are_sent_at_the_same_time()
    {
        Configure(mail => mail with { Connections = 3 });
        var gate = new Lock();
        var (current, most) = (0, 0);
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fixture.Transport.BeforeSending = async _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++current);
                if (current == 3)
                {
                    three.TrySetResult();
                }
            }

            await three.Task;
            lock (gate)
            {
                current--;
            }
        };
        AddRendered("anna", "ben", "cleo", "dan", "eva", "fred");

        await _fixture.ProcessAtAsync(Slot);

        Assert.Equal((3, 6), (most, _fixture.Transport.Messages.Count));
        Assert.Equal(0, _fixture.Transport.OpenSessions);
    }

    [Fact]
    public async Task An_athletes_mails_are_sent_one_after_the_other_in_order()
    {
        AddRendered([.. Enumerable.Range(0, 60).Select(number => number % 2 == 0 ? "anna" : "ben")]);
        var sending = new HashSet<string>();
        _fixture.Transport.BeforeSending = async message =>
        {
            var athlete = GetAthlete(message);
            lock (sending)
            {
                Assert.True(sending.Add(athlete));
            }

            await Task.Yield();
            lock (sending)
            {
                sending.Remove(athlete);
            }
        };

        await _fixture.ProcessAtAsync(Slot);

        Assert.Equal(60, _fixture.Transport.Messages.Count);
        foreach (var mails in _fixture.Transport.Messages.GroupBy(GetAthlete))
        {
            var numbers = mails.Select(GetNumber).ToList();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    [Fact]
    public async Task One_slow_recipient_holds_up_no_other()
    {
        Configure(mail => mail with { Connections = 2 });
        var others = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fixture.Transport.BeforeSending = message => GetAthlete(message) == "anna" ? others.Task : Task.CompletedTask;
        _fixture.Transport.WhileSending = () =>
        {
            if (_fixture.Transport.Messages.Count == 5)
            {
                others.TrySetResult();
            }
        };
        AddRendered("anna", "ben", "cleo", "dan", "eva", "fred");

        await _fixture.ProcessAtAsync(Slot);

        Assert.Equal("anna", GetAthlete(_fixture.Transport.Messages[^1]));
        Assert.Equal(6, _fixture.Transport.Messages.Count);
    }

    [Fact]
    public async Task A_finished_mail_leaves_while_the_next_one_is_rendered()
    {
        using var sent = new ManualResetEventSlim();
        _fixture.Transport.WhileSending = sent.Set;
        var write = _fixture.Write;
        _fixture.Write = request =>
        {
            if (_fixture.Requests.Count == 2)
            {
                sent.Wait();
            }

            return write(request);
        };
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync(Slot);

        Assert.Equal(6, _fixture.Transport.Messages.Count);
    }

    [Fact]
    public async Task A_red_flag_mail_goes_before_the_mails_of_other_athletes()
    {
        Configure(mail => mail with { Connections = 1 });
        AddRendered("anna", "ben", "cleo", "dan", "eva", "fred");
        _fixture.Execute(
            $"UPDATE mails SET kind = '{MailKind.RedFlag.ToStoredText()}', period = '2026-11-22.1' WHERE athlete_id = 5"
        );

        await _fixture.ProcessAtAsync(Slot);

        Assert.Equal(["eva", "anna", "ben", "cleo", "dan", "fred"], _fixture.Transport.Messages.Select(GetAthlete));
    }

    [Fact]
    public async Task A_pass_that_takes_too_long_leaves_the_rest_to_the_next_one()
    {
        Configure(mail => mail with { Connections = 1 });
        AddRendered("anna", "anna", "ben");
        _fixture.Transport.WhileSending = () =>
        {
            _fixture.Transport.WhileSending = null;
            _fixture.Clock.Advance(TimeSpan.FromMinutes(10));
        };

        await _fixture.ProcessAtAsync(Slot);
        Assert.Single(_fixture.Transport.Messages);
        await _fixture.ProcessAsync();

        Assert.Equal(3, _fixture.Transport.Messages.Count);
    }

    [Fact]
    public async Task One_athletes_unexpected_failure_stops_no_other()
    {
        AddRendered("anna", "ben", "cleo");
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes =
            [
                .. _fixture.Settings.FileAthletes.Select(athlete =>
                    athlete.Name == "ben" ? athlete with { TimeZone = null! } : athlete
                ),
            ],
        };

        var failures = await _fixture.ProcessAtAsync(Slot);

        Assert.All(failures, failure => Assert.StartsWith("ben: ", failure, StringComparison.Ordinal));
        Assert.Equal(["anna", "cleo"], _fixture.Transport.Messages.Select(GetAthlete).Order());
    }

    [Fact]
    public async Task A_stop_between_mails_closes_the_sessions_and_leaves_the_rest()
    {
        using var stop = new CancellationTokenSource();
        Configure(mail => mail with { Connections = 2 });
        AddRendered("anna", "anna", "ben", "ben");
        _fixture.Transport.WhileSending = stop.Cancel;
        _fixture.Clock.SetUtcNow(OutboxFixture.At(Slot));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.ProcessAsync(stop.Token));

        Assert.InRange(_fixture.Transport.Messages.Count, 1, 2);
        Assert.Equal(0, _fixture.Transport.OpenSessions);
        using var connection = _fixture.Database.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM mails WHERE state = 'sending'"));
    }

    [Fact]
    public async Task Many_mails_use_few_connections_and_all_are_closed()
    {
        await using var server = new SmtpServerFixture();
        UseServer(server);
        AddRendered([.. Enumerable.Range(0, 120).Select(number => _fixture.Settings.FileAthletes[number % 6].Name)]);

        await _fixture.ProcessAtAsync(Slot);

        Assert.Equal(120, server.AcceptedMessages.Distinct().Count());
        Assert.InRange(server.Connections, 1, 4);
        await server.AllClosedAsync();
    }

    [Fact]
    public async Task A_421_on_a_kept_connection_is_no_failed_attempt()
    {
        await using var server = new SmtpServerFixture { MaxMessagesPerConnection = 2 };
        UseServer(server);
        Configure(mail => mail with { Connections = 1 });
        AddRendered([.. Enumerable.Repeat("anna", 10)]);

        await _fixture.ProcessAtAsync(Slot);

        Assert.Equal(10, server.AcceptedMessages.Distinct().Count());
        using var connection = _fixture.Database.Open();
        Assert.Equal(
            10,
            connection.ExecuteScalar<long>("SELECT count(*) FROM mails WHERE state = 'sent' AND attempts = 1")
        );
    }

    private void Configure(Func<MailSettings, MailSettings> change) =>
        _fixture.Settings = _fixture.Settings with { Mail = change(_fixture.Settings.Mail) };

    private void UseServer(SmtpServerFixture server)
    {
        Configure(mail =>
            mail with
            {
                From = "digest@example.org",
                Smtp = new SmtpSettings
                {
                    Host = "127.0.0.1",
                    Port = server.Port,
                    Security = SmtpSecurity.None,
                    HelloName = "test.example.org",
                },
            }
        );
        _fixture.RealTransport = new SmtpTransport(_fixture.Settings, _fixture.Clock);
    }

    /// <summary>Adds a rendered mail for each name, due a second after the one before.</summary>
    private void AddRendered(params string[] names)
    {
        using var connection = _fixture.Database.Open();
        foreach (var athlete in _fixture.Settings.FileAthletes)
        {
            AthleteRepository.GetOrAddId(connection, athlete.Name, _fixture.Clock);
        }

        foreach (var (number, name) in names.Index())
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{number}.{name}@test");
            connection.Execute(
                """
                INSERT INTO mails (athlete_id, kind, period, state, due_at, message_id, attempts, uncertain,
                                   quotes_strava, changed_at, written_at)
                VALUES (@AthleteId, 'digest', @Period, 'rendered', @DueAt, @MessageId, 0, 0, 0, @DueAt, @DueAt);
                INSERT INTO mail_messages (mail_id, message) SELECT max(id), @Message FROM mails
                """,
                new
                {
                    AthleteId = AthleteRepository.GetIdForReading(connection, name),
                    Period = string.Create(CultureInfo.InvariantCulture, $"2026-W47#{number + 1}"),
                    DueAt = OutboxFixture.At("2026-11-22T17:00:00Z").ToUnixTimeSeconds() + number,
                    MessageId = $"<{id}>",
                    Message = (object)SmtpTransportTests.Message($"{name}@example.org", id),
                }
            );
        }

        // Created after the slot, so that nothing else is due.
        connection.Execute(
            "UPDATE athletes SET created_at = @Now",
            new { Now = OutboxFixture.At(Slot).ToUnixTimeSeconds() }
        );
    }

    private static string GetAthlete(byte[] message) => GetMessageId(message).Split('.', '@')[1];

    private static int GetNumber(byte[] message) =>
        int.Parse(GetMessageId(message).Split('.')[0], CultureInfo.InvariantCulture);

    private static string GetMessageId(byte[] message) =>
        Encoding.UTF8.GetString(message).Split("Message-ID: <")[1].Split('>')[0];
}
