using System.CommandLine;
using System.Net.Sockets;
using System.Reflection;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Web;
using Microsoft.AspNetCore.Connections;

namespace ActivitySync.Commands;

/// <summary><c>activitysync run</c>: the daemon.</summary>
internal static class RunCommand
{
    /// <summary>How long work under way may take to end once the program is told to stop.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);

    public static Command Create() =>
        CommandBuilder
            .Create(
                "run",
                "The daemon: schedules, page, health. A second one on the same data directory is refused with exit code 1.",
                "run --config /etc/activitysync/appsettings.json"
            )
            .Handle(
                (context, cancellationToken) =>
                {
                    context.RequireSecrets();
                    return RunAsync(context.Settings, cancellationToken);
                }
            );

    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="OperationException">It cannot start, or a part of it died; the line says which.</exception>
    public static async Task<ExitCode> RunAsync(AppSettings settings, CancellationToken cancellationToken)
    {
        DataDirectory.EnsureNotForeignRoot(settings.ActivitySync.DataDirectory);
        using var held = new DaemonLock(settings, TimeProvider.System).AcquireToServe();
        await using var app = BuildApp(settings);
        PrepareDatabase(app.Services, settings);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ActivitySync.Daemon");
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (ListenErrors.FindMessage(exception) is { } why)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"ActivitySync:Listen {settings.ActivitySync.Listen}: {why}, or \"\" for no page.",
                exception
            );
        }

        log.Ready(settings.ActivitySync.Listen, settings.Athletes.Count);
        var systemd = app.Services.GetRequiredService<SystemdNotifier>();
        systemd.Send(SystemdNotifier.Ready);
        using var stopping = app.Lifetime.ApplicationStopping.Register(() => systemd.Send(SystemdNotifier.Stopping));
        await using (cancellationToken.Register(app.Lifetime.StopApplication))
        {
            await app.WaitForShutdownAsync(CancellationToken.None);
        }

        log.Stopped();
        return FindCrashedService(app.Services) is { } line
            ? throw new OperationException(ErrorKind.Failed, line)
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

        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.AddServerHeader = false)
            .UseUrls(settings.ActivitySync.Listen);
        builder.Services.AddRoutingCore();
        builder.Host.ConfigureContainer<IServiceCollection>(StartWebServerFirst);
        var app = builder.Build();
        AllowedHosts.Enforce(app, settings.ActivitySync);
        WebEndpoints.Map(app);
        return app;
    }

    /// <summary>The page opens before the schedules start (the framework would have it last), so that nothing has begun if its address cannot be had.</summary>
    private static void StartWebServerFirst(IServiceCollection services)
    {
        var page = services.Last(service => service.ServiceType == typeof(IHostedService));
        services.Remove(page);
        services.Insert(0, page);
    }

    /// <summary>Opens the store and looks it through, so that trouble with it ends the start, and enters the runners: nothing is due from before.</summary>
    private static void PrepareDatabase(IServiceProvider provider, AppSettings settings)
    {
        var database = provider.GetRequiredService<Database>();
        database.Verify();
        using var connection = database.Open();
        foreach (var athlete in settings.Athletes)
        {
            AthleteRepository.GetOrAddId(connection, athlete.Name, TimeProvider.System);
        }
    }

    /// <summary>A background service that throws stops the host, which then ends as if all were well: not this program.</summary>
    private static string? FindCrashedService(IServiceProvider provider) =>
        provider
            .GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .FirstOrDefault(service => service.ExecuteTask?.IsFaulted == true)
            is { } dead
            ? $"{dead.GetType().Name} ended with {ErrorText.LineFor(dead.ExecuteTask!.Exception!.GetBaseException())}; the daemon stops."
            : null;
}

/// <summary>Why the page's address cannot be had, and how to mend it.</summary>
internal static class ListenErrors
{
    /// <summary>The line's beginning; null if the trouble is another's.</summary>
    public static string? FindMessage(Exception exception) =>
        exception switch
        {
            IOException { InnerException: AddressInUseException } => "another program holds this address; set another",
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
                "this machine does not have this address; set one of its own, http://127.0.0.1:8787 for this machine alone or http://0.0.0.0:8787 for all its networks",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                "this user may not listen on this port; set one above 1023",
            SocketException { SocketErrorCode: SocketError.AddressFamilyNotSupported } =>
                "this machine does not speak this kind of address (IPv6); set another",
            _ => null,
        };
}

internal static partial class DaemonLog
{
    [LoggerMessage(EventName = "ready", Level = LogLevel.Information, Message = "listen={Listen} athletes={Athletes}")]
    public static partial void Ready(this ILogger log, string listen, int athletes);

    [LoggerMessage(EventName = "stopped", Level = LogLevel.Information, Message = "the daemon has ended")]
    public static partial void Stopped(this ILogger log);
}
