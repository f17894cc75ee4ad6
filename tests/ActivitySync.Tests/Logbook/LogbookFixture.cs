using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Tests.Commands;

namespace ActivitySync.Tests.Logbook;

/// <summary>A logbook of Anna, and one of Ben, on Monday 23 November 2026, with the commands that show them.</summary>
internal sealed class LogbookFixture : IDisposable
{
    public CommandFixture Commands { get; } = new("ben");

    public AthleteLogbook Open(int athlete = 0) =>
        AthleteLogbook.Open(
            Commands.Database,
            Commands.Settings.FileAthletes[athlete],
            Commands.Clock,
            Commands.Settings.Rules
        );

    /// <summary>Stores a run of 20 November and returns the id of its activity.</summary>
    public long AddRun(string title = "Morning Run") =>
        long.Parse(
            Commands.AddRecording(
                CommandFixture.CreateRecording(SourceNames.File, "one", "2026-11-20T08:00:00+01:00", 12, 60, title)
            ),
            System.Globalization.CultureInfo.InvariantCulture
        );

    /// <summary>Runs a command for Anna and returns what it prints.</summary>
    public async Task<string> ShowAsync(params string[] command) =>
        (await Commands.RunAsync(command is ["status"] ? command : [.. command, "--athlete", "anna"])).Output;

    /// <summary>All rows of Anna's that changes write to.</summary>
    public IReadOnlyList<LogbookRow> GetRows()
    {
        using var logbook = Open();
        return
        [
            .. LogbookTable.All.SelectMany(table =>
                LogbookRowRepository
                    .GetAll(logbook.Connection, logbook.AthleteId, table)
                    .OrderBy(row => string.Join('|', row.Values), StringComparer.Ordinal)
            ),
        ];
    }

    public void Dispose() => Commands.Dispose();
}
