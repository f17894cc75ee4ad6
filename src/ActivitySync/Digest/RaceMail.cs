using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest;

/// <summary>A mail around a race.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Race">The race, run or to come.</param>
/// <param name="Days">From the day of the mail to the race; negative after it.</param>
internal sealed record RaceMail(RaceStage Stage, RecoveryEvent Race, int Days)
{
    /// <summary>Something was recorded of it.</summary>
    public bool IsRecorded => Race.ActivityId is not null;

    /// <summary>What makes it unique for the runner, for good: the race's date and the stage, <c>2026-12-13.eve</c>.</summary>
    public string Period => string.Create(CultureInfo.InvariantCulture, $"{Race.Date:yyyy-MM-dd}.{Word}");

    private string Word => Stage switch
    {
        RaceStage.Plan => "plan",
        RaceStage.LastDeep => "last",
        RaceStage.Eve => "eve",
        RaceStage.After => "after",
        _ => "check",
    };
}
