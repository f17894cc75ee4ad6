using System.Reflection;
using System.Text.RegularExpressions;
using ActivitySync.Commands;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Architecture;

/// <summary>Rules of CONTRIBUTING.md that the compiler doesn't check.</summary>
public sealed partial class CodeStyleTests
{
    private const int MaxColumns = 120;

    private static readonly Assembly[] Assemblies =
    [
        typeof(ExitCode).Assembly,
        typeof(FileReadResult).Assembly,
        typeof(Timeline).Assembly,
        typeof(CodeStyleTests).Assembly,
    ];

    [Fact]
    public void No_line_is_longer_than_120_columns()
    {
        var found = (
            from file in SourceFiles.FindAll("src", "tests")
            from line in SourceFiles.ReadLines(file).Index()
            where line.Item.Length > MaxColumns
            select $"{file}:{line.Index + 1}: {line.Item.Length} columns"
        ).ToList();

        Assert.True(found.Count == 0, $"{found.Count} lines:\n{string.Join('\n', found)}");
    }

    /// <summary>A wait goes by the injected clock, so that a test of it takes no time.</summary>
    [Fact]
    public void Nothing_sleeps_by_the_clock_of_the_machine()
    {
        var found = (
            from file in SourceFiles.FindAll("src")
            from line in SourceFiles.ReadLines(file).Index()
            where WaitWithoutClock().IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}"
        ).ToList();

        Assert.True(found.Count == 0, "Use ClockWait or Task.Delay with a clock:\n" + string.Join('\n', found));
    }

    [Fact]
    public void No_method_is_named_Of() =>
        Assert.Equal(
            [],
            Assemblies
                .SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type =>
                    type.GetMethods(
                        BindingFlags.Public
                            | BindingFlags.NonPublic
                            | BindingFlags.Static
                            | BindingFlags.Instance
                            | BindingFlags.DeclaredOnly
                    )
                )
                .Where(method => LocalFunction().Replace(method.Name, "$1") == "Of")
                .Select(method => $"{method.DeclaringType}.{method.Name}")
        );

    /// <summary>Sources are reached through their descriptors. The list may only get shorter.</summary>
    [Fact]
    public void No_other_file_names_Strava_or_Garmin()
    {
        var listed = SourceFiles.ReadList("files-naming-a-source.txt");
        var found = SourceFiles
            .FindAll("src")
            .Where(file => !OwnFolder().IsMatch(file))
            .Where(file => SourceFiles.ReadLines(file).Any(line => SourceNames().IsMatch(line)))
            .ToList();

        Assert.True(!found.Except(listed).Any(), "Not listed:\n" + string.Join('\n', found.Except(listed)));
        Assert.True(
            !listed.Except(found).Any(),
            "Remove these lines from files-naming-a-source.txt:\n" + string.Join('\n', listed.Except(found))
        );
    }

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\([^,]*\)|\bTask\.Delay\(\w+, \w*([cC]ancel|[tT]oken)\w*\)")]
    private static partial Regex WaitWithoutClock();

    /// <summary>The name of a local function in the name that the compiler gives it.</summary>
    [GeneratedRegex(@"^<.*>g__(\w+)\|.*$")]
    private static partial Regex LocalFunction();

    [GeneratedRegex("^src/ActivitySync/Sources/(Strava|Garmin|IntervalsIcu)/")]
    private static partial Regex OwnFolder();

    [GeneratedRegex("Strava|Garmin")]
    private static partial Regex SourceNames();
}
