namespace ActivitySync.Recovery.Tagging;

/// <summary>The names of what is counted (tagging.md 5 to 8).</summary>
internal static class Features
{
    internal const string SourceTag = "source-tag";
    internal const string DeviceRace = "device-race";
    internal const string Multisport = "multisport";
    internal const string RaceCalendar = "race-calendar";
    internal const string StoppedEarly = "stopped-early";
    internal const string RaceName = "race-name";
    internal const string DistanceInName = "distance-in-name";
    internal const string TrainingName = "training-name";
    internal const string StandardDistance = "standard-distance";
    internal const string OwnBestPace = "own-best-pace";
    internal const string RaceHeartRate = "race-heart-rate";
    internal const string NoStops = "no-stops";
    internal const string WeekendMorning = "weekend-morning";

    internal const string Minutes = "minutes";
    internal const string VersusUsualRun = "vs-usual-run";
    internal const string ShareOfWeek = "share-of-week";
    internal const string LongestInSevenDays = "longest-in-7-days";
    internal const string Spike = "spike";
    internal const string UsualWeekday = "usual-weekday";
    internal const string LongName = "long-name";
    internal const string NotLongName = "not-long-name";
    internal const string IntervalStructure = "interval-structure";
    internal const string LongLoad = "long-load";

    internal const string PerceivedExertion = "perceived-exertion";
    internal const string HardName = "hard-name";
    internal const string RepetitionsInName = "repetitions-in-name";
    internal const string HighHeartRate = "high-heart-rate";
    internal const string FastForDuration = "fast-for-duration";
    internal const string EasyName = "easy-name";

    internal const string YourOwnWord = "your-own-word";
}
