using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// What happened and takes days from massage (R3, R5, R7; rules.md 5). One activity may give several events.
/// </summary>
internal static class PastEventCollector
{
    internal static bool HasQualifyingEvent(TaggedRecording tagged, RuleParameters parameters) =>
        tagged.IsRace || IsHard(tagged) || QualifiesAsLong(tagged, parameters) || QualifiesAsLoad(tagged);

    /// <summary>Adds the events of one activity.</summary>
    internal static void Add(List<RecoveryEvent> events, TaggedRecording tagged, RuleParameters parameters)
    {
        var answer = tagged.Result;
        if (tagged.IsRace)
        {
            events.Add(Past(RaceEventClassifier.Classify(answer.RaceClass!.Value), qualifies: true));
        }

        if (tagged.Has(Label.LongRun))
        {
            events.Add(
                Past(
                    answer.Tier == LongTier.VeryLong ? EventClass.VeryLong : EventClass.Long,
                    QualifiesAsLong(tagged, parameters)
                ) with
                {
                    IsSpike = tagged.IsSpike,
                }
            );
        }

        if (tagged.Has(Label.LongLoad))
        {
            events.Add(Past(EventClass.Long, QualifiesAsLoad(tagged)) with { IsLoad = true });
        }

        if (IsHard(tagged))
        {
            events.Add(Past(EventClass.Hard, qualifies: true));
        }

        RecoveryEvent Past(EventClass eventClass, bool qualifies) =>
            new(
                DayNumbers.ToDate(tagged.Recording.EventDay),
                eventClass,
                IsPast: true,
                qualifies,
                answer.Activity.Name,
                answer.Activity.Id
            );
    }

    private static bool IsHard(TaggedRecording tagged) => tagged.Has(Label.Hard) || tagged.IsPossibleRace;

    /// <summary>Long enough for a booked massage, a leap, or called a long run by the source or the runner.</summary>
    private static bool QualifiesAsLong(TaggedRecording tagged, RuleParameters parameters) =>
        tagged.Has(Label.LongRun)
        && (tagged.Recording.Minutes >= parameters.LongProfessionalMinutes || tagged.IsSpike || tagged.IsCalledLongRun);

    private static bool QualifiesAsLoad(TaggedRecording tagged) =>
        tagged.Has(Label.LongLoad) && tagged.Recording.Family == SportFamily.Ride;
}
