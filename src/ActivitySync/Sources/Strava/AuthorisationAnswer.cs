namespace ActivitySync.Sources.Strava;

/// <summary>What came back from Strava's page.</summary>
/// <param name="Code">Exchanged for tokens once.</param>
/// <param name="Scope">What was granted; empty if a bare code was given, which does not tell.</param>
internal sealed record AuthorisationAnswer(string Code, string Scope)
{
    /// <summary>Names no code.</summary>
    public override string ToString() => "an authorisation answer";
}
