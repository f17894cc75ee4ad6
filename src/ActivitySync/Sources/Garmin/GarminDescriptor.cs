using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.Garmin;

/// <summary>Garmin: read through its personal API with a key that each athlete makes.</summary>
internal sealed class GarminDescriptor()
    : KeyDescriptor<GarminApiProbe, GarminConnectionService>(Service, "Delete", hasExpiry: true)
{
    private static readonly SourceOption ExpiresOption = new(
        "--expires",
        "DATE",
        "The key's last valid day, as shown on Garmin's page. You are then reminded before it expires."
    );

    public static readonly SourceName SourceName = new("garmin", "Garmin");

    public static readonly KeyService Service = new(
        SourceName,
        "Garmin",
        "GarminApiKey",
        "https://connect.garmin.com/app/settings/personalApiToken",
        "is expired, deleted, mistyped, or was ended by a newer key, because an account has one key at a time"
    );

    public override SourceSettingsParser SettingsParser { get; } = new GarminSettingsParser();

    public override RecordingFormat Format => RecordingFormat.Garmin;

    public override SourceAttribution Attribution => SourceAttribution.DataFrom;

    public override bool IsMakerOf(string deviceName) =>
        deviceName.Contains(SourceName.DisplayName, StringComparison.OrdinalIgnoreCase);

    public override IReadOnlyList<string> LockNames => [Service.StoreName, Service.ListLockName];

    public override ExpiringKey Key { get; } = new GarminKey();

    public override ConnectHelp ConnectHelp { get; } =
        new(
            "Checks the athlete's Garmin key from the settings or the page, and reads the history.",
            "connect garmin --athlete anna --expires 2027-11-25",
            [ExpiresOption],
            "reads your history"
        );

    public override IReadOnlyList<SetupStep> SetupSteps { get; } =
    [
        new(
            $"Athletes:0:{Service.KeySetting}",
            new SourceOption("--garmin-key-file", "FILE", "A file with Garmin's personal key."),
            "Garmin's personal key (create one at connect.garmin.com/app/settings/personalApiToken)",
            IsSecret: true
        ),
    ];

    public override SourceSettings GetSettings(AppSettings settings) => settings.GetSource<GarminSettings>();

    public override Uri GetServiceUrl(AppSettings settings) => settings.GetSource<GarminSettings>().ApiUrl;

    public override void AddServices(IServiceCollection services) =>
        services
            .AddSourceHttpClient<GarminApi>("garmin")
            .AddTransient<GarminTokenProvider>()
            .AddTransient<GarminApiProbe>()
            .AddTransient<GarminConnectionService>()
            .AddSingleton<IActivitySource, GarminSource>();

    public override async Task ConnectAsync(IConnectSession session, CancellationToken cancellationToken)
    {
        var connection = await ConnectKeyAsync(session, session.GetDate(ExpiresOption), cancellationToken);
        if (connection.FindKeyExpiry(session.Athlete) is null)
        {
            session.Output.WriteLine(
                $"Use --expires DATE, as shown at {Service.KeyPageUrl}, to get reminders "
                    + "30, 14, 7 and 1 days before the key expires."
            );
        }
    }

    /// <summary>The key of Garmin's personal API. <c>connect garmin --expires</c> stores its last day.</summary>
    private sealed class GarminKey : ExpiringKey
    {
        public override string SettingName => Service.KeySetting;

        public override string PageUrl => Service.KeyPageUrl;

        public override DateOnly? FindLastDay(DbConnection connection, long athleteId) =>
            KeyPropertiesRepository.Find(connection, athleteId, Service.StoreName)?.ExpiresOn?.ToDate();

        public override IReadOnlyDictionary<long, DateOnly> GetLastDays(DbConnection connection) =>
            KeyPropertiesRepository.GetLastDays(connection, Service.StoreName);
    }
}
