using System.Data.Common;
using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Sync;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>
/// An outbox with a real database, a fake clock, and stubs for syncing sources, rendering mails and the transport.
/// </summary>
internal sealed class OutboxFixture : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public OutboxFixture(params string[] athletes)
    {
        Settings = new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            FileAthletes =
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
        Write = request => new RenderedMail
        {
            Message = Encoding.UTF8.GetBytes($"Message-ID: {CreateMessageId(request)}\r\n\r\n{++_renderedCount}"),
            MessageId = CreateMessageId(request),
            Subject = "A pick",
            Html = string.Empty,
            Text = string.Empty,
            Picture = null,
            CalendarFile = null,
            IncludedRacePeriod = request.Kind == MailKind.Digest ? IncludedRacePeriod : null,
        };
    }

    private int _renderedCount;

    /// <summary>The race mail that each rendered digest includes.</summary>
    public RacePeriod? IncludedRacePeriod { get; set; }

    public AppSettings Settings { get; set; }

    public AthleteSettings Anna => Settings.FileAthletes[0];

    /// <summary>Starts on a Saturday; the first slot is the next day at 18:00 UTC.</summary>
    public FakeTimeProvider Clock { get; } = new(At("2026-11-21T12:00:00Z"));

    public Database Database { get; }

    public MailTransportFixture Transport { get; } = new();

    /// <summary>Sends the mails instead of <see cref="Transport"/>.</summary>
    public IMailTransport? RealTransport { get; set; }

    /// <summary>Renders the mails.</summary>
    public Func<MailRequest, RenderedMail?> Write { get; set; }

    /// <summary>The kinds of mail other than the digest.</summary>
    public List<IMailTrigger> Triggers { get; } = [];

    /// <summary>The mails that were rendered.</summary>
    public List<MailRequest> Requests { get; } = [];

    /// <summary>The syncs that were started: <c>anna Full</c>, or <c>anna Strava Full</c> for one source.</summary>
    public List<string> SyncedSources { get; } = [];

    /// <summary>Runs in each sync.</summary>
    public Action<AthleteSettings>? OnSync { get; set; }

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<string>> ProcessAtAsync(string instant)
    {
        Clock.SetUtcNow(At(instant));
        return await ProcessAsync();
    }

    /// <summary>Runs the pass of a daemon that has just started and knows only the database.</summary>
    public Task<IReadOnlyList<string>> ProcessAsync(CancellationToken cancellationToken = default) =>
        new OutboxProcessor(
            Database,
            Settings,
            Roster,
            Clock,
            OutboxLock,
            Leases,
            new DigestScheduler(Clock, NullLogger<DigestScheduler>.Instance),
            new MailScheduler(Clock, Triggers, NullLogger<MailScheduler>.Instance),
            new AlertScheduler(Database, Settings, Roster, Clock, NullLogger<AlertScheduler>.Instance),
            new SourceFailureConfirmer(Database, Clock, SyncService),
            StaleSourceSync,
            Preparer,
            new AlertPreparer(Database, Settings, Roster, Clock, NullLogger<AlertPreparer>.Instance),
            Recovery,
            Sender,
            NullLogger<OutboxProcessor>.Instance
        ).ProcessAsync(cancellationToken);

    public Task<SendReport> SendAsync(string? week = null) => DigestSender.SendAsync(Anna, week, default);

    public Task<SendReport> ResendAsync(string? week = null) => DigestSender.ResendAsync(Anna, week, default);

    public ISyncService SyncService => new StubSyncService(this);

    public AthleteRoster Roster => RosterBuilder.Create(Database, Settings);

    public OutboxLock OutboxLock => new(Settings, Clock);

    public Leases Leases => field ??= new Leases(Database, Clock, NullLogger<Leases>.Instance);

    public MailRow? FindRow(string period = "2026-W47", string athlete = "anna", MailKind kind = MailKind.Digest)
    {
        using var connection = Database.Open();
        return MailRepository.Find(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete, Clock),
            kind,
            MailPeriod.Parse(kind, period)
        );
    }

    /// <summary>The mails passed to the transport in each attempt, without alerts.</summary>
    public IReadOnlyList<byte[]> SentDigests =>
        [
            .. Transport.Messages.Where(bytes =>
                !Encoding.UTF8.GetString(bytes).Contains("<alert.", StringComparison.Ordinal)
            ),
        ];

    /// <summary>The rows of all alerts, earliest first.</summary>
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

    /// <summary>Stores a sync of a source of Anna's that ends now.</summary>
    public void SaveSyncAttempt(
        string outcome,
        string? succeededAt,
        long failures,
        string? line = null,
        DateTimeOffset? retryAt = null,
        string source = "strava"
    )
    {
        using var connection = Database.Open();
        var success = succeededAt is null ? (long?)null : At(succeededAt).ToUnixTimeSeconds();
        SyncStateRepository.Save(
            connection,
            new SyncStateRow(
                AthleteRepository.GetOrAddId(connection, "anna", Clock),
                source,
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

    public OutboxRecovery Recovery => new(Settings, Clock, NullLogger<OutboxRecovery>.Instance);

    /// <summary>Uses the same sender in all passes, like a daemon that keeps running.</summary>
    public void KeepSender() => _sharedSender = Sender;

    private MailSender? _sharedSender;

    private MailSender Sender =>
        _sharedSender
        ?? new(Database, Settings, Roster, Clock, RealTransport ?? Transport, Leases, NullLogger<MailSender>.Instance);

    private MailPreparer Preparer =>
        new(
            Database,
            Clock,
            new StubMailWriter(this),
            new CalendarFeed(Settings, Database, Clock, NullLogger<CalendarFeed>.Instance),
            new UnsubscribeLinks(Settings, Roster, new SecretProtector(Settings, Clock)),
            new AnswerLinks(Settings, Roster, new SecretProtector(Settings, Clock), Database, Clock),
            NullLogger<MailPreparer>.Instance
        );

    private StaleSourceSync StaleSourceSync => new(Database, Clock, SyncService);

    private DigestSender DigestSender =>
        new(Database, Settings, Clock, OutboxLock, Leases, Recovery, StaleSourceSync, Preparer, Sender);

    private static string CreateMessageId(MailRequest request)
    {
        var period = $"{request.Period.Original}.{request.Period.CopyNumber}";
        return $"<{request.Kind.ToStoredText()}.{period}.{request.Athlete.Name}@test>";
    }

    private sealed class StubMailWriter(OutboxFixture fixture) : IMailWriter
    {
        public RenderedMail? Write(MailRequest request)
        {
            fixture.Requests.Add(request);
            return fixture.Write(request);
        }
    }

    private sealed class StubSyncService(OutboxFixture fixture) : ISyncService
    {
        public Task<IReadOnlyList<SyncReport>> SyncAllAsync(
            AthleteSettings athlete,
            SyncDepth depth,
            CancellationToken cancellationToken
        ) => SyncAsync(athlete, $"{athlete.Name} {depth}");

        public Task<IReadOnlyList<SyncReport>> SyncAllIfFreeAsync(
            AthleteSettings athlete,
            SyncDepth depth,
            TimeSpan maxWait,
            CancellationToken cancellationToken
        ) => SyncAllAsync(athlete, depth, cancellationToken);

        public Task<IReadOnlyList<SyncReport>> SyncSourceAsync(
            AthleteSettings athlete,
            SourceName source,
            SyncDepth depth,
            CancellationToken cancellationToken
        ) => SyncAsync(athlete, $"{athlete.Name} {source} {depth}");

        private Task<IReadOnlyList<SyncReport>> SyncAsync(AthleteSettings athlete, string description)
        {
            fixture.SyncedSources.Add(description);
            fixture.OnSync?.Invoke(athlete);
            return Task.FromResult<IReadOnlyList<SyncReport>>([]);
        }
    }
}

/// <summary>A kind of mail that a test defines; a rendered mail of it is always valid.</summary>
internal sealed class StubMailTrigger(
    MailKind kind,
    Func<AthleteSettings, DateTimeOffset, IEnumerable<DueMail>> findDue
) : IMailTrigger
{
    public MailKind Kind => kind;

    public bool MayBeDue(AthleteSettings athlete, AthleteOutboxRows rows, DateTimeOffset now) => true;

    public IEnumerable<DueMail> FindDue(DbConnection connection, AthleteSettings athlete, DateTimeOffset now) =>
        findDue(athlete, now);

    public bool IsStillValid(DbConnection connection, AthleteSettings athlete, MailRow row) => true;
}
