namespace ActivitySync.FileFormats.Fit;

/// <summary>
/// Completes the sessions of a file from its laps, records and timer events, which it reads only if a session needs
/// them: a value is missing, or its times contradict each other.
/// </summary>
internal static class FitSessionCompleter
{
    /// <summary>The max that a timer may exceed the elapsed time because of rounding.</summary>
    private const double MaxRoundingSeconds = 10;

    /// <summary>The same, as a share of the time.</summary>
    private const double MaxRoundingShare = 0.005;

    /// <summary>Someone who forgets to stop the watch does so for longer.</summary>
    private const double MaxRestSeconds = 600;

    private const double DaySeconds = 24 * 3600;

    /// <summary>Distances of laps and records may differ by this share.</summary>
    private const double MaxDistanceShare = 0.1;

    /// <summary>
    /// Derives a session from laps and records, for a file without one; null if records have no times.
    /// </summary>
    public static FitSession? Derive(ReadOnlySpan<byte> data)
    {
        var part = FitSessionParts.Read(data, []).Find(new FitSession());
        if (part is not { Track: { First: { } first, Last: { } last }, Laps: var laps })
        {
            return null;
        }

        var start = Math.Min(first, laps.StartTime ?? first);
        return last <= start
            ? null
            : AddMissing(
                new FitSession
                {
                    StartTime = start,
                    ElapsedSeconds = last - start,
                    Sport = laps.Sport,
                    SubSport = laps.SubSport,
                    AscentMeters = laps.AscentMeters,
                    DescentMeters = laps.DescentMeters,
                },
                part,
                null,
                _ => { }
            );
    }

    /// <summary>Whether the laps and records may change or add something.</summary>
    private static bool NeedsRecords(FitSession session) =>
        session is not { DistanceMeters: > 0, AverageHeartRate: > 0, MaxHeartRate: > 0, StartTime: not null }
        || session is not { TimerSeconds: > 0 and var timer, ElapsedSeconds: > 0 and var elapsed }
        || timer > elapsed + MaxRoundingSeconds
        || elapsed > (2 * timer) + MaxRestSeconds
        || elapsed > DaySeconds
        || (double?)session.EndTime - session.StartTime > (1 + MaxDistanceShare) * elapsed + 60;

    /// <summary>The sessions with what the rest of the file adds.</summary>
    /// <param name="data">The messages of the file.</param>
    /// <param name="sessions">Its sessions.</param>
    /// <param name="needsPosition">Whether positions are needed too.</param>
    /// <param name="activityTimerSeconds">The timer of the whole file; null if it has none.</param>
    /// <param name="isWhole">Whether all messages can be read; if not, records contradict nothing.</param>
    /// <param name="warn">Gets a clause for each kind of change.</param>
    public static List<FitSession> Complete(
        ReadOnlySpan<byte> data,
        List<FitSession> sessions,
        bool needsPosition,
        double? activityTimerSeconds,
        bool isWhole,
        Action<string> warn
    )
    {
        if (!sessions.Exists(session => NeedsRecords(session) || (needsPosition && session.Position is null)))
        {
            return sessions;
        }

        var parts = FitSessionParts.Read(data, sessions);
        var completed = new List<FitSession>(sessions.Count);
        foreach (var session in sessions)
        {
            if (parts.Find(session) is not { } part)
            {
                completed.Add(session);
                continue;
            }

            if (!NeedsRecords(session))
            {
                completed.Add(session with { Position = session.Position ?? part.Track.Position });
                continue;
            }

            // Records between two sessions belong to neither, so they contradict only a session that is alone.
            var isAlone = sessions.Count == 1;
            var corrected = isAlone && isWhole ? CorrectTimes(session, part, warn) : session;
            completed.Add(AddMissing(corrected, part, isAlone ? activityTimerSeconds : null, warn));
        }

        return completed;
    }

