using ActivitySync.Configuration;
using ActivitySync.FileFormats;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>intervals.icu: read through its API with the key that each account has.</summary>
internal sealed class IntervalsDescriptor : SourceDescriptor
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

    public override SourceName Name => SourceName;

    public override SourceSettingsParser SettingsParser { get; } = new IntervalsSettingsParser();

    public override RecordingFormat Format => RecordingFormat;

    public override IReadOnlyList<string> LockNames => [Service.ListLockName];

    public override PageConnection PageConnection { get; } =
        new KeyPageConnection<IntervalsConnectionService>(Service, hasExpiry: false);

    public override ConnectHelp ConnectHelp { get; } =
        new(
            "Checks the athlete's key for intervals.icu from the settings or the page, and reads the history.",
            "connect intervals --athlete anna",
            [],
            "reads your history"
        );

    public override string DisconnectDescription => "Stops using intervals.icu and deletes its data.";

    public override IReadOnlyList<SetupStep> SetupSteps { get; } =
    [
        new(
            $"Athletes:0:{Service.KeySetting}",
            new SourceOption("--intervals-key-file", "FILE", "A file with the API key of intervals.icu."),
            "The API key of intervals.icu (at intervals.icu/settings, under Developer Settings)",
            IsSecret: true
        ),
    ];

    public override bool NeedsOnlySettings => true;

    public override SourceSettings GetSettings(AppSettings settings) => settings.GetSource<IntervalsSettings>();

    public override Uri GetServiceUrl(AppSettings settings) => settings.GetSource<IntervalsSettings>().ApiUrl;

    public override void AddServices(IServiceCollection services) =>
        services
            .AddSourceHttpClient<IntervalsApi>(SourceName.Text)
            .AddTransient<IntervalsApiProbe>()
            .AddTransient<IntervalsConnectionService>()
            .AddTransient<IntervalsCalendarReader>()
            .AddSingleton<IActivitySource, IntervalsSource>();

    public override async Task<IReadOnlyList<Finding>> CheckAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var probe = services.GetRequiredService<IntervalsApiProbe>();
        var (works, lines) = await probe.ProbeAsync(athlete, cancellationToken);
        ErrorKind? error = works ? null : ErrorKind.ActionRequired;
        return [.. lines.Select(line => new Finding(error, $"{athlete.Name}: {line}"))];
    }

    public override async Task ConnectAsync(IConnectSession session, CancellationToken cancellationToken)
    {
        var athlete = session.Athlete;
        await session
            .Services.GetRequiredService<IntervalsConnectionService>()
            .ConnectAsync(athlete, expiresOn: null, cancellationToken);
        session.Output.WriteLine($"Connected: {Name} accepts the key of {athlete.Name}. Reading the history...");
    }

    public override Task<DisconnectResult> DisconnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        services.GetRequiredService<IntervalsConnectionService>().Disconnect(athlete);
        return Task.FromResult(
            new DisconnectResult(
                $"The key itself is still valid. Replace it at {Service.KeyPageUrl}, "
                    + "and remove it from the settings if it is there.",
                null
            )
        );
    }

    public override async Task<string?> ProbeAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var probe = services.GetRequiredService<IntervalsApiProbe>();
        var (works, lines) = await probe.ProbeAsync(athlete, cancellationToken);
        return works ? null : string.Join(" ", lines);
    }
}
