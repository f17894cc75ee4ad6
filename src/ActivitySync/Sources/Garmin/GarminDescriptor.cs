using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Garmin;

/// <summary>Garmin: read through its personal API with a key that each athlete makes.</summary>
internal sealed class GarminDescriptor : SourceDescriptor
{
    private static readonly SourceOption ExpiresOption = new(
        "--expires",
        "DATE",
        "The last day the key works, as Garmin's page shows it: then its end is told of in time."
    );

    public static readonly SourceName SourceName = new("garmin", "Garmin");

    public override SourceName Name => SourceName;

    public override SourceSettingsParser SettingsParser { get; } = new GarminSettingsParser();

    public override RecordingFormat Format => RecordingFormat.Garmin;

    public override SourceAttribution Attribution => SourceAttribution.DataFrom;

    public override IReadOnlyList<string> LockNames => [GarminSource.StoreName, GarminSource.ListLockName];

    public override ExpiringKey Key { get; } = new GarminKey();

    public override ConnectHelp ConnectHelp { get; } =
        new(
            "Shows Garmin the runner's key from the settings, and reads the history.",
            "connect garmin --athlete anna --expires 2027-11-25",
            [ExpiresOption],
            "reads your history"
        );

    public override string DisconnectDescription => "Ends the use of Garmin and deletes what came from there.";

    public override IReadOnlyList<SetupStep> SetupSteps { get; } =
    [
        new(
            $"Athletes:0:{GarminSettingsParser.ApiKeySetting}",
            new SourceOption("--garmin-key-file", "FILE", "A file that holds Garmin's personal key."),
            "Garmin's personal key (make one at connect.garmin.com/app/settings/personalApiToken)",
            IsSecret: true
        ),
    ];

    public override bool NeedsOnlySettings => true;

    public override SourceSettings GetSettings(AppSettings settings) => settings.GetSource<GarminSettings>();

    public override Uri GetServiceUrl(AppSettings settings) => settings.GetSource<GarminSettings>().ApiUrl;

    public override void AddServices(IServiceCollection services) =>
        services
            .AddSourceHttpClient<GarminApi>("garmin")
            .AddTransient<GarminTokenProvider>()
            .AddTransient<GarminApiProbe>()
            .AddTransient<GarminConnectionService>()
            .AddSingleton<IActivitySource, GarminSource>();

    public override async Task<IReadOnlyList<SourceFinding>> CheckAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var (works, lines) = await services.GetRequiredService<GarminApiProbe>().ProbeAsync(athlete, cancellationToken);
        ErrorKind? error = works ? null : ErrorKind.ActionRequired;
        return [.. lines.Select(line => new SourceFinding(error, $"{athlete.Name}: {line}"))];
    }

    public override async Task ConnectAsync(IConnectSession session, CancellationToken cancellationToken)
    {
        var athlete = session.Athlete;
        var expiresOn = session.GetDate(ExpiresOption);
        var connection = session.Services.GetRequiredService<GarminConnectionService>();
        await connection.ConnectAsync(athlete, expiresOn, cancellationToken);
        session.Output.WriteLine($"Connected: Garmin takes the key of {athlete.Name}. Reading the history...");
        if (connection.FindKeyExpiry(athlete) is null)
        {
            session.Output.WriteLine(
                $"Say --expires DATE as {GarminError.KeyPageUrl} shows it, and you are told 30, 14, 7 and 1 days before the key ends."
            );
        }
    }

    public override Task<DisconnectResult> DisconnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        services.GetRequiredService<GarminConnectionService>().Disconnect(athlete);
        return Task.FromResult(
            new DisconnectResult(
                $"The key itself can be ended at Garmin alone: delete it at {GarminError.KeyPageUrl}, and take it out of the settings.",
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
        var (works, lines) = await services.GetRequiredService<GarminApiProbe>().ProbeAsync(athlete, cancellationToken);
        return works ? null : string.Join(" ", lines);
    }

    /// <summary>The key of Garmin's personal API. <c>connect garmin --expires</c> stores its last day.</summary>
    private sealed class GarminKey : ExpiringKey
    {
        public override string SettingName => GarminSettingsParser.ApiKeySetting;

        public override string PageUrl => GarminError.KeyPageUrl;

        public override DateOnly? FindLastDay(DbConnection connection, long athleteId) =>
            GarminKeyRepository.Find(connection, athleteId)?.ExpiresOn?.ToDate();
    }
}
