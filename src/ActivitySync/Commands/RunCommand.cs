using System.CommandLine;
using System.Reflection;
using ActivitySync.Operations;
using ActivitySync.Settings;
using ActivitySync.Store;
using ActivitySync.Web;

namespace ActivitySync.Commands;

/// <summary><c>activitysync run</c>: the daemon.</summary>
internal static class RunCommand
{
    /// <summary>How long work under way may take to end once the program is told to stop.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);

    public static Command Create() =>
        Verb.Named("run", "The daemon: schedules, page, health. A second one on the same data directory is refused with exit code 1.", "run --config /etc/activitysync/appsettings.json")
            .Does((call, cancellationToken) =>
            {
                call.RequireSecrets();
                return RunAsync(call.Settings, cancellationToken);
            });

    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="CannotProceedException">It cannot start, or a part of it died; the line says which.</exception>
    public static async Task<ExitCode> RunAsync(AppSettings settings, CancellationToken cancellationToken)
    {
        DataDirectory.RefuseRoot(settings.ActivitySync.DataDirectory);
        using var held = new DaemonLock(settings, TimeProvider.System).TakeToServe();
        await using var app = Build(settings);
        Greet(app.Services, settings);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ActivitySync.Daemon");
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception trouble) when (ListenTrouble.LineOf(trouble) is { } why)
        {
            throw new CannotProceedException(ExitCode.Failed, $"ActivitySync:Listen {settings.ActivitySync.Listen}: {why}, or \"\" for no page.", trouble);
        }

        log.Ready(settings.ActivitySync.Listen, settings.Athletes.Count);
        var systemd = app.Services.GetRequiredService<SystemdNotice>();
        systemd.Send(SystemdNotice.Ready);
        using var stopping = app.Lifetime.ApplicationStopping.Register(() => systemd.Send(SystemdNotice.Stopping));
        await using (cancellationToken.Register(app.Lifetime.StopApplication)) await app.WaitForShutdownAsync(CancellationToken.None);
        log.Stopped();
        return Died(app.Services) is { } line ? throw new CannotProceedException(ExitCode.Failed, line) : ExitCode.Done;
    }

    private static WebApplication Build(AppSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = Assembly.GetExecutingAssembly().GetName().Name });
        builder.Services.AddRooms(settings, TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        if (settings.ActivitySync.Listen.Length == 0)
        {
            builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer, NoPage>();
            return builder.Build();
        }

        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(settings.ActivitySync.Listen);
        builder.Services.AddRoutingCore();
        builder.Host.ConfigureContainer<IServiceCollection>(PutPageFirst);
        var app = builder.Build();
        OwnHosts.Guard(app, settings.ActivitySync);
        Pages.Map(app);
        return app;
    }

    /// <summary>The page opens before the schedules start (the framework would have it last), so that nothing has begun if its address cannot be had.</summary>
    private static void PutPageFirst(IServiceCollection services)
    {
        var page = services.Last(service => service.ServiceType == typeof(IHostedService));
        services.Remove(page);
        services.Insert(0, page);
    }

    /// <summary>Opens the store and looks it through, so that trouble with it ends the start, and enters the runners: nothing is due from before.</summary>
    private static void Greet(IServiceProvider rooms, AppSettings settings)
    {
        var database = rooms.GetRequiredService<Database>();
        database.Verify();
        using var store = database.Open();
        foreach (var athlete in settings.Athletes) Athletes.IdOf(store, athlete.Name, TimeProvider.System);
    }

    /// <summary>A background service that throws stops the host, which then ends as if all were well: not this program.</summary>
    private static string? Died(IServiceProvider rooms) =>
        rooms.GetServices<IHostedService>().OfType<BackgroundService>().FirstOrDefault(service => service.ExecuteTask?.IsFaulted == true) is { } dead
            ? $"{dead.GetType().Name} ended with {UnexpectedTrouble.LineOf(dead.ExecuteTask!.Exception!.GetBaseException())}; the daemon stops."
            : null;
}
