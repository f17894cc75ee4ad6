using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery;

/// <summary>Lays out a made-up runner for a test. T is Monday 23 November 2026; a day is named by how far it is from T.</summary>
internal sealed class RunnerLog
{
    internal static readonly DateOnly T = new(2026, 11, 23);

    private readonly List<Activity> _activities = [];
    private readonly List<ActivityLabel> _labels = [];
    private readonly List<CalendarRace> _races = [];
    private readonly List<Massage> _massages = [];
    private readonly List<Massage> _slots = [];
    private readonly List<Pain> _pains = [];
    private readonly List<Illness> _illnesses = [];
    private readonly List<PlannedSession> _planned = [];

    internal Runner Runner { get; set; } = new();

    internal RuleParameters Parameters { get; set; } = RuleParameters.Default;

    internal Timeline Timeline => new()
    {
        AsOf = T,
        Runner = Runner,
        Activities = _activities,
        Labels = _labels,
        Races = _races,
        Massages = _massages,
        Slots = _slots,
        Pains = _pains,
        Illnesses = _illnesses,
        Planned = _planned,
    };

    /// <summary>A run of 40 minutes every other day for twelve weeks, up to the day before yesterday; a little faster each time.</summary>
    internal RunnerLog Trained(double minutes = 40)
    {
        for (var ago = 84; ago >= 2; ago -= 2)
        {
            // Each a little slower than the one before, so that none of them is a best.
            Run(-ago, minutes, km: minutes * 60 * (2.9 + (ago * 0.001)) / 1000, id: $"easy{ago}");
        }

        return this;
    }

    /// <summary>A massage on each of these days before T.</summary>
    internal RunnerLog Massages(params int[] days)
    {
        _massages.AddRange(days.Select(day => new Massage(T.AddDays(-day), MassageKind.Swedish)));
        return this;
    }

    /// <summary>Once a month, the last 28 days ago.</summary>
    internal RunnerLog Monthly() => Massages(28, 58, 88);

    internal RunnerLog Run(int day, double minutes, double? km = null, string name = "Morning Run", string? id = null) =>
        Add(day, "run", minutes, km, name, id);

    internal RunnerLog Add(int day, string sport, double minutes, double? km = null, string name = "", string? id = null, Func<Activity, Activity>? with = null)
    {
        var activity = new Activity
        {
            Id = id ?? $"a{_activities.Count}",
            // An afternoon, so that nothing is a weekend morning by chance.
            Start = new(T.AddDays(day), new TimeOnly(15, 0), TimeSpan.Zero),
            Sport = sport,
            Name = name,
            MovingSeconds = minutes * 60,
            DistanceMeters = km * 1000,
        };
        _activities.Add(with is null ? activity : with(activity));
        return this;
    }

    /// <summary>A race as the source tagged it.</summary>
    internal RunnerLog Raced(int day, double km, double minutes, string id = "race") =>
        Add(day, "run", minutes, km, "City event", id, activity => activity with { SourceTag = SourceTag.Race });

    internal RunnerLog Says(string id, LabelWord word, Importance? importance = null)
    {
        _labels.Add(new(id, word, importance));
        return this;
    }

    internal RunnerLog Race(int day, double? km = null, Importance? importance = null, string name = "City race")
    {
        _races.Add(new() { Date = T.AddDays(day), Name = name, DistanceMeters = km * 1000, Importance = importance });
        return this;
    }

    internal RunnerLog Slot(int day, MassageKind kind)
    {
        _slots.Add(new(T.AddDays(day), kind));
        return this;
    }

    internal RunnerLog Plans(int day, PlannedKind kind)
    {
        _planned.Add(new(T.AddDays(day), kind));
        return this;
    }

    internal RunnerLog Hurts(int day, string area, double severity, params string[] signs)
    {
        _pains.Add(new() { Date = T.AddDays(day), Area = area, Severity = severity, Signs = signs });
        return this;
    }

    internal RunnerLog Ill(int day)
    {
        _illnesses.Add(new(T.AddDays(day), "fever"));
        return this;
    }

    internal RunnerLog With(Func<Runner, Runner> change)
    {
        Runner = change(Runner);
        return this;
    }

    internal RunnerLog With(Func<RuleParameters, RuleParameters> change)
    {
        Parameters = change(Parameters);
        return this;
    }

    internal RecoveryPlan Plan() => RecoveryPlanner.Plan(Timeline, Parameters);

    /// <summary>The plan's word on one activity.</summary>
    internal TaggedActivity Tag(string id) => Plan().Activities.Single(activity => activity.Activity.Id == id);

    /// <summary>The calendar's row of a day, named by how far it is from T.</summary>
    internal CalendarDay Day(int day) => Plan().Calendar.Single(row => row.Date == T.AddDays(day));
}
