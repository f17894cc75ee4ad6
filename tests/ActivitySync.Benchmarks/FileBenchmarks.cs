using ActivitySync.FileFormats.Fit;
using ActivitySync.Tests.FileFormats.Fit;
using BenchmarkDotNet.Attributes;

namespace ActivitySync.Benchmarks;

/// <summary>
/// Reads the sessions of FIT files, compared with a pass that only reads the bytes and their checksum. The files are
/// those of the folder in ACTIVITYSYNC_FILES, or synthetic runs.
/// </summary>
[MemoryDiagnoser]
public class FileBenchmarks
{
    private const int GeneratedFiles = 50;
    private const int SecondsPerRun = 3600;

    private readonly List<byte[]> _files = Files();

    [Benchmark(Baseline = true)]
    public int Read_bytes_and_checksum()
    {
        var sum = 0;
        foreach (var file in _files)
        {
            sum += FitChecksum.Compute(file);
        }

        return sum;
    }

    [Benchmark]
    public int Read_sessions()
    {
        var found = 0;
        foreach (var file in _files)
        {
            found += FitReader.Read(file).Recordings.Count;
        }

        return found;
    }

    private static List<byte[]> Files() =>
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_FILES") is { } folder
            ? [.. Directory.GetFiles(folder, "*.fit").Select(File.ReadAllBytes)]
            : [.. Enumerable.Range(0, GeneratedFiles).Select(Run)];

    private static byte[] Run(int number)
    {
        var start = FitBuilder.Start + (uint)(number * 2 * SecondsPerRun);
        var file = new FitBuilder().FileId(4);
        file.Definition(1, 20, [(253, 4, FitBuilder.UInt32), (5, 4, FitBuilder.UInt32), (3, 1, FitBuilder.UInt8)]);
        for (uint second = 0; second < SecondsPerRun; second++)
        {
            file.Data(1, [.. file.Bytes(start + second, 4), .. file.Bytes(second * 300, 4), 140]);
        }

        return file.Session(start: start).Activity(start, 3600).ToFile();
    }
}
