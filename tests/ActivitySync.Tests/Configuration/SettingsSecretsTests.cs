using ActivitySync.Configuration;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Configuration;

public sealed class SettingsSecretsTests
{
    [Fact]
    public void No_settings_print_a_secret()
    {
        var athlete = new AthleteSettings
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = TimeZoneInfo.Utc,
            Sources = new AthleteSources
            {
                Secrets = new Dictionary<string, string> { ["GarminApiKey"] = "sesame-garmin" },
            },
            Conditions = ["sesame-condition"],
        };
        var settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { HeartbeatUrl = new Uri("https://example.org/sesame-heartbeat") },
            Notify = new NotifySettings { Url = new Uri("https://example.org/sesame-topic") },
            Store = new StoreSettings { ConnectionString = "Host=db;Password=sesame-store" },
            FileAthletes = [athlete],
            SourceSettings = [new StravaSettings { ClientId = "1001", ClientSecret = "sesame-client" }],
            Mail = new MailSettings
            {
                Smtp = new SmtpSettings { Username = "anna", Password = "sesame-mail" },
            },
        };

        object[] records =
        [
            settings,
            settings.ActivitySync,
            settings.Notify,
            settings.Store,
            athlete,
            athlete.Sources,
            settings.GetSource<StravaSettings>(),
            settings.Mail,
            settings.Mail.Smtp,
        ];

        Assert.All(records, record => Assert.DoesNotContain("sesame", $"{record}", StringComparison.Ordinal));
    }
}
