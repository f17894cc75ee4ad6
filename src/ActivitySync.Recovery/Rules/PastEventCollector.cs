using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>Finds the events of an activity (R3, R5, R7; rules.md 5). One activity may be several events.</summary>
internal static class PastEventCollector
{
    internal static bool HasQualifyingEvent(TaggedRecording tagged, RuleParameters parameters) =>
        Collect(tagged, parameters).Any(one => one.Qualifies);

    internal static IEnumerable<RecoveryEvent> Collect(TaggedRecording tagged, RuleParameters parameters)
    {
        if (tagged.IsRace)
        {
            yield return Create(
                EventKind.Race,
                RaceEventClassifier.Classify(tagged.Result.RaceClass!.Value),
                qualifies: true
            );
        }

        if (tagged.Has(Label.LongRun))
        {
            yield return Create(
                EventKind.LongRun,
                AfterLongRule.Classify(tagged, parameters),
                QualifiesAsLong(tagged, parameters)
            ) with
            {
                IsSpike = tagged.IsSpike,
            };
        }

        if (tagged.Has(Label.LongLoad))
        {
            yield return Create(
                EventKind.LongLoad,
                EventClass.Long,
                qualifies: tagged.Recording.Family == SportFamily.Ride
            );
        }

        if (tagged.Has(Label.Hard) || tagged.IsPossibleRace)
        {
            yield return Create(EventKind.Hard, ClassifyHard(tagged, parameters), qualifies: true);
        }

        RecoveryEvent Create(EventKind kind, EventClass eventClass, bool qualifies) =>
            new(
                DayNumbers.ToDate(tagged.Recording.EventDay),
                kind,
                eventClass,
                IsPast: true,
                qualifies,
                tagged.Result.Activity.Name,
                tagged.Result.Activity.Id
            );
    }

    /// <summary>An open question about a long way keeps the days that the race would, until it is answered.</summary>
    private static EventClass ClassifyHard(TaggedRecording tagged, RuleParameters parameters)
    {
        var run = tagged.Recording.Measurements;
        return tagged.IsPossibleRace && run.Meters >= parameters[AfterHardRule.OpenRaceMeters]
            ? RaceEventClassifier.Classify(RaceDistance.Classify(run.Meters, run.ElapsedMinutes))
            : EventClass.Hard;
    }

    /// <summary>Long enough for a booked massage, a spike, or called a long run by the source or the athlete.</summary>
    private static bool QualifiesAsLong(TaggedRecording tagged, RuleParameters parameters) =>
        tagged.Recording.Minutes >= parameters[AfterLongRule.ProfessionalMinutes]
        || tagged.IsSpike
        || tagged.IsCalledLongRun;
}
