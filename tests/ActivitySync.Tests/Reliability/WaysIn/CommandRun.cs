using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>What a command printed for one cell.</summary>
internal sealed record CommandRun(ExitCode Exit, string Output, string Error, long AllocatedBytes)
{
    /// <summary>Every secret of these tests contains it.</summary>
    public const string Secret = "sesame";

    /// <summary>A line of standard error is read by a person.</summary>
    private const int MaxLineLength = 1500;

    private const long Megabyte = 1024 * 1024;

    /// <summary>Far above what a command needs; below what an unbounded read takes.</summary>
    private const long MaxAllocatedBytes = 64 * Megabyte;

    private static readonly string[] Leaks = ["Unexpected error", "   at ", "Exception", "please report", Secret];

    /// <summary>Runs a command without root's right to read every file.</summary>
    public static async Task<CommandRun> RunAsync(
        AppSettings? settings,
        TimeProvider clock,
        string[] args,
        Stream? input = null
    )
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = CommandTree.Build().Parse(args);
        Assert.Null(CommandLineErrors.FindMessage(parsed));
        var environment = new CommandEnvironment
        {
            Output = output,
            Error = error,
            Settings = settings,
            Clock = clock,
            Input = input,
            EnableDefaultExceptionHandler = false,
        };
        var (exit, bytes) = await UnprivilegedThread.RunAsync(
            () => parsed.InvokeAsync(environment),
            string.Join(' ', args)
        );
        return new CommandRun((ExitCode)exit, output.ToString(), error.ToString(), bytes);
    }

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Asserts a documented exit code; at most one line on standard error, which ends as a sentence; and that the
    /// report names what is wrong.
    /// </summary>
    /// <param name="fault">The fault, for messages.</param>
    /// <param name="what">What the report of a failure names.</param>
    /// <param name="exits">The possible exit codes.</param>
    /// <param name="maxMegabytes">More than the documented limit of the input, if that is large.</param>
    public void AssertClear(Fault fault, string what, ExitCode[] exits, int maxMegabytes = 0)
    {
        AssertClear(fault, what, exits, maxMegabytes, 1);
        Assert.True(ErrorLines.All(line => line.EndsWith('.')), $"{fault}: no sentence: {Error}");
    }

    /// <summary>The same for several wrong parts of one input, with a line for each.</summary>
    public void AssertClear(Fault fault, string what, ExitCode[] exits, int maxMegabytes, int maxLines)
    {
        var context = $"{fault}: exit code {(int)Exit}\n{Error}{Output[..Math.Min(Output.Length, 2000)]}";
        Assert.True(exits.Contains(Exit), context);
        AssertNothingLeaks(Error + Output, context);
        Assert.True(Exit == ExitCode.Done || Error.Length > 0, $"{context}: no line says why");
        Assert.True(ErrorLines.Length <= maxLines, $"{context}: too many lines");
        Assert.True(ErrorLines.All(line => line.Length <= MaxLineLength), $"{context}: too long");
        Assert.True(
            Error.Length == 0 || (Error + Output).Contains(what, StringComparison.Ordinal),
            $"{context}: nothing names {what}"
        );
        Assert.True(
            AllocatedBytes <= MaxAllocatedBytes + (maxMegabytes * Megabyte),
            $"{context}: {AllocatedBytes / Megabyte} MB allocated"
        );
    }

    /// <summary>
    /// Asserts that a text for a person has no stack trace, no secret and nothing that moves its cursor.
    /// </summary>
    public static void AssertNothingLeaks(string text, string context)
    {
        Assert.All(Leaks, leak => Assert.False(text.Contains(leak, StringComparison.Ordinal), $"{context}: {leak}"));
        Assert.False(
            text.EnumerateRunes().Any(rune => Rune.IsControl(rune) && rune.Value is not ('\n' or '\r')),
            $"{context}: a control character"
        );
    }

    /// <summary>Asserts that a data directory has the files of the program and nothing half-written.</summary>
    public static void AssertNothingHalfWritten(string directory, Fault fault, bool isDaemonRunning = false)
    {
        string[] known =
        [
            "activitysync.db",
            "activitysync.db-wal",
            "activitysync.db-shm",
            "secret.key",
            "daemon.pid",
            "backups",
        ];
        var odd = Directory
            .EnumerateFileSystemEntries(directory)
            .Select(path => Path.GetFileName(path)!)
            .Except(known)
            .Where(name => !name.EndsWith(".lock", StringComparison.Ordinal))
            .ToList();
        Assert.True(odd.Count == 0, $"{fault}: left in the data directory: {string.Join(", ", odd)}");
        // The daemon may be writing its nightly backup.
        if (!isDaemonRunning && Path.Combine(directory, "backups") is var backups && Directory.Exists(backups))
        {
            Assert.All(Directory.GetFileSystemEntries(backups), file =>
                Assert.EndsWith(".db", file, StringComparison.Ordinal)
            );
        }
    }
}
