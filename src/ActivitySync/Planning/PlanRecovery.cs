using ActivitySync.Settings;

namespace ActivitySync.Planning;

/// <summary>Loads one runner's timeline, asks the core, and stores the advice.</summary>
internal sealed class PlanRecovery
{
    public PlannedRecovery Plan(AthleteSettings athlete, DateOnly asOf) => throw new NotSupportedException($"{this} {athlete.Name} {asOf}");
}
