namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// One recording as it is read (tagging.md 1), with its dates (rules.md 5). Days are day numbers, so that arithmetic on
/// them can't leave the calendar.
/// </summary>
internal sealed class Recording
{
    /// <summary>A shorter recording gets no labels and plays no part in anything else.</summary>
    internal const double MinMinutes = 5;

    /// <summary>UTC offsets span 28 hours, so the written and the home date differ by at most this many days.</summary>
    internal const int MaxDateDifferenceDays = 2;

    private readonly TimeZoneInfo? _homeZone;
    private readonly TitleParser? _titles;

    /// <param name="activity">The activity as its source gave it.</param>
    /// <param name="homeZone">The athlete's time zone; null leaves the home date equal to the written date.</param>
    /// <param name="titles">Shares the parsed titles of a timeline; null parses the title by itself.</param>
    internal Recording(Activity activity, TimeZoneInfo? homeZone, TitleParser? titles = null)
    {
        Activity = activity;
        Family = Sports.GetFamily(activity.Sport);
        Measurements = Measurements.From(activity, Family);
        WrittenDay = DateOnly.FromDateTime(activity.Start.DateTime).DayNumber;
        HomeDay = homeZone is null
            ? WrittenDay
            : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(activity.Start, homeZone).DateTime).DayNumber;
        _homeZone = homeZone;
        _titles = titles;
    }

    internal Activity Activity { get; }

    internal SportFamily Family { get; }

    internal Measurements Measurements { get; }

    internal ActivityTitle Title => field ??= _titles?.Parse(Activity.Name) ?? ActivityTitle.Parse(Activity.Name);

    internal bool IsRun => Family == SportFamily.Run;

    internal double Minutes => Measurements.Minutes;

    /// <summary>At least 5 minutes long.</summary>
    internal bool IsCounted => Minutes >= MinMinutes;

    /// <summary>The date of the start as written, in its own offset.</summary>
    internal int WrittenDay { get; }

    /// <summary>The date of the start in the athlete's time zone; without a zone, the written date.</summary>
    internal int HomeDay { get; }

    /// <summary>The later of the two dates: the one that recovery rules count from.</summary>
    internal int EventDay => Math.Max(WrittenDay, HomeDay);

    /// <summary>
    /// Creates this recording with its missing fields (null, 0, empty or implausible) filled from others; the first one
    /// that has a field gives it (tagging.md 2, Merging, 4).
    /// </summary>
    internal Recording FillMissingFrom(IReadOnlyList<Recording> others)
    {
        // A distance that was left out is neither kept nor lent: the measurements have none.
        var filled = Activity with { DistanceMeters = Measurements.Meters > 0 ? Measurements.Meters : null };
        foreach (var other in others)
        {
            var (own, lent) = (Measurements.From(filled, Family), other.Measurements);
            filled = filled with
            {
                Name = filled.Name.Length == 0 ? other.Activity.Name : filled.Name,
                DistanceMeters = filled.DistanceMeters ?? (lent.Meters > 0 ? lent.Meters : null),
                MovingSeconds = First(filled.MovingSeconds, own.GivenMovingSeconds, lent.GivenMovingSeconds),
                ElapsedSeconds = First(filled.ElapsedSeconds, own.GivenElapsedSeconds, lent.GivenElapsedSeconds),
                AverageHeartRate = First(filled.AverageHeartRate, own.AverageHeartRate, lent.AverageHeartRate),
                MaxHeartRate = First(filled.MaxHeartRate, own.MaxHeartRate, lent.MaxHeartRate),
                AscentMeters = First(filled.AscentMeters, own.AscentMeters, lent.AscentMeters),
                DescentMeters = First(filled.DescentMeters, own.DescentMeters, lent.DescentMeters),
                PerceivedExertion = First(filled.PerceivedExertion, own.PerceivedExertion, lent.PerceivedExertion),
                SourceTag = filled.SourceTag ?? other.Activity.SourceTag,
                DeviceRace = filled.DeviceRace || other.Activity.DeviceRace,
            };
        }

        return new(filled, _homeZone, _titles);

        // An implausible value stays if nobody lends a better one, so that the explanation can name it.
        static double? First(double? given, double own, double lent) => own == 0 && lent > 0 ? lent : given;
    }

    /// <summary>By start instant, then id.</summary>
    internal static int CompareByStart(Recording left, Recording right) =>
        CompareByStart(left.Activity, right.Activity);

    /// <summary>By start instant, then id.</summary>
    internal static int CompareByStart(Activity left, Activity right)
    {
        var byStart = left.Start.UtcTicks.CompareTo(right.Start.UtcTicks);
        return byStart != 0 ? byStart : string.CompareOrdinal(left.Id, right.Id);
    }
}
