using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest;
using ActivitySync.Hosting;
using ActivitySync.Mail.Notifications;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Maintenance;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Web;

namespace ActivitySync;

/// <summary>
/// The entry point, and the composition of all folders in the order in which data flows through them.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (!ProcessLimits.Check() || !UnicodeLibrary.Check())
        {
            return (int)ExitCode.Failed;
        }

        // Dates and numbers in files, keys and messages don't depend on the machine; emails have their own languages.
        var machineCulture = CultureInfo.CurrentCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        return await CommandTree.InvokeAsync(args, machineCulture);
    }

    /// <summary>Registers the services of every folder.</summary>
    public static IServiceCollection AddActivitySync(
        this IServiceCollection services,
        AppSettings settings,
        TimeProvider clock
    ) =>
        services
            .AddSingleton(settings)
            .AddSingleton(clock)
            .AddLogging(settings)
            .AddData()
            .AddSources()
            .AddSync()
            .AddAdvice()
            .AddDigest()
            .AddOutbox()
            .AddMail(settings)
            .AddNotifications()
            .AddMaintenance()
            .AddHosting(settings)
            .AddWeb(settings);
}
