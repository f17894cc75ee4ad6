using System.CommandLine;
using System.Globalization;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
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
                "Lists the nodes that share a PostgreSQL database. Says what differs between them.",
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
                    Print(nodes, context.Out, context.Format);
                }

                return nodes.Healthy ? ExitCode.Done : ExitCode.Failed;
            });
        command.Options.Add(CommandBuilder.JsonOption);
        return command;
    }

    /// <summary>Prints a row for each node, then what is wrong.</summary>
    public static void Print(NodeList nodes, TextWriter output, OutputFormat format)
    {
        var table = new TextTable(
            new TableColumn("NODE", Wraps: true),
            new TableColumn("STATE", Wraps: true),
            new TableColumn("VERSION"),
            new TableColumn("STARTED", Wraps: true),
            new TableColumn("TOO LATE", IsNumber: true),
            new TableColumn("RAN LAST", Wraps: true)
        );
        foreach (var node in nodes.Nodes)
        {
            table.Add(
                TerminalText.Sanitize(node.Name),
                node.Alive
                    ? new TableCell("alive", TextColor.Good)
                    : new TableCell($"last seen {FormatTime(node.SeenAt)}", TextColor.Bad),
                node.Version,
                FormatTime(node.StartedAt),
                node.FencedOff.ToString(CultureInfo.InvariantCulture),
                string.Join(", ", node.RanLast)
            );
        }

        table.Write(output, format);
        foreach (var reason in nodes.Reasons)
        {
            output.WriteLine($"  - {reason}");
        }
    }

    private static string FormatTime(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
