namespace ActivitySync.Settings;

/// <summary>What becomes of a week with nothing to say.</summary>
internal enum QuietWeeks
{
    Short,
    Skip,
}
