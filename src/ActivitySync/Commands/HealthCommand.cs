using System.CommandLine;
using ActivitySync.Operations;

namespace ActivitySync.Commands;

/// <summary><c>activitysync health</c>: for watchers.</summary>
internal static class HealthCommand
{
    public static Command Create() =>
        Verb.Named("health", "For watchers: exit code 0 and 'healthy', or 1 and what is wrong, in one line.", "health").Does(call =>
        {
            var health = call.Use<ReadHealth>().Read();
            call.Out.WriteLine(health.Healthy ? "healthy" : $"unhealthy: {string.Join(" | ", health.Reasons)}");
            return health.Healthy ? ExitCode.Done : ExitCode.Failed;
        });
}
