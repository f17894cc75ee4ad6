using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Content;

/// <summary>A mail around a race.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Race">The race, run or to come.</param>
/// <param name="Days">From the day of the mail to the race; negative after it.</param>
internal sealed record RaceMail(RaceMailStage Stage, RecoveryEvent Race, int Days)
{
    /// <summary>Something was recorded of it.</summary>
    public bool IsRecorded => Race.ActivityId is not null;

    /// <summary>What makes it unique for the runner, for good: the race's date and the stage, <c>2026-12-13.eve</c>.</summary>
    public string Period => string.Create(CultureInfo.InvariantCulture, $"{Race.Date:yyyy-MM-dd}.{StageCode}");

    private string StageCode =>
        Stage switch
        {
            RaceMailStage.Plan => "plan",
            RaceMailStage.LastDeep => "last",
            RaceMailStage.Eve => "eve",
            RaceMailStage.After => "after",
            _ => "check",
        };
}

/// <summary>The mails around a race, in the order of time.</summary>
internal enum RaceMailStage
{
    /// <summary>The days until the race, once it comes within sight.</summary>
    Plan,

    /// <summary>Tomorrow is the last day for deep work.</summary>
    LastDeep,

    /// <summary>The race is tomorrow.</summary>
    Eve,

    /// <summary>The race is run, or nothing came in of it.</summary>
    After,

    /// <summary>Ten days on.</summary>
    Check,
}
