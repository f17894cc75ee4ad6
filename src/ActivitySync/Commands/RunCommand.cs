using System.CommandLine;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Web;
using ActivitySync.Web.Access;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ActivitySync.Commands;

/// <summary><c>run</c>: the daemon.</summary>
internal static class RunCommand
{
    /// <summary>How long running work may take to end after a signal to stop.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);

    /// <summary>A page for a few people and a monitor; each connection takes a handle from the jobs.</summary>
    public const int MaxConnections = 64;

    /// <summary>Forms and events of sources have some hundred bytes.</summary>
    private const int MaxRequestBytes = 64 * 1024;

    private const int MaxHeaderBytes = 16 * 1024;

    /// <summary>A connection without a request is closed after this time.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);

    public static Command Create() =>
        CommandBuilder
            .Create(
                "run",
                "Runs the daemon: schedules, page, health. "
                    + "A second daemon on the same data directory is refused with exit code 1.",
                "run --config /etc/activitysync/appsettings.json"
            )
            .Handle(
                (context, cancellationToken) =>
                {
                    context.RequireSecrets();
                    return RunAsync(context.Settings, cancellationToken);
                }
            );

    /// <summary>Runs the daemon until it is cancelled.</summary>
    /// <exception cref="OperationException">The daemon can't start, or one of its services crashed.</exception>
    public static async Task<ExitCode> RunAsync(AppSettings settings, CancellationToken cancellationToken)
    {
        DataDirectory.EnsureNotForeignRoot(settings.ActivitySync.DataDirectory);
        // Loads OpenSSL now: without a handle for it later, the runtime ends the process.
        _ = SHA256.HashData([]);
        using var daemonLock = new DaemonLock(settings, TimeProvider.System).AcquireToServe();
        await using var app = BuildApp(settings);
        PrepareDatabase(app.Services, settings);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ActivitySync.Daemon");
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (ListenErrors.FindMessage(exception) is { } error)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"ActivitySync:Listen: {settings.ActivitySync.Listen} {error}, or \"\" for no page.",
                exception
            );
        }

        var athletes = app.Services.GetRequiredService<AthleteRoster>().GetNames().Count;
        log.Ready(settings.ActivitySync.Listen, athletes);
        var systemd = app.Services.GetRequiredService<SystemdNotifier>();
        systemd.Send(SystemdNotifier.Ready);
        using var stopping = app.Lifetime.ApplicationStopping.Register(() => systemd.Send(SystemdNotifier.Stopping));
        await using (cancellationToken.Register(app.Lifetime.StopApplication))
        {
            await app.WaitForShutdownAsync(CancellationToken.None);
        }

        log.Stopped();
        return FindCrashedService(app.Services) is { } crash
            ? throw new OperationException(ErrorKind.Failed, crash)
            : ExitCode.Done;
    }

    private static WebApplication BuildApp(AppSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = Assembly.GetExecutingAssembly().GetName().Name }
        );
        builder.Services.AddActivitySync(settings, TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        if (settings.ActivitySync.Listen.Length == 0)
        {
            builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer, NullServer>();
            return builder.Build();
        }

        builder.WebHost.UseKestrelCore().ConfigureKestrel(LimitConnections).UseUrls(settings.ActivitySync.Listen);
        builder.Services.AddRoutingCore();
        builder.Host.ConfigureContainer<IServiceCollection>(StartWebServerFirst);
        var app = builder.Build();
        AllowedHosts.Enforce(app, settings);
        PageSessions.UseProxies(app, settings.Page);
        WebEndpoints.Map(app);
        return app;
    }

    /// <summary>Bounds what clients of the page can use up: connections, memory and time.</summary>
    private static void LimitConnections(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
        kestrel.Limits.MaxRequestBufferSize = MaxRequestBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = RequestTimeout;
        kestrel.Limits.KeepAliveTimeout = RequestTimeout;
    }

    /// <summary>Starts the web server before the schedules (the framework starts it last), so that no job runs if the
    /// address is not available.</summary>
    private static void StartWebServerFirst(IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IHostedService));
        services.Remove(server);
        services.Insert(0, server);
    }

    /// <summary>Verifies the database, so that a damaged one ends the start, and stores new athletes: nothing is due
    /// from before an athlete was added.</summary>
    private static void PrepareDatabase(IServiceProvider provider, AppSettings settings)
    {
        var database = provider.GetRequiredService<Database>();
        database.Verify();
        using var connection = database.Open();
        AthleteRepository.AddMissing(
            connection,
            settings.FileAthletes.Select(athlete => athlete.Name),
            TimeProvider.System
        );
    }

    /// <summary>Describes a background service that crashed; null if none did.</summary>
    /// <remarks>When a background service throws, the host stops without an error; the daemon must not.</remarks>
    private static string? FindCrashedService(IServiceProvider provider) =>
        provider
            .GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .FirstOrDefault(service => service.ExecuteTask?.IsFaulted == true)
            is { ExecuteTask.Exception: { } failure } crashed
            ? $"{crashed.GetType().Name}: failed with {ErrorText.LineFor(failure.GetBaseException())}. "
                + "The daemon stops."
            : null;
}

/// <summary>Explains why the page can't listen on its address, and the fix.</summary>
internal static class ListenErrors
{
    /// <summary>Describes the error, to follow the address; null if the exception has another cause.</summary>
    public static string? FindMessage(Exception exception) =>
        exception switch
        {
            IOException { InnerException: AddressInUseException } =>
                "is in use by another program. Set another address",
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
                "is not an address of this machine. "
                    + "Set http://127.0.0.1:8787 for this machine only, http://0.0.0.0:8787 for all its networks",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                "has a port this user may not listen on. Set a port above 1023",
            SocketException { SocketErrorCode: SocketError.AddressFamilyNotSupported } =>
                "is an IPv6 address, and this machine has no IPv6. Set another address",
            _ => null,
        };
}

internal static partial class DaemonLog
{
    [LoggerMessage(EventName = "ready", Level = LogLevel.Information, Message = "listen={Listen} athletes={Athletes}")]
    public static partial void Ready(this ILogger log, string listen, int athletes);

    [LoggerMessage(EventName = "stopped", Level = LogLevel.Information, Message = "the daemon has stopped")]
    public static partial void Stopped(this ILogger log);
}
