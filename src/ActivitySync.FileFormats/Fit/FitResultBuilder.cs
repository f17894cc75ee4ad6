namespace ActivitySync.FileFormats.Fit;

/// <summary>Collects the sessions, warnings and reasons of a chain of FIT files.</summary>
internal sealed class FitResultBuilder
{
    private readonly List<string> _warnings = [];
    private string? _refusal;

    public List<RawRecording> Recordings { get; } = [];

    /// <summary>One of the files is something else: settings, a course, a day's steps.</summary>
    public bool HasOtherFileType { get; set; }

    public void AddWarning(string warning)
    {
        if (!_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>
    /// Notes a file of the chain without a session. A complete and valid one is not an error: straps append a file of
    /// heartbeats to the activity.
    /// </summary>
    public void AddMissingSession(bool isDamaged, bool isComplete)
    {
        if (!isComplete)
        {
            SetRefusal("it is cut short before its summary; copy it from the device again");
        }
        else if (isDamaged)
        {
            SetRefusal("it is damaged and holds no readable summary; copy it from the device again");
        }
    }

    /// <summary>Adds a session, or the reason why it can't be used.</summary>
    /// <param name="session">The session.</param>
    /// <param name="createdAt">When the file was created, in seconds of the file's clock; used if the session has no
    /// start.</param>
    /// <param name="offset">The UTC offset of the device, if the file has a plausible one.</param>
    public void AddSession(FitSession session, long? createdAt, TimeSpan? offset)
    {
        var start = session.StartTime ?? createdAt;
        if (start is not >= FitProfile.FirstRealTime)
        {
            SetRefusal(
                start is null
                    ? "it does not say when it started"
                    : "the device had no clock: its start is no date; "
                        + "record the time once by satellite and export it again"
            );
            return;
        }

        if (session is not ({ ElapsedSeconds: > 0 } or { TimerSeconds: > 0 } or { DistanceMeters: > 0 }))
        {
            SetRefusal("its summary is empty: no time and no distance");
            return;
        }

        if (session.StartTime is null)
        {
            AddWarning("it does not say when it started; the time the file was made was taken");
        }

        Recordings.Add(
            new RawRecording
            {
                Start = DateTimeOffset.FromUnixTimeSeconds(FitProfile.EpochUnixSeconds + start.Value),
                UtcOffset = offset,
                Position = IsIndoors(session.SubSport) ? null : session.Position,
                Sport = FitSports.GetName(session.Sport, session.SubSport),
                DistanceMeters = session.DistanceMeters,
                TimerSeconds = session.TimerSeconds,
                ElapsedSeconds = session.ElapsedSeconds,
                AverageHeartRate = session.AverageHeartRate,
                MaxHeartRate = session.MaxHeartRate,
                AscentMeters = session.AscentMeters,
                DescentMeters = session.DescentMeters,
                PerceivedExertion = session.PerceivedExertion,
            }
        );
    }

    public ParsedFile ToParsedFile()
    {
        if (Recordings.Count > 0)
        {
            if (_refusal is not null)
            {
                AddWarning($"a part was left out: {_refusal}");
            }

            return ParsedFile.FromRecordings(RecordingFormat.Fit, Recordings, _warnings);
        }

        if (_refusal is null && HasOtherFileType)
        {
            return ParsedFile.CreateSkipped(
                "a FIT file, but no activity (settings, a course, a day's steps or the like)"
            );
        }

        return ParsedFile.CreateQuarantined(_refusal ?? "it holds no activity: no summary, no laps, no points");
    }

    /// <summary>Programs for indoor training write positions of places where the athlete is not.</summary>
    private static bool IsIndoors(long? subSport) =>
        subSport
            is FitProfile.SubSport.Treadmill
                or FitProfile.SubSport.Spin
                or FitProfile.SubSport.IndoorCycling
                or FitProfile.SubSport.IndoorRunning
                or FitProfile.SubSport.VirtualActivity;

    private void SetRefusal(string reason) => _refusal ??= reason;
}
