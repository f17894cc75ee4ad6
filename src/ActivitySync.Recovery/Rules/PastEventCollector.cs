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
            yield return Create(RaceEventClassifier.Classify(tagged.Result.RaceClass!.Value), qualifies: true);
        }

        if (tagged.Has(Label.LongRun))
        {
            var eventClass = tagged.Result.Tier == LongTier.VeryLong ? EventClass.VeryLong : EventClass.Long;
            yield return Create(eventClass, QualifiesAsLong(tagged, parameters)) with
            {
                IsSpike = tagged.IsSpike,
            };
        }

        if (tagged.Has(Label.LongLoad))
        {
            yield return Create(EventClass.Long, tagged.Recording.Family == SportFamily.Ride) with
            {
                IsLoad = true,
            };
        }

        if (tagged.Has(Label.Hard) || tagged.IsPossibleRace)
        {
            yield return Create(EventClass.Hard, qualifies: true);
        }

        RecoveryEvent Create(EventClass eventClass, bool qualifies) =>
            new(
                DayNumbers.ToDate(tagged.Recording.EventDay),
                eventClass,
                IsPast: true,
                qualifies,
                tagged.Result.Activity.Name,
                tagged.Result.Activity.Id
            );
    }

    /// <summary>Long enough for a booked massage, a spike, or called a long run by the source or the athlete.</summary>
    private static bool QualifiesAsLong(TaggedRecording tagged, RuleParameters parameters) =>
        tagged.Recording.Minutes >= parameters[AfterLongRule.ProfessionalMinutes]
        || tagged.IsSpike
        || tagged.IsCalledLongRun;
}
