using ActivitySync.Commands;
using ActivitySync.Commands.Terminal;
using ActivitySync.Hosting;

namespace ActivitySync.Tests.Commands.Terminal;

public sealed class NodeTableTests
{
    [Fact]
    public void Nodes_are_rows_and_what_is_wrong_follows()
    {
        var start = new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);
        using var text = new StringWriter();

        NodesCommand.Print(
            new NodeList
            {
                Nodes =
                [
                    new NodeEntry(
                        "one.example.org-1a2b",
                        true,
                        "1.0.0",
                        88,
                        start,
                        start.AddDays(3),
                        0,
                        0,
                        ["backup", "sync"]
                    ),
                    new NodeEntry("two", false, "1.0.0", 88, start, start.AddDays(2), 0, 12, []),
                ],
                Reasons = ["1 of 2 nodes not seen for a minute."],
            },
            text,
            new OutputFormat(80, HasColor: false)
        );

        Assert.Equal(
            """
            NODE            STATE           VERSION  STARTED          TOO LATE  RAN LAST
            one.example.or  alive           1.0.0    2026-11-20              0  backup, sync
            g-1a2b                                   06:00 UTC
            two             last seen       1.0.0    2026-11-20             12
                            2026-11-22               06:00 UTC
                            06:00 UTC
              - 1 of 2 nodes not seen for a minute.

            """,
            text.ToString()
        );
    }
}
