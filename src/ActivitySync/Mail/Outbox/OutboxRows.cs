using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// The stored rows from which a pass finds the athletes for whom a mail may be due. They take a fixed number of
/// statements, however many athletes there are.
/// </summary>
internal sealed class OutboxRows
{
    /// <summary>The latest slot of an athlete is at most a week ago, in the athlete's time zone.</summary>
    private const int DaysBefore = 8;

    private const int DaysAfter = 1;

    private readonly IReadOnlyDictionary<string, AthleteRow> _athletes;
    private readonly IReadOnlyDictionary<long, DateTimeOffset> _createdAt;
    private readonly ILookup<long, SyncStateRow> _syncs;
    private readonly ILookup<long, MailRow> _mails;
    private readonly IReadOnlyDictionary<WeekPeriod, IReadOnlySet<long>> _digests;
    private readonly ILookup<long, Pain> _pains;
    private readonly IReadOnlyDictionary<long, DateOnly> _pauseEnds;
    private readonly ILookup<long, TitlePauseRow> _titlePauses;
    private readonly IReadOnlyDictionary<SourceName, IReadOnlyDictionary<long, DateOnly>> _keyExpiries;

    private OutboxRows(DbConnection connection, DateTimeOffset now)
    {
        _athletes = AthleteRepository.GetAll(connection);
        _createdAt = _athletes.Values.ToDictionary(
            row => row.Id,
            row => AthleteRepository.ReadCreatedAt(connection, row)
        );
        _syncs = SyncStateRepository.GetAll(connection, _createdAt.Keys.ToHashSet());
        _mails = MailRepository.GetAllForScheduling(connection).ToLookup(mail => mail.AthleteId);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        _digests = Enumerable
            .Range(-DaysBefore, DaysBefore + DaysAfter + 1)
            .Select(days => WeekPeriod.From(today.AddDays(days)))
            .Distinct()
            .ToDictionary(week => week, week => MailRepository.GetAthletesWithDigest(connection, week));
        _pains = PainRepository.GetAll(connection);
        _pauseEnds = PauseRepository.GetEndDates(connection);
        _titlePauses = PauseRepository.GetTitlePauses(connection);
        _keyExpiries = SourceDescriptors
            .All.Where(source => source.Key is not null)
            .ToDictionary(source => source.Name, source => source.Key!.GetLastDays(connection));
    }

    public static OutboxRows Load(DbConnection connection, DateTimeOffset now) => new(connection, now);

    /// <summary>Returns the rows of one athlete; null for one without any.</summary>
    public AthleteOutboxRows? Find(AthleteSettings athlete) =>
        _athletes.TryGetValue(athlete.Name, out var row)
            ? new AthleteOutboxRows(
                row.Id,
                _createdAt[row.Id],
                [.. _syncs[row.Id]],
                [.. _mails[row.Id]],
                [.. _digests.Where(week => week.Value.Contains(row.Id)).Select(week => week.Key)],
                [.. _pains[row.Id]],
                _pauseEnds.TryGetValue(row.Id, out var end) ? end : null,
                [.. _titlePauses[row.Id]],
                _keyExpiries
                    .Where(source => source.Value.ContainsKey(row.Id))
                    .ToDictionary(source => source.Key, source => source.Value[row.Id])
            )
            : null;
}

/// <summary>The stored rows that decide whether a mail may be due for one athlete.</summary>
/// <param name="Id">The athlete's row id.</param>
/// <param name="CreatedAt">When the athlete was added.</param>
/// <param name="Syncs">The states of syncs, by source.</param>
/// <param name="Mails">All mails but the digests that were sent or skipped, latest due first.</param>
/// <param name="DigestWeeks">Which of the weeks around now have a digest, in any state.</param>
/// <param name="Pains">The pains, by date.</param>
/// <param name="PausedUntil">The last day of the pause set by hand; null if there is none.</param>
/// <param name="TitlePauses">The pauses from titles.</param>
/// <param name="KeyExpiries">The last days on which keys work, where they are known.</param>
internal sealed record AthleteOutboxRows(
    long Id,
    DateTimeOffset CreatedAt,
    IReadOnlyList<SyncStateRow> Syncs,
    IReadOnlyList<MailRow> Mails,
    IReadOnlyList<WeekPeriod> DigestWeeks,
    IReadOnlyList<Pain> Pains,
    DateOnly? PausedUntil,
    IReadOnlyList<TitlePauseRow> TitlePauses,
    IReadOnlyDictionary<SourceName, DateOnly> KeyExpiries
)
{
    /// <summary>Whether a pause covers a day.</summary>
    public bool IsPausedOn(DateOnly day) => day <= PausedUntil || TitlePauses.Any(pause => pause.Covers(day));
}
