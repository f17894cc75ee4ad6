using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>The section <c>Strava</c>.</summary>
internal sealed record StravaSettings : SourceSettings
{
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public Uri ApiUrl { get; init; } = new("https://www.strava.com/api/v3");

    public Uri OAuthUrl { get; init; } = new("https://www.strava.com/oauth");

    /// <remarks>
    /// Avoids the quarter hours, when other programs call Strava too. Runs hourly, so that 25 athletes stay below 1000
    /// requests a day.
    /// </remarks>
    public override string SyncSchedule { get; init; } = "0 7 * * * ?";

    /// <summary>Days that a recording is stored after Strava last confirmed it. Strava allows at most 7.</summary>
    public int CacheDays { get; init; } = 7;

    /// <summary>Whether both the client ID and the client secret are set.</summary>
    public bool HasApplication => ClientId is { Length: > 0 } && ClientSecret is { Length: > 0 };
}

/// <summary>Reads the section <c>Strava</c>.</summary>
internal sealed class StravaSettingsParser : SourceSettingsParser
{
    private const int MaxCacheDays = 7; // Strava's API policy

    public override SourceName Name => StravaDescriptor.SourceName;

    public override string SectionName => "Strava";

    public override StravaSettings Parse(SettingsReader reader, bool isEnabled)
    {
        var defaults = new StravaSettings();
        var id = reader.GetText(
            "Strava:ClientId",
            expected: "the number shown at strava.com/settings/api",
            allowDigits: true
        );
        var secret = reader.GetText("Strava:ClientSecret", isSecret: true);
        if (isEnabled && id is null)
        {
            reader.AddError(
                "Strava:ClientId",
                "is missing, but an athlete uses Sources:Strava. Set it from strava.com/settings/api, "
                    + "or set Sources:Strava to false."
            );
        }

        if (isEnabled && secret is null)
        {
            reader.AddMissingSecret(
                "Strava:ClientSecret",
                "is missing, but an athlete uses Sources:Strava. Set it from strava.com/settings/api "
                    + "(Strava__ClientSecret_FILE keeps it out of this file)."
            );
        }

        if (id is not null && !id.All(char.IsAsciiDigit))
        {
            reader.AddError("Strava:ClientId", "is invalid; expected the number shown at strava.com/settings/api.");
        }

        return new StravaSettings
        {
            ClientId = id,
            ClientSecret = secret,
            ApiUrl = reader.GetAddress("Strava:ApiUrl", defaults.ApiUrl)!,
            OAuthUrl = reader.GetAddress("Strava:OAuthUrl", defaults.OAuthUrl)!,
            SyncSchedule = ParseSyncSchedule(reader, defaults.SyncSchedule),
            HistoryDays = ParseHistoryDays(reader, defaults.HistoryDays),
            CacheDays = reader.GetNumber("Strava:CacheDays", defaults.CacheDays, 1, MaxCacheDays),
        };
    }
}
