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
                "Prints one line for monitoring. It is 'healthy' with exit code 0, or what is wrong with exit code 1.",
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
