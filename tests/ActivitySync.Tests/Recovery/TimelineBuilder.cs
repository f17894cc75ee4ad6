using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery;

/// <summary>
/// Builds the timeline of a made-up athlete. T is Monday 23 November 2026; a day is given as its distance from T.
/// </summary>
internal sealed class TimelineBuilder
{
    internal static readonly DateOnly Today = new(2026, 11, 23);

    private readonly List<Activity> _activities = [];
    private readonly List<AthleteLabel> _labels = [];
    private readonly List<CalendarRace> _races = [];
    private readonly List<Massage> _massages = [];
    private readonly List<Massage> _slots = [];
    private readonly List<Pain> _pains = [];
    private readonly List<Illness> _illnesses = [];
    private readonly List<PlannedSession> _planned = [];

    internal AthleteProfile Athlete { get; set; } = new();

    internal RuleParameters Parameters { get; set; } = RuleParameters.Default;

    internal Timeline Timeline =>
        new()
        {
            AsOf = Today,
            Athlete = Athlete,
            Activities = _activities,
            Labels = _labels,
            Races = _races,
            Massages = _massages,
            Slots = _slots,
            Pains = _pains,
            Illnesses = _illnesses,
            PlannedSessions = _planned,
        };

    /// <summary>Runs of 40 minutes every other day for twelve weeks, up to T - 2.</summary>
    internal TimelineBuilder WithBaseTraining(double minutes = 40)
    {
        for (var ago = 84; ago >= 2; ago -= 2)
        {
            // Each is a little slower than the one before, so that none of them is a best.
            AddRun(-ago, minutes, km: minutes * 60 * (2.9 + (ago * 0.001)) / 1000, id: $"easy{ago}");
        }

        return this;
    }

    /// <summary>A massage on each of these days before T.</summary>
    internal TimelineBuilder WithMassages(params int[] days)
    {
        _massages.AddRange(days.Select(day => new Massage(Today.AddDays(-day), MassageKind.Swedish)));
        return this;
    }

    /// <summary>Once a month, the last 28 days ago.</summary>
    internal TimelineBuilder WithMonthlyMassages() => WithMassages(28, 58, 88);

    internal TimelineBuilder AddRun(
        int day,
        double minutes,
        double? km = null,
        string name = "Morning Run",
        string? id = null
    ) => AddActivity(day, "run", minutes, km, name, id);

    internal TimelineBuilder AddActivity(
        int day,
        string sport,
        double minutes,
        double? km = null,
        string name = "",
        string? id = null,
        Func<Activity, Activity>? with = null
    )
    {
        var activity = new Activity
        {
            Id = id ?? $"a{_activities.Count}",
            // In the afternoon, so that none is a weekend morning by chance.
            Start = new(Today.AddDays(day), new TimeOnly(15, 0), TimeSpan.Zero),
            Sport = sport,
            Name = name,
            MovingSeconds = minutes * 60,
            DistanceMeters = km * 1000,
        };
        _activities.Add(with is null ? activity : with(activity));
        return this;
    }

    /// <summary>A race as the source tagged it.</summary>
    internal TimelineBuilder AddRaceRun(
        int day,
        double km,
        double minutes,
        string id = "race",
        string name = "City event"
    ) => AddActivity(day, "run", minutes, km, name, id, activity => activity with { SourceTag = SourceTag.Race });

    internal TimelineBuilder AddLabel(string id, AthleteLabelKind kind, Importance? importance = null)
    {
        _labels.Add(new(id, kind, importance));
        return this;
    }

    internal TimelineBuilder AddCalendarRace(
        int day,
        double? km = null,
        Importance? importance = null,
        string name = "City race"
    )
    {
        _races.Add(
            new()
            {
                Date = Today.AddDays(day),
                Name = name,
                DistanceMeters = km * 1000,
                Importance = importance,
            }
        );
        return this;
    }

    internal TimelineBuilder AddSlot(int day, MassageKind kind)
    {
        _slots.Add(new(Today.AddDays(day), kind));
        return this;
    }

    internal TimelineBuilder AddPlannedSession(int day, PlannedSessionKind kind)
    {
        _planned.Add(new(Today.AddDays(day), kind));
        return this;
    }

    internal TimelineBuilder AddPain(int day, string area, double severity, params string[] signs)
    {
        _pains.Add(
            new()
            {
                Date = Today.AddDays(day),
                Area = area,
                Severity = severity,
                Signs = signs,
            }
        );
        return this;
    }

    internal TimelineBuilder AddIllness(int day)
    {
        _illnesses.Add(new(Today.AddDays(day), "fever"));
        return this;
    }

    internal TimelineBuilder WithAthlete(Func<AthleteProfile, AthleteProfile> change)
    {
        Athlete = change(Athlete);
        return this;
    }

    internal TimelineBuilder WithParameters(Func<RuleParameters, RuleParameters> change)
    {
        Parameters = change(Parameters);
        return this;
    }

    internal RecoveryPlan Plan() => RecoveryPlanner.Plan(Timeline, Parameters);

    /// <summary>The activity of the plan with this id.</summary>
    internal TaggedActivity GetTagged(string id) => Plan().Activities.Single(activity => activity.Activity.Id == id);

    /// <summary>The calendar row of a day, given as its distance from T.</summary>
    internal CalendarDay GetCalendarDay(int day) => Plan().Calendar.Single(row => row.Date == Today.AddDays(day));
}
