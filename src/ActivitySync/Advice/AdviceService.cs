using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sync;

namespace ActivitySync.Advice;

/// <summary>Loads an athlete's timeline and plans from it.</summary>
internal sealed class AdviceService(Database database, AppSettings settings)
{
    /// <summary>
    /// Computes the plan for a day. Days that an email has suggested are kept while they are allowed. Nothing is
    /// stored.
    /// </summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="asOf">T, a local date of the athlete.</param>
    /// <param name="sentUntil">Emails written later don't count; null counts all.</param>
    public AdviceResult Plan(AthleteSettings athlete, DateOnly asOf, DateTimeOffset? sentUntil = null)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var activities = StoredActivityLoader.Load(connection, athleteId);
        var timeline = TimelineLoader.Load(connection, athleteId, athlete, asOf, activities);
        var plan = RecoveryPlanner.Plan(timeline, settings.Rules);
        return new AdviceResult(
            timeline,
            plan,
            activities.ToDictionary(stored => stored.Activity.Id, StringComparer.Ordinal)
        ).Keep(ReadSentWindows(connection, athleteId, athlete, sentUntil), settings.Rules);
    }

    private static SentWindow[] ReadSentWindows(
        DbConnection connection,
        long athleteId,
        AthleteSettings athlete,
        DateTimeOffset? sentUntil
    )
    {
        var declined = DeclinedSuggestionRepository.GetAll(connection, athleteId);
        return
        [
            .. MailRepository
                .GetSuggestedWindows(connection, athleteId)
                .Where(sent => sentUntil is null || sent.WrittenAt <= sentUntil)
                .Select(sent =>
                {
                    var (kind, from, to) = (sent.Window.Kind, sent.Window.From, sent.Window.To);
                    var sentOn = athlete.GetDate(sent.WrittenAt);
                    return new SentWindow(sentOn, kind, from, to)
                    {
                        IsDeclined = declined.Any(answer => answer.Covers(sentOn, from, to)),
                    };
                }),
        ];
    }
}

/// <summary>A plan and the data it was computed from.</summary>
/// <param name="Timeline">The input of the planner.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Activities">The activities with their recordings, by id.</param>
internal sealed record AdviceResult(
    Timeline Timeline,
    RecoveryPlan Plan,
    IReadOnlyDictionary<string, StoredActivity> Activities
)
{
    /// <summary>The windows of earlier emails, newest first.</summary>
    public IReadOnlyList<SentWindow> SentWindows { get; private init; } = [];

    /// <summary>The latest window of an email, if it can't be kept.</summary>
    public WindowChange? WindowChange { get; private init; }

    /// <summary>The plan with the days that an email has suggested, while they are allowed.</summary>
    /// <param name="sent">The windows of earlier emails, newest first.</param>
    /// <param name="parameters">The parameters of the rules.</param>
    public AdviceResult Keep(IReadOnlyList<SentWindow> sent, RuleParameters parameters)
    {
        var (plan, change) = WindowKeeper.Keep(Plan, Timeline.Athlete.Budget, sent, parameters);
        return this with { Plan = plan, SentWindows = sent, WindowChange = change };
    }
}
