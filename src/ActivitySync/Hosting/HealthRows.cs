using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Hosting;

/// <summary>
/// The stored rows that the health of all athletes is found from. They take one statement per table, however many
/// athletes there are.
/// </summary>
internal sealed class HealthRows
{
    private readonly DbConnection _connection;
    private readonly IReadOnlyDictionary<string, AthleteRow> _athletes;
    private readonly ILookup<long, SyncStateRow> _syncs;
    private readonly ILookup<long, RaceFeedRow> _raceFeeds;
    private readonly IReadOnlyDictionary<long, InboxScanRow> _inboxScans;
    private readonly ILookup<long, InboxFileRow> _quarantined;
    private readonly ILookup<long, MailRow> _mails;
    private readonly IReadOnlySet<long> _supersededFailures;

    private HealthRows(DbConnection connection, IReadOnlyList<AthleteSettings> athletes)
    {
        _connection = connection;
        _athletes = AthleteRepository.GetAll(connection);
        AthleteIds = athletes
            .Select(athlete => _athletes.GetValueOrDefault(athlete.Name)?.Id)
            .OfType<long>()
            .ToHashSet();
        _syncs = SyncStateRepository.GetAll(connection, AthleteIds);
        _raceFeeds = RaceFeedRepository.GetAll(connection, AthleteIds);
        _inboxScans = InboxFileRepository.GetScans(connection, AthleteIds);
        _quarantined = InboxFileRepository.GetQuarantined(connection, AthleteIds);
        _mails = MailRepository.GetUndelivered(connection).ToLookup(mail => mail.AthleteId);
        _supersededFailures = MailRepository.GetSupersededFailures(connection);
    }

    /// <summary>The ids of the athletes that have stored rows.</summary>
    public IReadOnlySet<long> AthleteIds { get; }

    public static HealthRows Load(DbConnection connection, IReadOnlyList<AthleteSettings> athletes) =>
        new(connection, athletes);

    /// <summary>The rows of one athlete; empty for an athlete without any.</summary>
    public AthleteHealthRows Get(AthleteSettings athlete)
    {
        var row = _athletes.GetValueOrDefault(athlete.Name);
        return row is null
            ? new AthleteHealthRows(null, [], [], null, [], [], [])
            : new AthleteHealthRows(
                AthleteRepository.ReadCreatedAt(_connection, row),
                [.. _syncs[row.Id]],
                [.. _raceFeeds[row.Id]],
                _inboxScans.GetValueOrDefault(row.Id),
                [.. _quarantined[row.Id]],
                [.. _mails[row.Id]],
                [
                    .. _mails[row.Id]
                        .Where(mail => HealthFindings.IsFailed(mail) && !_supersededFailures.Contains(mail.Id)),
                ]
            );
    }
}

/// <summary>The stored rows that one athlete's health is found from.</summary>
/// <param name="CreatedAt">When the athlete was added; null without stored rows.</param>
/// <param name="Syncs">The states of syncs, by source.</param>
/// <param name="RaceFeeds">The race calendars.</param>
/// <param name="InboxScan">The last scan of the inbox; null if there was none.</param>
/// <param name="Quarantined">The files of the inbox that could not be imported, the newest first.</param>
/// <param name="Mails">The mails that wait or did not arrive for certain, latest due first.</param>
/// <param name="LastFailures">Those of them that failed, with no later mail of their kind, latest due first.</param>
internal sealed record AthleteHealthRows(
    DateTimeOffset? CreatedAt,
    IReadOnlyList<SyncStateRow> Syncs,
    IReadOnlyList<RaceFeedRow> RaceFeeds,
    InboxScanRow? InboxScan,
    IReadOnlyList<InboxFileRow> Quarantined,
    IReadOnlyList<MailRow> Mails,
    IReadOnlyList<MailRow> LastFailures
);
