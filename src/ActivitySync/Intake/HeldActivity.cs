using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Intake;

/// <summary>One activity as the household holds it: the copies of several sources merged field by field.</summary>
/// <param name="Activity">Its values; <see cref="Activity.Id"/> is the id that users see, stable for good.</param>
/// <param name="Sources">Where copies of it came from, each once.</param>
/// <param name="StravaId">Its number at Strava; null if it is not known there.</param>
internal sealed record HeldActivity(Activity Activity, IReadOnlyList<SourceName> Sources, string? StravaId = null);
