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

    private static readonly TimeSpan s_morningFrom = new(6, 30, 0);
    private static readonly TimeSpan s_morningTo = new(11, 0, 0);

    /// <summary>A signal that decides alone; null without one.</summary>
    internal static Evidence? Signal(Recording recording, RaceMatch? match)
    {
        Evidence? largest = null;
        if (recording.IsRun)
        {
            Take(Features.SourceTag, 0.97, recording.Activity.SourceTag == SourceTag.Race);
            Take(Features.DeviceRace, 0.95, recording.Activity.DeviceRace);
        }

        Take(Features.Multisport, 0.80, recording.Family == Family.Multi);
        Take(match is { StoppedEarly: true } ? Features.StoppedEarly : Features.RaceCalendar, match?.Score ?? 0, match is not null);
        return largest;

        void Take(string feature, double score, bool holds)
        {
            if (holds && score > (largest?.Points ?? 0))
            {
                largest = new(feature, score);
            }
        }
    }

    /// <summary>What a run adds up to when nothing decides.</summary>
    /// <returns>The score.</returns>
    internal static double Sum(Recording recording, Title title, RunLog runs, RaceLog races, double maxHeartRate, List<Evidence> counted)
    {
        var sheet = new ScoreSheet(counted);
        var run = recording.Measured;
        var isEvent = title.IsEvent(run.Meters);
        sheet.Add(Features.RaceName, 0.45, isEvent);
        sheet.Add(Features.DistanceInName, 0.20, !isEvent && title.NamesDistance(run.Meters));
        sheet.Add(Features.TrainingName, -0.60, title.NotTheRace);
        sheet.Add(Features.StandardDistance, 0.20, RaceDistance.IsStandard(run.Meters));
        sheet.Add(Features.OwnBestPace, 0.30, IsOwnBest(recording.WrittenDay, run, runs, races));
        sheet.Add(
            Features.RaceHeartRate,
            0.20,
            run.Meters > 0 && run.AverageHeartRate > 0 && maxHeartRate > 0 && run.AverageHeartRate / maxHeartRate >= RaceHeartRate(run.Meters));
        sheet.Add(Features.NoStops, 0.05, run.BothTimesGiven && run.ElapsedSeconds / run.MovingSeconds <= MostStops);
        sheet.Add(Features.WeekendMorning, 0.05, IsWeekendMorning(recording.Activity.Start));
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
