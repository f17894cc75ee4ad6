using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// The facts of rules.md 5 on one day, computed once; rules read them and decide. Days are day numbers.
/// </summary>
public sealed class PlanningContext
{
    internal PlanningContext(Timeline timeline, TaggedHistory history, RuleParameters parameters, RuleSet rules)
    {
        Timeline = timeline;
        History = history;
        Parameters = parameters;
        Rules = rules;
        Today = timeline.AsOf.DayNumber;
        Budget = timeline.Athlete.Budget;
        ActivePains = [.. timeline.Pains.Where(pain => pain.IsActiveOn(timeline.AsOf))];
        Rhythm = MassageRhythm.From(timeline, parameters);
        Medical = MedicalGateRule.Evaluate(this);
        HasSoreSpot = ActivePains.Any(pain => LocalPainRule.IsSoreSpot(pain, Today, parameters));
        HasRecentTraining = RecentTrainingRule.HasRecentTraining(this);
        IsHardBlock = HardBlockRule.IsHardBlock(this);
        Events = CollectEvents();
        LastRace = AfterRaceRule.FindLastRace(this);
        NextRace = BeforeRaceRule.FindNextRace(this);
        LastLongEvent = AfterLongRule.FindLastLongEvent(this);
    }

    internal Timeline Timeline { get; }

    internal TaggedHistory History { get; }

    internal RuleParameters Parameters { get; }

    internal RuleSet Rules { get; }

    /// <summary>T.</summary>
    internal int Today { get; }

    internal Budget Budget { get; }

    internal IReadOnlyList<Pain> ActivePains { get; }

    internal MassageRhythm Rhythm { get; }

    internal MedicalFindings Medical { get; }

    /// <summary>A pain that is local and mild enough for a therapist's hands (R21).</summary>
    internal bool HasSoreSpot { get; }

    internal bool HasRecentTraining { get; }

    /// <summary>The baseline with reference T is cold.</summary>
    internal bool IsCold => History.IsCold;

    internal bool IsHardBlock { get; }

    /// <summary>By date; past and to come.</summary>
    internal IReadOnlyList<RecoveryEvent> Events { get; }

    internal RecoveryEvent? LastRace { get; }

    internal RecoveryEvent? NextRace { get; }

    internal RecoveryEvent? LastLongEvent { get; }

    internal int? DaysToNextRace => NextRace?.Day - Today;

    /// <summary>
    /// Activities whose written date is at most a number of days before T, newest first; a few more, because dates of
    /// different time zones differ.
    /// </summary>
    internal IEnumerable<TaggedRecording> GetRecentRecordings(int days)
    {
        var oldest = Today - days - Recording.MaxDateDifferenceDays;
        for (var i = History.Recordings.Count - 1; i >= 0 && History.Recordings[i].Recording.WrittenDay >= oldest; i--)
        {
            yield return History.Recordings[i];
        }
    }

    /// <summary>Past events as far back as any rule reaches, and all to come.</summary>
    private List<RecoveryEvent> CollectEvents()
    {
        var reach = Rules.Rules.Max(rule => rule.GetReachDays(Parameters));
        return
        [
            .. GetRecentRecordings(reach)
                .Reverse()
                .SelectMany(recording => PastEventCollector.Collect(recording, Parameters))
                .Concat(FutureEventCollector.Collect(this))
                .OrderBy(one => one.Day),
        ];
    }
}
