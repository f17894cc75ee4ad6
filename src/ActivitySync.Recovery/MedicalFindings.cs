namespace ActivitySync.Recovery;

/// <summary>What the medical gate found.</summary>
/// <param name="Level">The gravest level; null if nothing stops the plan.</param>
/// <param name="Codes">RED_FLAG, CLINICIAN_FIRST, ILL as given.</param>
/// <param name="SoreSpot">A pain that is local and mild enough for a therapist's hands (R21).</param>
/// <param name="IllUntilDay">Day number of the first day that illness leaves free; null without illness.</param>
internal sealed record MedicalFindings(MedicalLevel? Level, ReasonSet Codes, bool SoreSpot, int? IllUntilDay)
{
    /// <summary>The codes that stop one day of the calendar.</summary>
    internal ReasonSet Stops(int day)
    {
        var always = Codes.Without(ReasonSet.Of(ReasonCode.Ill));
        return day < IllUntilDay ? always | ReasonCode.Ill : always;
    }
}
