namespace ActivitySync.Recovery.Rules;

/// <summary>Calendar days after an event of one class (rules.md 4).</summary>
/// <param name="GentleDays">The first day a gentle massage is legal: event + this.</param>
/// <param name="DeepDays">The first day deep work is legal.</param>
/// <param name="PreferredFrom">First preferred day of the window, included.</param>
/// <param name="PreferredTo">Last preferred day of the window, included.</param>
public readonly record struct DaysAfter(int GentleDays, int DeepDays, int PreferredFrom, int PreferredTo)
{
    /// <summary>The least days for gentle or deep work.</summary>
    public int Least(bool deep) => deep ? DeepDays : GentleDays;
}