    /// <summary>Replaces the elapsed time and the timer if the records contradict them.</summary>
    private static FitSession CorrectTimes(FitSession session, FitSessionPart part, Action<string> warn)
    {
        if (part.Track.SpanSeconds is not { } span || part.Track.TimerSeconds is not { } running)
        {
            return session;
        }

        var (timer, elapsed) = (session.TimerSeconds, session.ElapsedSeconds);
        if (elapsed > 0 && IsLonger(part.Track.ActiveSeconds, elapsed.Value))
        {
            warn("its elapsed time is shorter than its points; theirs was taken");
            elapsed = span;
            // A timer that was stored with it stops where it does, such as at the last full lap.
            if (timer > 0 && IsLonger(running, timer.Value))
            {
                timer = running;
            }
        }
        else if (elapsed > span + MaxRestSeconds && (elapsed > (2 * timer) + MaxRestSeconds || elapsed > DaySeconds))
        {
            warn("its elapsed time is much longer than its points; theirs was taken");
            elapsed = span;
        }

        // Records that end before both times don't say which of the two is wrong.
        var isSuspect = session.TimerSeconds > session.ElapsedSeconds + MaxRoundingSeconds || timer > DaySeconds;
        if (isSuspect && timer is { } stated && IsLonger(stated, span) && !IsLonger(elapsed ?? 0, span))
        {
            warn("its timer ran longer than its points; theirs was taken");
            timer = running;
        }

        return session with
        {
            TimerSeconds = timer,
            ElapsedSeconds = elapsed,
        };
    }

    private static bool IsLonger(double seconds, double limit) =>
        seconds > limit + Math.Max(MaxRoundingSeconds, MaxRoundingShare * limit);

    private static FitSession AddMissing(
        FitSession session,
        FitSessionPart part,
        double? activityTimerSeconds,
        Action<string> warn
    )
    {
        var (track, laps) = (part.Track, part.Laps);
        var completed = session with
        {
            StartTime = session.StartTime ?? track.First ?? laps.StartTime,
            Position = session.Position ?? track.Position,
            DistanceMeters = session.DistanceMeters is > 0 and var meters
                ? meters
                : ChooseDistance(track, laps) ?? session.DistanceMeters,
            TimerSeconds = session.TimerSeconds is > 0 and var timer
                ? timer
                : ChooseTimer(track, laps) ?? Positive(activityTimerSeconds) ?? session.TimerSeconds,
            ElapsedSeconds = session.ElapsedSeconds is > 0 and var elapsed
                ? elapsed
                : track.SpanSeconds ?? Positive(laps.ElapsedSeconds) ?? session.ElapsedSeconds,
            AverageHeartRate = session.AverageHeartRate is > 0 and var average
                ? average
                : track.AverageHeartRate ?? laps.AverageHeartRate ?? session.AverageHeartRate,
            MaxHeartRate = session.MaxHeartRate is > 0 and var max
                ? max
                : track.MaxHeartRate ?? laps.MaxHeartRate ?? session.MaxHeartRate,
        };
        List<string> added = [];
        AddIf("start", session.StartTime is null && completed.StartTime is not null);
        AddIf("distance", session.DistanceMeters != completed.DistanceMeters);
        AddIf("timer", session.TimerSeconds != completed.TimerSeconds);
        AddIf("elapsed time", session.ElapsedSeconds != completed.ElapsedSeconds);
        AddIf(
            "heart rate",
            session.AverageHeartRate != completed.AverageHeartRate || session.MaxHeartRate != completed.MaxHeartRate
        );
        if (added.Count > 0)
        {
            warn($"its summary has no {string.Join(", no ", added)}; taken from its laps and points");
        }

        return completed;

        void AddIf(string value, bool isAdded)
        {
            if (isAdded)
            {
                added.Add(value);
            }
        }
    }

    /// <summary>
    /// The distance that the device counted to its last record, plus what only the laps have; else of the laps, if they
    /// are complete; else the estimate.
    /// </summary>
    private static double? ChooseDistance(FitTrack track, FitLapSums laps)
    {
        var lapMeters = Positive(laps.DistanceMeters);
        if (track.OdometerMeters is { } counted)
        {
            return laps.HaveDistance && lapMeters > counted && lapMeters <= (1 + MaxDistanceShare) * counted
                ? lapMeters
                : counted;
        }

        return laps.HaveDistance && laps.Cover(track) ? lapMeters : track.EstimatedMeters ?? lapMeters;
    }

    private static double? ChooseTimer(FitTrack track, FitLapSums laps)
    {
        var lapSeconds = Positive(laps.TimerSeconds);
        var isPlausible = track.SpanSeconds is not { } span || (lapSeconds is { } sum && !IsLonger(sum, span));
        return laps.HaveTimer && laps.Cover(track) && isPlausible ? lapSeconds : track.TimerSeconds ?? lapSeconds;
    }

    private static double? Positive(double? value) => value is > 0 ? value : null;
}
