namespace ActivitySync.Recovery.Rules;

/// <summary>Least calendar days between a massage and a race of importance A or B, for one massage history (rules.md 4).</summary>
/// <param name="GentleDays">For a gentle massage; never below 3, so that D-2 to D-0 stay free.</param>
/// <param name="DeepDays">For deep work.</param>
public readonly record struct DaysBefore(int GentleDays, int DeepDays)
{
    /// <summary>The least days for gentle or deep work.</summary>
    public int Least(bool deep) => deep ? DeepDays : GentleDays;
}
