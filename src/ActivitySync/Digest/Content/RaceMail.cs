using ActivitySync.Data;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Content;

/// <summary>A mail around a race.</summary>
/// <param name="Stage">Which of the mails around the race.</param>
/// <param name="Race">The race, past or future.</param>
/// <param name="Days">Days from the day of the mail to the race; negative after it.</param>
internal sealed record RaceMail(RaceMailStage Stage, RecoveryEvent Race, int Days)
{
    /// <summary>The race has a recording.</summary>
    public bool IsRecorded => Race.ActivityId is not null;

    public RacePeriod Period => new(Race.Date, Stage);
}
