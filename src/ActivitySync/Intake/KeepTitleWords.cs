using System.Data.Common;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>
/// Keeps what titles say beside the recordings, in the caller's transaction. It is derived anew from a title that is new or
/// changed and goes with a recording that is really gone; an expired one's word stays until its source is read again.
/// </summary>
internal sealed class KeepTitleWords(DbConnection store, DbTransaction transaction, long athleteId, DateTimeOffset now)
{
    private readonly HashSet<string> _speaking =
    [
        .. Labels.TitleKeys(store, athleteId, transaction),
        .. Dated(store, transaction, athleteId).Select(row => row.Key),
    ];

    /// <summary>Derives what a recording's title says now.</summary>
    public void Keep(RecordingRow row)
    {
        var reading = ReadTitle.Of(row.Name);
        if (!reading.SaysNothing || _speaking.Contains(row.Key())) Say(row.Source, row.SourceId, row.ToRecording().Activity.Start, reading);
    }

    /// <summary>Takes back what the title of a recording said that is gone.</summary>
    public void Forget(RecordingRow row)
    {
        if (_speaking.Contains(row.Key())) Forget(row.Source, row.SourceId);
    }

    /// <summary>Takes back what the titles of recordings said that were deleted at their source while they were expired here.</summary>
    /// <param name="source">The source that was read.</param>
    /// <param name="from">The start of its window.</param>
    /// <param name="known">The source's ids that are held, listed or set aside.</param>
    /// <param name="isPlausible">Whether so many may go at once.</param>
    public void ForgetOrphans(SourceName source, DateTimeOffset from, IReadOnlySet<string> known, Func<int, bool> isPlausible)
    {
        // Written dates can be a day off the window's own.
        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(2).ToColumn();
        var prefix = TitleOrigin.PrefixOf(source.ToColumn());
        var orphans = Dated(store, transaction, athleteId)
            .Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(row.Date, first) >= 0)
            .Select(row => row.Key[prefix.Length..])
            .Where(sourceId => !known.Contains(sourceId))
            .Distinct()
            .ToList();
        if (!isPlausible(orphans.Count)) return;
        foreach (var sourceId in orphans) Forget(source.ToColumn(), sourceId);
    }

    /// <summary>Takes back all that titles of a source said.</summary>
    public void ForgetAll(SourceName source)
    {
        var prefix = TitleOrigin.PrefixOf(source.ToColumn());
        foreach (var key in _speaking.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
            Forget(source.ToColumn(), key[prefix.Length..]);
    }

    private void Forget(string source, string sourceId) => Say(source, sourceId, now, TitleReading.Nothing);

    private void Say(string source, string sourceId, DateTimeOffset start, TitleReading reading)
    {
        var key = TitleOrigin.KeyOf(source, sourceId);
        var date = DateOnly.FromDateTime(start.DateTime);
        Labels.SayInTitle(store, athleteId, source, sourceId, reading.Labels, now, transaction);
        Massages.SayInTitle(store, athleteId, key, [.. reading.Massages.Select(kind => new Massage(date, kind))], transaction);
        var pains = reading.Pains.Select(pain => new Pain { Date = date, Area = pain.Area, Severity = pain.Severity });
        Pains.SayInTitle(store, athleteId, key, start, [.. pains], transaction);
        Pains.SayGoneInTitle(store, athleteId, key, start, date, reading.PainsGone, transaction);
        Pauses.SayInTitle(store, athleteId, key, reading.NoMail ? (date, date.AddDays(HashtagVocabulary.NoMailDays - 1)) : null, transaction);
    }

    private static IEnumerable<TitleKeyRow> Dated(DbConnection store, DbTransaction transaction, long athleteId) =>
        Massages.TitleKeys(store, athleteId, transaction)
            .Concat(Pains.TitleKeys(store, athleteId, transaction))
            .Concat(Pauses.TitleKeys(store, athleteId, transaction));
}
