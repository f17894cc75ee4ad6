namespace ActivitySync.Sources.Strava;

/// <summary>One page of the list, read.</summary>
/// <param name="Count">Rows on it, readable or not: fewer than asked for means it is the last.</param>
/// <param name="Activities">Those that could be read.</param>
/// <param name="SetAside">Ids of those that could not; empty for a row that does not even tell its id.</param>
internal sealed record StravaPage(int Count, IReadOnlyList<SourceActivity> Activities, IReadOnlyList<string> SetAside);
