namespace ActivitySync.Sources.Strava;

/// <summary>The athlete at Strava who is now connected.</summary>
/// <param name="Id">Strava's id.</param>
/// <param name="FirstName">Without control characters; empty if unknown.</param>
internal sealed record ConnectedAthlete(string Id, string FirstName);
