namespace ActivitySync.Sources.Strava;

/// <summary>A token that may be used now, or why there is none.</summary>
internal sealed record StravaAccessToken(string? Token, StravaTrouble? Trouble)
{
    public override string ToString() => Trouble?.Line ?? "an access token";
}
