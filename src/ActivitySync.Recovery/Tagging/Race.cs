namespace ActivitySync.Recovery.Tagging;

/// <summary>Whether an activity was a race (tagging.md 5).</summary>
internal static class Race
{
    internal const double IsRace = 0.70;
    internal const double IsAsked = 0.50;

    /// <summary>A race stopped before this many elapsed minutes was a hard run.</summary>
    internal const double StoppedShortMinutes = 75;

    private const double ForecastShare = 0.97;
    private const double MostStops = 1.02;

    // What a feature is worth never changes, so all races share one note of it.
    private static readonly Evidence s_sourceTag = new(Features.SourceTag, 0.97);
    private static readonly Evidence s_deviceRace = new(Features.DeviceRace, 0.95);
    private static readonly Evidence s_multisport = new(Features.Multisport, 0.80);
    private static readonly Evidence s_raceName = new(Features.RaceName, 0.45);
    private static readonly Evidence s_distanceInName = new(Features.DistanceInName, 0.20);
    private static readonly Evidence s_trainingName = new(Features.TrainingName, -0.60);
    private static readonly Evidence s_standardDistance = new(Features.StandardDistance, 0.20);
    private static readonly Evidence s_ownBestPace = new(Features.OwnBestPace, 0.30);
    private static readonly Evidence s_raceHeartRate = new(Features.RaceHeartRate, 0.20);
    private static readonly Evidence s_noStops = new(Features.NoStops, 0.05);
    private static readonly Evidence s_weekendMorning = new(Features.WeekendMorning, 0.05);

    private static readonly TimeSpan s_morningFrom = new(6, 30, 0);
    private static readonly TimeSpan s_morningTo = new(11, 0, 0);

    /// <summary>A signal that decides alone; null without one.</summary>
    internal static Evidence? Signal(Recording recording, RaceMatch? match)
    {
        var own = recording.Family == Family.Multi ? s_multisport
            : !recording.IsRun ? null
            : recording.Activity.SourceTag == SourceTag.Race ? s_sourceTag
            : recording.Activity.DeviceRace ? s_deviceRace
            : null;
        return match is null || own?.Points >= match.Score ? own
            : new(match.StoppedEarly ? Features.StoppedEarly : Features.RaceCalendar, match.Score);
    }

    /// <summary>What a run adds up to when nothing decides.</summary>
    /// <returns>The score.</returns>
    internal static double Sum(Recording recording, Title title, RunLog runs, RaceLog races, double maxHeartRate, List<Evidence> counted)
    {
        var sheet = new ScoreSheet(counted);
        var run = recording.Measured;
        var isEvent = title.IsEvent(run.Meters);
        sheet.Add(s_raceName, isEvent);
        sheet.Add(s_distanceInName, !isEvent && title.NamesDistance(run.Meters));
        sheet.Add(s_trainingName, title.NotTheRace);
        sheet.Add(s_standardDistance, RaceDistance.IsStandard(run.Meters));
        sheet.Add(s_ownBestPace, IsOwnBest(recording.WrittenDay, run, runs, races));
        sheet.Add(
            s_raceHeartRate,
            run.Meters > 0 && run.AverageHeartRate > 0 && maxHeartRate > 0 && run.AverageHeartRate / maxHeartRate >= RaceHeartRate(run.Meters));
        sheet.Add(s_noStops, run.BothTimesGiven && run.ElapsedSeconds / run.MovingSeconds <= MostStops);
        sheet.Add(s_weekendMorning, IsWeekendMorning(recording.Activity.Start));
        return sheet.Score;
    }

    private static bool IsOwnBest(int day, Measured run, RunLog runs, RaceLog races) =>
        run.Meters > 0
        && (runs.IsFastForDistance(day, run)
            || (races.ForecastSpeed(day, run.Meters) is var forecast && forecast > 0 && run.Speed >= ForecastShare * forecast));

    /// <summary>The share of the maximum that a race of this distance asks for.</summary>
    private static double RaceHeartRate(double meters) => meters switch
    {
        < 7_500 => 0.90,
        < 15_000 => 0.88,
        < 30_000 => 0.84,
        _ => 0.78,
    };

    private static bool IsWeekendMorning(DateTimeOffset start) =>
        start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && start.TimeOfDay >= s_morningFrom && start.TimeOfDay <= s_morningTo;
}
