namespace ActivitySync.Recovery.Tagging;

/// <summary>One activity as it is read (tagging.md 1, rules.md 5 dates). Days are day numbers, so that no sum can leave the calendar.</summary>
internal sealed class Recording
{
    /// <summary>Below this an activity has no labels and no part in anything.</summary>
    internal const double MinMinutes = 5;

    /// <summary>Offsets span 28 hours, so written and home date are at most this many days apart.</summary>
    internal const int MaxDateDifferenceDays = 2;

    private readonly TimeZoneInfo? _homeZone;
    private int _homeDay = -1;

    internal Recording(Activity activity, TimeZoneInfo? homeZone)
    {
        Activity = activity;
        Family = Sports.GetFamily(activity.Sport);
        Measurements = Measurements.From(activity, Family);
        WrittenDay = DateOnly.FromDateTime(activity.Start.DateTime).DayNumber;
        _homeZone = homeZone;
    }

    internal Activity Activity { get; }

    internal SportFamily Family { get; }

    internal Measurements Measurements { get; }

    internal bool IsRun => Family == SportFamily.Run;

    internal double Minutes => Measurements.Minutes;

    /// <summary>Long enough to take part.</summary>
    internal bool IsCounted => Minutes >= MinMinutes;

    /// <summary>Day number of the start as it is written.</summary>
    internal int WrittenDay { get; }

    /// <summary>Day number of the start at home. Looked up when asked for, since most recordings are too old for it to matter.</summary>
    internal int HomeDay
    {
        get
        {
            if (_homeDay < 0)
            {
                _homeDay = _homeZone is null
                    ? WrittenDay
                    : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Activity.Start, _homeZone).DateTime).DayNumber;
            }

            return _homeDay;
        }
    }

    /// <summary>The later of the two: the only date that legal days are counted from.</summary>
    internal int EventDay => Math.Max(WrittenDay, HomeDay);

    /// <summary>This recording with what it lacks taken from others, the first that has it (tagging.md 2).</summary>
    internal Recording FillMissingFrom(IReadOnlyList<Recording> others)
    {
        var filled = Activity with { DistanceMeters = Measurements.Meters > 0 ? Measurements.Meters : null };
        foreach (var other in others)
        {
            var from = other.Activity;
            filled = filled with
            {
                Name = string.IsNullOrWhiteSpace(filled.Name) ? from.Name : filled.Name,
                DistanceMeters = First(filled.DistanceMeters, other.Measurements.Meters),
                MovingSeconds = First(filled.MovingSeconds, from.MovingSeconds),
                ElapsedSeconds = First(filled.ElapsedSeconds, from.ElapsedSeconds),
                AverageHeartRate = First(filled.AverageHeartRate, from.AverageHeartRate),
                MaxHeartRate = First(filled.MaxHeartRate, from.MaxHeartRate),
                AscentMeters = First(filled.AscentMeters, from.AscentMeters),
                DescentMeters = First(filled.DescentMeters, from.DescentMeters),
                PerceivedExertion = First(filled.PerceivedExertion, from.PerceivedExertion),
                SourceTag = filled.SourceTag ?? from.SourceTag,
                DeviceRace = filled.DeviceRace || from.DeviceRace,
            };
        }

        return new(filled with { DistanceMeters = filled.DistanceMeters ?? Activity.DistanceMeters }, _homeZone);

        static double? First(double? own, double? other) =>
            own is > 0 ? own
            : other is > 0 ? other
            : own;
    }

    /// <summary>By start instant, then id.</summary>
    internal static int CompareByStart(Recording left, Recording right)
    {
        var byStart = left.Activity.Start.UtcTicks.CompareTo(right.Activity.Start.UtcTicks);
        return byStart != 0 ? byStart : string.CompareOrdinal(left.Activity.Id, right.Activity.Id);
    }

    /// <summary>Whether its home date is up to this day; the zone is asked only where it can matter.</summary>
    internal bool HasStartedBy(int day) =>
        WrittenDay <= day - MaxDateDifferenceDays || (WrittenDay <= day + MaxDateDifferenceDays && HomeDay <= day);
}
