namespace ActivitySync.Recovery;

/// <summary>From the gravest to the mildest (rules.md 3).</summary>
public enum MedicalLevel
{
    Emergency,
    Urgent,
    Clinician,
    Postpone,
}
