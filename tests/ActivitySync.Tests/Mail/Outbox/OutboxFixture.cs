using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Sync;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>An outbox with a real store, a clock to turn, and stand-ins for what writes and what carries mails.</summary>
internal sealed class OutboxFixture : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public OutboxFixture(params string[] athletes)
    {
        Settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            Athletes =
            [
                .. (athletes.Length == 0 ? ["anna"] : athletes).Select(name => new AthleteSettings
                {
                    Name = name,
                    Email = $"{name}@example.org",
                    TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
                }),
            ],
        };
        Database = new Database(Settings, Clock);
        Write = order => new RenderedMail
        {
            Message = Encoding.UTF8.GetBytes(
                $"Message-ID: <{order.Kind}.{order.Period}.{order.Copy}.{order.Athlete.Name}@test>\r\n\r\n{++_written}"
            ),
            MessageId = $"<{order.Kind}.{order.Period}.{order.Copy}.{order.Athlete.Name}@test>",
            Subject = "A pick",
            Html = string.Empty,
            Text = string.Empty,
            Picture = null,
            CalendarFile = null,
            ToldRacePeriod = order.Kind == MailKind.Digest ? Tells : null,
        };
    }

    private int _written;

    /// <summary>The mail that a digest of the stand-in tells in its place.</summary>
    public string? Tells { get; set; }

    public AppSettings Settings { get; set; }

    public AthleteSettings Anna => Settings.Athletes[0];

    /// <summary>A Saturday; the first slot is the next day at 18:00 UTC.</summary>
    public FakeTimeProvider Clock { get; } = new(At("2026-11-21T12:00:00Z"));

    public Database Database { get; }

    public MailTransportFixture Transport { get; } = new();

    /// <summary>Carries the mails in place of <see cref="Transport"/>.</summary>
    public IMailTransport? RealTransport { get; set; }

    public MailWriterCallback Write { get; set; }

    /// <summary>The kinds of mail beside the digest.</summary>
    public List<DueMailFinder> Finders { get; } = [];

    /// <summary>Whether a written mail is still true.</summary>
    public MailValidityCallback IsStillValid { get; set; } = (_, _) => true;

    public List<MailRequest> Orders { get; } = [];

    public List<string> SyncedSources { get; } = [];

    /// <summary>What a sync does, besides being noted.</summary>
    public Action<AthleteSettings>? OnSync { get; set; }

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<string>> ProcessAtAsync(string instant)
    {
        Clock.SetUtcNow(At(instant));
        return await ProcessAsync();
    }

    /// <summary>A pass of a daemon that has just started: nothing is remembered but the store.</summary>
    public Task<IReadOnlyList<string>> ProcessAsync() =>
        new OutboxProcessor(
            Database,
            new AthleteLoop(Settings),
            Clock,
            OutboxLock,
            new DigestScheduler(Clock, NullLogger<DigestScheduler>.Instance),
            new MailScheduler(Clock, Finders, NullLogger<MailScheduler>.Instance),
            new AlertScheduler(
                Database,
                Settings,
                Clock,
                new SourceFailureConfirmer(Database, Clock, SyncAsync),
                NullLogger<AlertScheduler>.Instance
            ),
            Preparer,
            new AlertPreparer(Database, Settings, Clock, NullLogger<AlertPreparer>.Instance),
            Recovery,
            Sender,
            (athlete, row) => IsStillValid(athlete, row),
            NullLogger<OutboxProcessor>.Instance
        ).ProcessAsync(default);

    public Task<SendReport> SendAsync(string? week = null) =>
        new DigestSender(
            Database,
            Clock,
            OutboxLock,
            Recovery,
            new ImmediateMailSender(Database, Preparer, Sender)
        ).SendAsync(Anna, week, default);

    public Task<SendReport> ResendAsync(string? week = null) =>
        new DigestResender(
            Database,
            Clock,
            OutboxLock,
            Recovery,
            new ImmediateMailSender(Database, Preparer, Sender)
        ).ResendAsync(Anna, week, default);

    public OutboxLock OutboxLock => new(Settings, Clock);

    public MailRow? FindRow(string period = "2026-W47", string athlete = "anna", string kind = MailKind.Digest)
    {
        using var connection = Database.Open();
        return MailRepository.Find(connection, AthleteRepository.GetOrAddId(connection, athlete, Clock), kind, period);
    }

    /// <summary>The digests handed over, each try; alerts are tried besides.</summary>
    public IReadOnlyList<byte[]> SentDigests =>
        [
            .. Transport.Messages.Where(bytes =>
                !Encoding.UTF8.GetString(bytes).Contains("<alert.", StringComparison.Ordinal)
            ),
        ];

    /// <summary>The rows of all alerts, the earliest first.</summary>
    public IReadOnlyList<MailRow> GetAlerts()
    {
        using var connection = Database.Open();
        return
        [
            .. MailRepository
                .GetAll(connection, AthleteRepository.GetOrAddId(connection, "anna", Clock))
                .Where(mail => mail.Kind == MailKind.Alert)
                .Reverse(),
        ];
    }

    /// <summary>Anna's Strava was tried at this moment.</summary>
    public void SaveSyncAttempt(
        string outcome,
        string? succeededAt,
        long failures,
        string? line = null,
        DateTimeOffset? retryAt = null
    )
    {
        using var connection = Database.Open();
        var success = succeededAt is null ? (long?)null : At(succeededAt).ToUnixTimeSeconds();
        SyncStateRepository.Save(
            connection,
            new SyncStateRow(
                AthleteRepository.GetOrAddId(connection, "anna", Clock),
                "strava",
                Clock.GetUtcNow().ToUnixTimeSeconds(),
                outcome,
                line,
                success,
                success,
                retryAt?.ToUnixTimeSeconds(),
                failures
            )
        );
    }

    public byte[]? GetMessage(string period = "2026-W47")
    {
        using var connection = Database.Open();
        return MailRepository.FindMessage(connection, FindRow(period)!.Id);
    }

    public void Execute(string sql)
    {
        using var connection = Database.Open();
        connection.Execute(sql);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private OutboxRecovery Recovery => new(Clock, NullLogger<OutboxRecovery>.Instance);

    /// <summary>The daemon goes on living between passes, and remembers what it could not write down.</summary>
    public void KeepSender() => _keptSender = Sender;

    private MailSender? _keptSender;

    private MailSender Sender =>
        _keptSender ?? new(Database, Settings, Clock, RealTransport ?? Transport, NullLogger<MailSender>.Instance);

    private MailPreparer Preparer =>
        new(
            Database,
            Clock,
            new StaleSourceSync(Database, Clock, SyncAsync),
            order =>
            {
                Orders.Add(order);
                return Write(order);
            },
            new UnsubscribeLinks(Settings, new SecretProtector(Settings)),
            NullLogger<MailPreparer>.Instance
        );

    private Task<IReadOnlyList<SyncReport>> SyncAsync(
        AthleteSettings athlete,
        SourceName? only,
        SyncDepth depth,
        CancellationToken cancellationToken
    )
    {
        SyncedSources.Add(only is null ? $"{athlete.Name} {depth}" : $"{athlete.Name} {only} {depth}");
        OnSync?.Invoke(athlete);
        return Task.FromResult<IReadOnlyList<SyncReport>>([]);
    }
}
