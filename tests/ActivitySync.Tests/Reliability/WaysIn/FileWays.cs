using System.Globalization;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Sync;
using ActivitySync.Tests.Commands;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>An activity file, with a good one before and after it in the order of names.</summary>
internal abstract class FileWay(FileFormatKind format) : WayIn
{
    private CommandFixture? _fixture;
    private string _folder = "";

    protected CommandFixture Fixture => _fixture!;

    protected FileFormatKind Format => format;

    public override string? FindReasonAgainst(FaultKind kind) =>
        kind switch
        {
            FaultKind.Endless => FilesEnd,
            FaultKind.WrongCharset when !format.IsText => NoText,
            FaultKind.OtherUser => FindReasonAgainstOtherUser(),
            _ => null,
        };

    public override Task StartAsync()
    {
        _fixture = new CommandFixture();
        _folder = Directory.CreateTempSubdirectory("activitysync-ways-").FullName;
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Database.ClearPools();
        Fixture.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new folder for the files of this cell.</summary>
    protected string CreateFolder() =>
        Directory
            .CreateDirectory(Path.Combine(_folder, CellNumber.ToString(CultureInfo.InvariantCulture), "runs"))
            .FullName;

    /// <summary>Puts the wrong input at a path; returns the path to name.</summary>
    protected string Put(Fault fault, string path)
    {
        if (fault.Place is { } place)
        {
            return place(path, format.Content);
        }

        if (fault.Kind == FaultKind.Huge && format.Content.Huge is null)
        {
            File.WriteAllBytes(path, format.Content.Good);
            using var file = File.OpenWrite(path);
            file.SetLength(format.Content.MaxBytes + 1L);
            return path;
        }

        File.WriteAllBytes(path, fault.Change(format.Content));
        return path;
    }

    /// <summary>Puts good files before and after the wrong one.</summary>
    protected void PutNeighbors(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "a-good.fit"), FileFormatKind.WriteGoodFit(CellNumber * 2));
        File.WriteAllBytes(Path.Combine(folder, "z-good.fit"), FileFormatKind.WriteGoodFit((CellNumber * 2) + 1));
    }

    /// <summary>The activities that only the good neighbors have.</summary>
    protected int CountNeighbors()
    {
        using var connection = Fixture.Database.Open();
        return StoredActivityLoader
            .Load(connection, Fixture.GetAthleteId())
            .Count(activity => activity.Activity.DistanceMeters is > 10_000.4 and < 10_000.6);
    }

    protected void AssertNothingHalfWritten(Fault fault) =>
        CommandRun.AssertNothingHalfWritten(Fixture.Settings.ActivitySync.DataDirectory, fault);
}

/// <summary><c>import FILE</c> or <c>import FOLDER</c>.</summary>
internal sealed class ImportWay(FileFormatKind format, bool isFolder) : FileWay(format)
{
    public override string ToString() => $"import {(isFolder ? "FOLDER with" : "FILE,")} {Format.FileName}";

    /// <summary>In a folder, a device has a name of its own.</summary>
    public override bool CanHave(Fault fault) =>
        !isFolder || fault.Kind != FaultKind.Device || fault.Variant.Contains("node", StringComparison.Ordinal);

    protected override async Task TestCellAsync(Fault fault)
    {
        var folder = CreateFolder();
        var path = Put(fault, Path.Combine(folder, Format.FileName));
        if (isFolder)
        {
            PutNeighbors(folder);
        }

        var before = CountNeighbors();
        var run = await CommandRun.RunAsync(
            Fixture.Settings,
            Fixture.Clock,
            ["import", isFolder ? folder : path, "--athlete", "anna"]
        );

        run.AssertClear(fault, Path.GetFileName(path), [ExitCode.Done, ExitCode.InvalidInput]);
        Assert.True(
            (run.Output + run.Error).Contains(Path.GetFileName(path), StringComparison.Ordinal),
            $"{fault}: nothing tells of the file\n{run.Output}"
        );
        Assert.Equal(before + (isFolder ? 2 : 0), CountNeighbors());
        AssertNothingHalfWritten(fault);
    }
}
