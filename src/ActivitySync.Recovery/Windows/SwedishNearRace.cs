namespace ActivitySync.Recovery.Windows;

/// <summary>
/// R22: right before a race Swedish, to unwind. Source: post; the number of days is a choice. Grade A for the calm
/// (Moyer 2004), none for the days.
/// </summary>
internal static class SwedishNearRace
{
    internal static bool Is(int day, Situation situation) =>
        situation.NextRace?.Day - day is > 0 and var ahead && ahead <= situation.Parameters.SwedishWithinDays;
}
