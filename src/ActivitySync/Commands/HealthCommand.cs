using System.CommandLine;
using ActivitySync.Hosting;

namespace ActivitySync.Commands;

/// <summary><c>health</c>: one line for monitoring.</summary>
internal static class HealthCommand
{
    public static Command Create() =>
        CommandBuilder
            .Create(
                "health",
                "For monitoring: exit code 0 and 'healthy', or 1 and what is wrong, in one line.",
                "health"
            )
            .Handle(context =>
            {
                var health = context.GetService<HealthReader>().Read();
                context.OmitUnreadableRows();
                context.Out.WriteLine(
                    health.Healthy ? "healthy" : $"unhealthy: {string.Join(" | ", health.GetShownReasons())}"
                );
                return health.Healthy ? ExitCode.Done : ExitCode.Failed;
            });
}
