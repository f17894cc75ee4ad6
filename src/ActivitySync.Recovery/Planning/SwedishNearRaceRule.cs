namespace ActivitySync.Recovery.Planning;

/// <summary>
/// R22: right before a race Swedish, to unwind. Source: post; the number of days is a choice. Grade A for the calm
/// (Moyer 2004), none for the days.
/// </summary>
internal static class SwedishNearRaceRule
{
    internal static bool Applies(int day, PlanningContext context) =>
        context.NextRace?.Day - day is > 0 and var ahead && ahead <= context.Parameters.SwedishWithinDays;
}
