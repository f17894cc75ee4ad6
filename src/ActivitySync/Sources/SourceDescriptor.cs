using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources;

/// <summary>
/// Everything the program knows about one source. A source is a folder with a descriptor, and one line in
/// <see cref="SourceDescriptors"/>; commands, jobs, checks and emails iterate the descriptors and name no source.
/// </summary>
internal abstract class SourceDescriptor
{
    public abstract SourceName Name { get; }

    /// <summary>Reads the section and the athlete's settings of the source.</summary>
    public abstract SourceSettingsParser SettingsParser { get; }

    /// <summary>
    /// The format of the source's recordings, which decides whose numbers win among copies of an activity.
    /// </summary>
    public abstract RecordingFormat Format { get; }

    /// <summary>The section of the source.</summary>
    public abstract SourceSettings GetSettings(AppSettings settings);

    /// <summary>Registers the <see cref="IActivitySource"/> and what it needs.</summary>
    public abstract void AddServices(IServiceCollection services);

    /// <summary>
    /// The address of the service, whose clock <c>doctor</c> compares with this machine's; null if there is none.
    /// </summary>
    public virtual Uri? GetServiceUrl(AppSettings settings) => null;

    /// <summary>
    /// Days that a recording, and emails that quote it, may be stored after the source last confirmed it; null for no
    /// limit.
    /// </summary>
    public virtual int? GetCacheDays(AppSettings settings) => null;

    /// <summary>
    /// Whether a title that the athlete edits later is read again, so that a hashtag in it answers a question.
    /// </summary>
    public virtual bool RereadsTitles => true;

    /// <summary>How emails with the source's data credit the source.</summary>
    public virtual SourceAttribution Attribution => SourceAttribution.None;

    /// <summary>
    /// Whether a device is made by this source, so that emails credit it for the device's recordings at other sources.
    /// </summary>
    /// <param name="deviceName">The device as another source names it.</param>
    public virtual bool IsMakerOf(string deviceName) => false;

    /// <summary>The page of an activity at the source; null if there is none.</summary>
    /// <param name="sourceId">The source's ID of the activity.</param>
    public virtual SourceLink? FindLink(string sourceId) => null;

    /// <summary>The names of the <see cref="RefreshLock"/>s that the source uses for each athlete.</summary>
    public virtual IReadOnlyList<string> LockNames => [];

    /// <summary>A key of the athlete that expires; null if the source has none.</summary>
    public virtual ExpiringKey? Key => null;

    /// <summary>Background work in addition to syncing; null if there is none.</summary>
    public virtual SourceJob? Job => null;

    /// <summary>How an athlete connects the source on the page; null if that takes a command.</summary>
    public virtual PageConnection? PageConnection => null;

    /// <summary>Adds the addresses that the service calls to the daemon's page.</summary>
    public virtual void MapEndpoints(WebApplication app) { }

    /// <summary>Checks for <c>doctor</c> whether the source can be read for an athlete.</summary>
    /// <exception cref="OperationException">The check failed; the message says why.</exception>
    public virtual Task<IReadOnlyList<Finding>> CheckAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>The texts and options of <c>connect</c>.</summary>
    public abstract ConnectHelp ConnectHelp { get; }

    /// <summary>Authorizes the source for an athlete. The first sync follows.</summary>
    /// <exception cref="OperationException">
    /// The settings don't allow it, or the service refuses or is unavailable.
    /// </exception>
    public virtual Task ConnectAsync(IConnectSession session, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>The description of <c>disconnect</c> for this source.</summary>
    public virtual string DisconnectDescription => $"Deletes what came from {Name}.";

    /// <summary>
    /// Whether <see cref="DisconnectAsync"/> calls the service and so needs the secrets of the settings.
    /// </summary>
    public virtual bool NeedsSecretsToDisconnect => false;

    /// <summary>
    /// Revokes the authorization and deletes the athlete's tokens. The caller deletes the recordings.
    /// </summary>
    public virtual Task<DisconnectResult> DisconnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    ) => Task.FromResult(new DisconnectResult(null, null));

    /// <summary>What <c>setup</c> asks when the source is chosen.</summary>
    public virtual IReadOnlyList<SetupStep> SetupSteps => [];

    /// <summary>Tests the answers of <c>setup</c> against the service.</summary>
    /// <exception cref="OperationException">They don't work; the message says why.</exception>
    public virtual Task ProbeAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    /// <summary>Whether the settings are all that a sync needs, so that <c>setup</c> can run the first one.</summary>
    public virtual bool NeedsOnlySettings => false;
}

/// <summary>How an email credits a source whose data it shows; the terms of the service decide.</summary>
internal enum SourceAttribution
{
    None,
    PoweredBy,
    DataFrom,
}

/// <summary>The page of an activity at its source.</summary>
/// <param name="Text">The text of the link as the service demands it, in every language.</param>
/// <param name="Address">The address.</param>
internal sealed record SourceLink(string Text, string Address);

/// <summary>Work of a source in the background, every ten minutes while an athlete uses the source.</summary>
/// <param name="Name">The job's name in logs, database and health: <c>subscribe-strava</c>.</param>
/// <param name="RunAsync">Does what is due.</param>
internal sealed record SourceJob(string Name, Func<IServiceProvider, CancellationToken, Task> RunAsync);

/// <summary>A key that an athlete makes by hand and that expires.</summary>
internal abstract class ExpiringKey
{
    /// <summary>The setting of the athlete that holds the key.</summary>
    public abstract string SettingName { get; }

    /// <summary>The page where the athlete makes a new key.</summary>
    public abstract string PageUrl { get; }

    /// <summary>The last day on which the key works; null if it isn't known.</summary>
    public abstract DateOnly? FindLastDay(DbConnection connection, long athleteId);

    /// <summary>The last days on which the keys of athletes work, by athlete, where they are known.</summary>
    public abstract IReadOnlyDictionary<long, DateOnly> GetLastDays(DbConnection connection);
}
