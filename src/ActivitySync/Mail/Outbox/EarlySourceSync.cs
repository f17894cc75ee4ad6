using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;
using Quartz;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Syncs sources in the hours before a digest slot that would be stale at the slot, each athlete's at another moment.
/// So digests that are due at the same time find nothing to sync, and are rendered without waiting for a service.
/// </summary>
/// <remarks>
/// That concerns sources whose schedule has no time in those hours, like one a week: an hourly or half-hourly schedule
/// has them up to date anyway. A source that is stale at the slot nevertheless, because the sync failed or the daemon
/// was off, is synced when the digest is rendered (<see cref="StaleSourceSync"/>).
/// </remarks>
internal sealed partial class EarlySourceSync(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock,
    ISyncService syncService,
    ILogger<EarlySourceSync> log
)
{
    /// <summary>
    /// Up to this many athletes nothing is synced early: so few digests can sync their sources as they are rendered,
    /// and then contain the latest activities.
    /// </summary>
    public const int MaxAthletesAtSlot = 20;

    /// <summary>The key of the time up to which all moments are done.</summary>
    private const string DoneKey = "early-syncs";

    /// <summary>Late enough that a run of the morning is in the digest of the evening.</summary>
    private static readonly TimeSpan FirstBeforeSlot = TimeSpan.FromHours(6);

    /// <summary>
    /// How long before a slot the last of its syncs begins; and how long after it the last of its digests may be
    /// rendered, with the source not stale yet.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);

    /// <summary>Syncs the sources whose moment has come since the last call.</summary>
    /// <exception cref="OperationException">An athlete's sync failed unexpectedly; the others were synced.</exception>
    public async Task SyncDueAsync(CancellationToken cancellationToken)
    {
        AthleteLoop.ThrowIfAnyFailed(
            await AthleteLoop.RunForEachAsync(
                GetDue(),
                due => due.Athlete.Name,
                due => syncService.SyncSourceAsync(due.Athlete, due.Source, SyncDepth.Full, cancellationToken),
                cancellationToken,
                (due, reason) => LogFailed(due.Athlete.Name, due.Source.ToColumn(), reason)
            )
        );
    }

    /// <summary>
    /// Returns the moment at which an athlete's sources are synced before a slot. It depends on the name alone, so it
    /// is the same in each process.
    /// </summary>
    public static DateTimeOffset GetMoment(AthleteSettings athlete, DigestSlot slot)
    {
        var hash = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(athlete.Name)));
        var seconds = hash % (uint)(FirstBeforeSlot - Margin).TotalSeconds;
        return slot.At - FirstBeforeSlot + TimeSpan.FromSeconds(seconds);
    }

    /// <summary>
    /// Finds what is due, by moment. The moments are marked as done before the first request, so that no restart
    /// repeats a sync, not even one that crashed the daemon.
    /// </summary>
    private List<(AthleteSettings Athlete, SourceName Source)> GetDue()
    {
        using var connection = database.Open();
        var athletes = roster.GetAll(connection);
        if (athletes.Count <= MaxAthletesAtSlot)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var doneUntil = PlausibleInstant.FilterPast(TimestampRepository.Find(connection, DoneKey), now)
            ?? DateTimeOffset.MinValue;
        var slots = athletes
            .Select(athlete => (Athlete: athlete, Slot: DigestSchedule.GetNext(athlete, now)))
            .Select(next => (next.Athlete, next.Slot, Moment: GetMoment(next.Athlete, next.Slot)))
            .Where(next => next.Moment > doneUntil && next.Moment <= now)
            .OrderBy(next => next.Moment)
            .ToList();
        if (slots.Count == 0)
        {
            return [];
        }

        var isStale = CreateCheck(connection, now);
        var due = slots
            .SelectMany(next =>
                next.Athlete.Sources.Enabled.Where(source => isStale(next.Athlete, source, next.Slot))
                    .Select(source => (next.Athlete, source))
            )
            .ToList();
        if (due.Count > 0)
        {
            TimestampRepository.Save(connection, DoneKey, now);
        }

        return due;
    }

    /// <summary>
    /// Creates the check whether a source would be stale at a slot and has no scheduled time shortly before it.
    /// </summary>
    private Func<AthleteSettings, SourceName, DigestSlot, bool> CreateCheck(DbConnection connection, DateTimeOffset now)
    {
        var ids = AthleteRepository.GetAll(connection);
        var syncs = SyncStateRepository.GetAll(connection, ids.Values.Select(row => row.Id).ToHashSet());
        var schedules = SourceDescriptors.All.ToDictionary(
            source => source.Name,
            source => new CronExpression(source.GetSettings(settings).SyncSchedule, TimeZoneInfo.Utc)
        );
        return (athlete, source, slot) =>
        {
            var row = ids.TryGetValue(athlete.Name, out var stored)
                ? syncs[stored.Id].FirstOrDefault(sync => sync.Source == source.ToColumn())
                : null;
            return StaleSourceSync.IsStale(row, slot.At + Margin, now)
                && !(schedules[source].GetNextValidTimeAfter(slot.At - FirstBeforeSlot) < slot.At);
        };
    }

    [LoggerMessage(
        EventName = "early_sync_failed",
        Level = LogLevel.Error,
        Message = "athlete={Athlete} source={Source} reason={Reason}"
    )]
    private partial void LogFailed(string athlete, string source, string reason);
}
