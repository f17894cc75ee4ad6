namespace ActivitySync.FileFormats.Fit;

/// <summary>The laps and records of one session.</summary>
internal sealed record FitSessionPart(FitTrack Track, FitLapSums Laps);

/// <summary>Assigns laps, records and timer events to the sessions of a file by their times.</summary>
internal sealed class FitSessionParts
{
    private readonly FitSessionPart _whole;
    private readonly bool _hasSingleSession;

    /// <summary>Starts, ascending, and what begins there. Empty for a single session, which has all.</summary>
    private readonly uint[] _starts;

    private readonly FitSessionPart[] _parts;

    /// <summary>When the parts end, included; the largest number if that is unknown.</summary>
    private readonly uint[] _ends;

    private FitSessionParts(List<FitSession> sessions)
    {
        _hasSingleSession = sessions.Count <= 1;
        _whole = Create(_hasSingleSession ? sessions.FirstOrDefault()?.StartTime : null);
        _starts = _hasSingleSession
            ? []
            :
            [
                .. sessions
                    .Where(session => !SpansAll(session))
                    .Select(session => session.StartTime)
                    .OfType<uint>()
                    .Distinct()
                    .Order(),
            ];
        _parts = [.. _starts.Select(start => Create(start))];
        _ends =
        [
            .. _starts.Select(start =>
                sessions.Where(session => session.StartTime == start).Max(session => session.EndTime) is { } end
                && end > start
                    ? end
                    : uint.MaxValue
            ),
        ];
    }

    public static FitSessionParts Read(ReadOnlySpan<byte> data, List<FitSession> sessions)
    {
        var parts = new FitSessionParts(sessions);
        var reader = new FitMessageReader(data, withRecords: true);
        while (reader.TryReadNext(out var message))
        {
            parts.Add(message, reader.Time);
        }

        parts._whole.Track.Complete();
        foreach (var part in parts._parts)
        {
            part.Track.Complete();
        }

        return parts;
    }

    /// <summary>The laps and records of a session; null if it is one of several and has no start.</summary>
    public FitSessionPart? Find(FitSession session)
    {
        if (_hasSingleSession || SpansAll(session))
        {
            return _whole;
        }

        return session.StartTime is { } start ? _parts[Array.BinarySearch(_starts, start)] : null;
    }

    private static bool SpansAll(FitSession session) => session.Sport == FitProfile.Session.Multisport;

    private static FitSessionPart Create(uint? start) => new(new FitTrack(start), new FitLapSums());

    private void Add(FitMessage message, uint time)
    {
        switch (message.Number)
        {
            case FitProfile.RecordMessage when time > 0:
                _whole.Track.AddRecord(time, message);
                FindPart(time)?.Track.AddRecord(time, message);
                break;
            case FitProfile.LapMessage:
                _whole.Laps.Add(message);
                FindPart((uint?)message.GetInteger(FitProfile.Lap.StartTime) ?? time)?.Laps.Add(message);
                break;
            case FitProfile.EventMessage
                when message.GetInteger(FitProfile.Event.Kind) == FitProfile.Event.Timer
                    && ParseTimerEvent(message.GetInteger(FitProfile.Event.Type)) is { } starts:
                _whole.Track.AddTimerEvent(time, starts);
                FindPart(time)?.Track.AddTimerEvent(time, starts);
                break;
            case FitProfile.HeartRateMessage:
                // Its times are fractions of a counter, so beats belong to the file and not to one of several sessions.
                _whole.Track.AddBeats(message.GetBytes(FitProfile.HeartRate.FilteredBpm));
                break;
        }
    }

    /// <summary>
    /// The part of the last session that started by then; null if that has ended, or there is a single session.
    /// </summary>
    private FitSessionPart? FindPart(uint time)
    {
        if (_starts.Length == 0)
        {
            return null;
        }

        var found = Array.BinarySearch(_starts, time);
        var at = Math.Max(0, found >= 0 ? found : ~found - 1);
        return time <= _ends[at] ? _parts[at] : null;
    }

    /// <summary>Whether the event starts the timer; null if it does neither start nor stop it.</summary>
    private static bool? ParseTimerEvent(long? type) =>
        type switch
        {
            FitProfile.Event.Start => true,
            FitProfile.Event.Stop
            or FitProfile.Event.StopAll
            or FitProfile.Event.StopDisable
            or FitProfile.Event.StopDisableAll => false,
            _ => null,
        };
}
