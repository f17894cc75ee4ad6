using ActivitySync.Commands;
using ActivitySync.Digest;
using ActivitySync.Intake;
using ActivitySync.Mail;
using ActivitySync.Operations;
using ActivitySync.Outbox;
using ActivitySync.Planning;
using ActivitySync.Schedule;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using ActivitySync.Web;

namespace ActivitySync;

/// <summary>Composition, and nothing else: the rooms in the order in which the data travels.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => CommandTree.InvokeAsync(args);

    /// <summary>Adds every room to a container.</summary>
    public static IServiceCollection AddRooms(this IServiceCollection services, AppSettings settings, TimeProvider clock) =>
        services
            .AddSingleton(settings)
            .AddSingleton(clock)
            .AddLogging(settings)
            .AddStore()
            .AddSources(settings)
            .AddIntake()
            .AddPlanning()
            .AddDigest()
            .AddOutbox()
            .AddMail(settings)
            .AddSchedule(settings)
            .AddWeb()
            .AddOperations();
}
