namespace ActivitySync.Sources.Files.Fit;

/// <summary>Gathers what a chain of FIT files holds, and words the outcome of the whole.</summary>
internal sealed class FitFindings
{
    private readonly List<string> _warnings = [];
    private string? _refusal;

    public List<Recorded> Recorded { get; } = [];

    /// <summary>One of the files is something else: settings, a course, a day's steps.</summary>
    public bool NotAnActivity { get; set; }

    public void Warn(string warning)
    {
        if (!_warnings.Contains(warning)) _warnings.Add(warning);
    }

    public void NoSession(bool damaged, bool whole) => _refusal ??= (damaged, whole) switch
    {
        (_, false) => "it is cut short before its summary; copy it from the device again",
        (true, _) => "it is damaged and holds no readable summary; copy it from the device again",
        _ => "it holds no activity: no summary, no laps, no points",
    };

    /// <summary>Takes a session in, or keeps the reason why not.</summary>
    /// <param name="session">The session.</param>
    /// <param name="created">When the file was made, by its own clock: the start, if the session names none.</param>
    /// <param name="offset">The device's distance from UTC, if it told a plausible one.</param>
    public void Add(FitSession session, long? created, TimeSpan? offset)
    {
        var start = session.StartTime ?? created;
        if (start is not >= FitNumbers.FirstRealTime)
        {
            Refuse(start is null
                ? "it does not say when it started"
                : "the device had no clock: its start is no date; record the time once by satellite and export it again");
            return;
        }

        if (session is not ({ ElapsedSeconds: > 0 } or { TimerSeconds: > 0 } or { DistanceMeters: > 0 }))
        {
            Refuse("its summary is empty: no time and no distance");
            return;
        }

        if (session.StartTime is null) Warn("it does not say when it started; the time the file was made was taken");
        Recorded.Add(new Recorded
        {
            Start = DateTimeOffset.FromUnixTimeSeconds(FitNumbers.EpochUnixSeconds + start.Value),
            UtcOffset = offset,
            Sport = FitSports.NameOf(session.Sport, session.SubSport),
            DistanceMeters = session.DistanceMeters,
            TimerSeconds = session.TimerSeconds,
            ElapsedSeconds = session.ElapsedSeconds,
            AverageHeartRate = session.AverageHeartRate,
            MaxHeartRate = session.MaxHeartRate,
            AscentMeters = session.AscentMeters,
            DescentMeters = session.DescentMeters,
            PerceivedExertion = session.PerceivedExertion,
        });
    }

    public FileContent ToContent()
    {
        if (Recorded.Count > 0)
        {
            if (_refusal is not null) Warn($"a part was left out: {_refusal}");
            return FileContent.Of(RecordingFormat.Fit, Recorded, _warnings);
        }

        if (_refusal is null && NotAnActivity) return FileContent.Skipped("a FIT file, but no activity (settings, a course, a day's steps or the like)");
        return FileContent.Quarantined(_refusal ?? "it holds no activity that can be read");
    }

    private void Refuse(string reason) => _refusal ??= reason;
}
