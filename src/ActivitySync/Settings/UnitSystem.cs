namespace ActivitySync.Settings;

internal enum UnitSystem
{
    Metric,
    Imperial,
}
