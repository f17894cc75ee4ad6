using System.CommandLine;
using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Hosting;

namespace ActivitySync.Commands;

/// <summary><c>nodes</c>: the daemons that share a PostgreSQL database.</summary>
internal static class NodesCommand
{
    public static Command Create()
    {
        var command = CommandBuilder
            .Create(
                "nodes",
                "Lists the nodes that share a PostgreSQL database, and what differs between them.",
                "nodes --json"
            )
            .Handle(context =>
            {
                var database = context.GetService<Database>();
                var nodes = NodeList.Read(database, context.Settings);
                if (context.IsJson)
                {
                    context.Out.WriteLine(NodeListJson.Serialize(nodes));
                }
                else if (database.Cluster is null)
                {
                    context.Out.WriteLine(
                        "An SQLite database has one node. Run 'activitysync status' to see its state."
                    );
                }
                else
                {
                    Print(nodes, context.Out);
                }

                return nodes.Healthy ? ExitCode.Done : ExitCode.Failed;
            });
        command.Options.Add(CommandBuilder.JsonOption);
        return command;
    }

    /// <summary>Prints a line for each node, then what is wrong.</summary>
    public static void Print(NodeList nodes, TextWriter output)
    {
        foreach (var node in nodes.Nodes)
        {
            var seen = node.Alive
                ? "alive"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"last seen {node.SeenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
                );
            var late =
                node.FencedOff > 0
                    ? string.Create(CultureInfo.InvariantCulture, $", too late {node.FencedOff} times")
                    : "";
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{node.Name}: {seen}, version {node.Version}, "
                        + $"started {node.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC{late}"
                )
            );
            if (node.RanLast.Count > 0)
            {
                output.WriteLine($"  ran last: {string.Join(", ", node.RanLast)}");
            }
        }

        foreach (var reason in nodes.Reasons)
        {
            output.WriteLine($"  - {reason}");
        }
    }
}
