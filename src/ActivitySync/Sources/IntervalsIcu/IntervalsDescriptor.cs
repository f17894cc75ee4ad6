using ActivitySync.Configuration;
using ActivitySync.FileFormats;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>intervals.icu: read through its API with the key that each account has.</summary>
internal sealed class IntervalsDescriptor()
    : KeyDescriptor<IntervalsApiProbe, IntervalsConnectionService>(Service, "Replace", hasExpiry: false)
{
    public static readonly SourceName SourceName = new("intervals", "intervals.icu");

    /// <summary>After those of files and Garmin, before Strava.</summary>
    public static readonly RecordingFormat RecordingFormat = new("intervals", 35);

    public static readonly KeyService Service = new(
        SourceName,
        "Intervals",
        "IntervalsApiKey",
        "https://intervals.icu/settings",
        "is mistyped, or was replaced by a newer one under Developer Settings"
    );

    public override SourceSettingsParser SettingsParser { get; } = new IntervalsSettingsParser();

    public override RecordingFormat Format => RecordingFormat;

    public override IReadOnlyList<string> LockNames => [Service.ListLockName];

    public override ConnectHelp ConnectHelp { get; } =
        new(
            "Checks the athlete's key for intervals.icu from the settings or the page, and reads the history.",
            "connect intervals --athlete anna",
            [],
            "reads your history"
        );

    public override IReadOnlyList<SetupStep> SetupSteps { get; } =
    [
        new(
            $"Athletes:0:{Service.KeySetting}",
            new SourceOption("--intervals-key-file", "FILE", "A file with the API key of intervals.icu."),
            "The API key of intervals.icu (at intervals.icu/settings, under Developer Settings)",
            IsSecret: true
        ),
    ];

    public override SourceSettings GetSettings(AppSettings settings) => settings.GetSource<IntervalsSettings>();

    public override Uri GetServiceUrl(AppSettings settings) => settings.GetSource<IntervalsSettings>().ApiUrl;

    public override void AddServices(IServiceCollection services) =>
        services
            .AddSourceHttpClient<IntervalsApi>(SourceName.Text)
            .AddTransient<IntervalsApiProbe>()
            .AddTransient<IntervalsConnectionService>()
            .AddTransient<IntervalsCalendarReader>()
            .AddSingleton<IActivitySource, IntervalsSource>();

    public override Task ConnectAsync(IConnectSession session, CancellationToken cancellationToken) =>
        ConnectKeyAsync(session, expiresOn: null, cancellationToken);
}
