using System.Globalization;
using System.Text;
using ActivitySync.Digest;
using ActivitySync.Intake;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Outbox;

/// <summary>An outbox with a real store, a clock to turn, and stand-ins for what writes and what carries mails.</summary>
internal sealed class OutboxHouse : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public OutboxHouse(params string[] runners)
    {
        Settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            Athletes = [.. (runners.Length == 0 ? ["anna"] : runners).Select(name => new AthleteSettings
            {
                Name = name,
                Email = $"{name}@example.org",
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            })],
        };
        Database = new Database(Settings, Clock);
        Write = order => new RenderedMail
        {
            Message = Encoding.UTF8.GetBytes($"Message-ID: <{order.Kind}.{order.Period}.{order.Copy}.{order.Athlete.Name}@test>\r\n\r\n{++_written}"),
            MessageId = $"<{order.Kind}.{order.Period}.{order.Copy}.{order.Athlete.Name}@test>",
            Subject = "A pick",
            Html = string.Empty,
            Text = string.Empty,
            Picture = null,
            CalendarFile = null,
            QuotesStrava = false,
            TellsRace = order.Kind == MailKind.Digest ? Tells : null,
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

    public ScriptedTransport Transport { get; } = new();

    /// <summary>Carries the mails in place of <see cref="Transport"/>.</summary>
    public IMailTransport? RealTransport { get; set; }

    public MailWriter Write { get; set; }

    /// <summary>The kinds of mail beside the digest.</summary>
    public List<MailOccasion> Occasions { get; } = [];

    /// <summary>Whether a written mail is still true.</summary>
    public MailHolds Holds { get; set; } = (_, _) => true;

    public List<MailOrder> Orders { get; } = [];

    public List<string> Synced { get; } = [];

    /// <summary>What a sync does, besides being noted.</summary>
    public Action<AthleteSettings>? OnSync { get; set; }

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<string>> PassAt(string instant)
    {
        Clock.SetUtcNow(At(instant));
        return await PassAsync();
    }

    /// <summary>A pass of a daemon that has just started: nothing is remembered but the store.</summary>
    public Task<IReadOnlyList<string>> PassAsync() => new KeepOutbox(
        Database,
        new EachRunner(Database, Settings),
        Clock,
        Sole,
        new PlanDigests(Clock, NullLogger<PlanDigests>.Instance),
        new PlanMails(Clock, Occasions, NullLogger<PlanMails>.Instance),
        new PlanAlerts(Database, Settings, Clock, new ConfirmSilence(Database, Clock, SyncAsync), NullLogger<PlanAlerts>.Instance),
        Prepare,
        new PrepareAlert(Database, Settings, Clock, NullLogger<PrepareAlert>.Instance),
        Settle,
        Deliver,
        (athlete, row) => Holds(athlete, row),
        NullLogger<KeepOutbox>.Instance).RunAsync(default);

    public Task<SendReport> SendAsync(string? week = null) => new SendDigest(Database, Clock, Sole, Settle, new SendNow(Database, Prepare, Deliver)).SendAsync(Anna, week, default);

    public Task<SendReport> ResendAsync(string? week = null) => new ResendDigest(Database, Clock, Sole, Settle, new SendNow(Database, Prepare, Deliver)).SendAsync(Anna, week, default);

    public SoleSender Sole => new(Settings, Clock);

    public MailRow? Row(string period = "2026-W47", string runner = "anna", string kind = MailKind.Digest)
    {
        using var store = Database.Open();
        return Mails.Find(store, Athletes.IdOf(store, runner, Clock), kind, period);
    }

    /// <summary>The digests handed over, each try; alerts are tried besides.</summary>
    public IReadOnlyList<byte[]> TriedDigests => [.. Transport.Tried.Where(bytes => !Encoding.UTF8.GetString(bytes).Contains("<alert.", StringComparison.Ordinal))];

    /// <summary>The rows of all alerts, the earliest first.</summary>
    public IReadOnlyList<MailRow> Alerts()
    {
        using var store = Database.Open();
        return [.. Mails.Of(store, Athletes.IdOf(store, "anna", Clock)).Where(mail => mail.Kind == MailKind.Alert).Reverse()];
    }

    /// <summary>Anna's Strava was tried at this moment.</summary>
    public void Tried(string outcome, string? succeededAt, long failures, string? line = null, DateTimeOffset? retryAt = null)
    {
        using var store = Database.Open();
        var success = succeededAt is null ? (long?)null : At(succeededAt).ToUnixTimeSeconds();
        Syncs.Save(store, new SyncRow(
            Athletes.IdOf(store, "anna", Clock), "strava", Clock.GetUtcNow().ToUnixTimeSeconds(), outcome, line, success, success, retryAt?.ToUnixTimeSeconds(), failures));
    }

    public byte[]? Bytes(string period = "2026-W47")
    {
        using var store = Database.Open();
        return Mails.Message(store, Row(period)!.Id);
    }

    public void Execute(string sql)
    {
        using var store = Database.Open();
        store.Execute(sql);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private SettleMails Settle => new(Clock, NullLogger<SettleMails>.Instance);

    /// <summary>The daemon goes on living between passes, and remembers what it could not write down.</summary>
    public void StaysAlive() => _living = Deliver;

    private DeliverMail? _living;

    private DeliverMail Deliver => _living ?? new(Database, Settings, Clock, RealTransport ?? Transport, NullLogger<DeliverMail>.Instance);

    private PrepareMail Prepare => new(
        Database,
        Settings,
        Clock,
        new FreshenSources(Database, Clock, SyncAsync),
        order =>
        {
            Orders.Add(order);
            return Write(order);
        },
        new UnsubscribeLink(Settings, new SecretBox(Settings)),
        NullLogger<PrepareMail>.Instance);

    private Task<IReadOnlyList<SyncReport>> SyncAsync(AthleteSettings athlete, SourceName? only, SyncDepth depth, CancellationToken cancellationToken)
    {
        Synced.Add(only is null ? $"{athlete.Name} {depth}" : $"{athlete.Name} {only} {depth}");
        OnSync?.Invoke(athlete);
        return Task.FromResult<IReadOnlyList<SyncReport>>([]);
    }
}
