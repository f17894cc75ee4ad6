using System.IO.Compression;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>A file in the inbox, or a member of an archive there.</summary>
internal sealed class InboxWay(FileFormatKind format, bool isInArchive) : FileWay(format)
{
    private const int RegularFileType = 0x8000; // S_IFREG, and so on
    private const int LinkType = 0xA000;
    private const int PipeType = 0x1000;
    private const int DeviceType = 0x2000;

    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(60);

    public override string ToString() => $"inbox with {(isInArchive ? "an archive with " : "")}{Format.FileName}";

    public override string? FindReasonAgainst(FaultKind kind) =>
        isInArchive && kind == FaultKind.OtherUser ? "members have no owner" : base.FindReasonAgainst(kind);

    public override bool CanHave(Fault fault) =>
        fault.Kind != FaultKind.Device || fault.Variant.Contains("node", StringComparison.Ordinal);

    protected override async Task TestCellAsync(Fault fault)
    {
        var folder = CreateFolder();
        var path = Path.Combine(folder, Format.FileName);
        if (isInArchive)
        {
            path = Path.Combine(folder, "m.zip");
            await File.WriteAllBytesAsync(path, CreateArchive(fault));
        }
        else
        {
            Put(fault, path);
            PutNeighbors(folder);
        }

        Fixture.With(settings =>
            settings with
            {
                FileAthletes = [settings.FileAthletes[0] with { Sources = new AthleteSources { Inbox = folder } }],
            }
        );
        var before = CountNeighbors();
        await UnprivilegedThread.RunAsync(
            () =>
            {
                Scan();
                return Task.FromResult(true);
            },
            fault.ToString()
        );

        Assert.Equal(before + 2, CountNeighbors());
        AssertNothingHalfWritten(fault);
        await AssertReportedAsync(fault, path);
    }

    /// <summary>Asserts that the file is known, and that <c>status</c> names it if it is refused.</summary>
    private async Task AssertReportedAsync(Fault fault, string path)
    {
        using var connection = Fixture.Database.Open();
        var row = InboxFileRepository
            .GetAll(connection, Fixture.GetAthleteId())
            .SingleOrDefault(row => row.Path == path);
        Assert.True(row is not null, $"{fault}: nothing tells of the file");
        var status = await CommandRun.RunAsync(Fixture.Settings, Fixture.Clock, ["status"]);
        CommandRun.AssertNothingLeaks(status.Error + status.Output, fault.ToString());
        if (row.Result == ImportResult.Quarantined.ToColumn())
        {
            Assert.Contains(Path.GetFileName(path), status.Output, StringComparison.Ordinal);
        }
    }

    private void Scan()
    {
        var scanner = new InboxScanner(
            Fixture.Database,
            new FileImporter(Fixture.Database, new RecordingReconciler(Fixture.Database, Fixture.Clock), Fixture.Clock),
            Fixture.Clock,
            NullLogger<InboxScanner>.Instance
        );
        for (var scan = 0; scan < 2; scan++)
        {
            scanner.Scan(Fixture.Settings.FileAthletes[0], CancellationToken.None);
            Fixture.Clock.Advance(ScanInterval);
        }
    }

    private byte[] CreateArchive(Fault fault)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("a-good.fit", FileFormatKind.WriteGoodFit(CellNumber * 2), RegularFileType);
            var (content, type) = fault.Kind switch
            {
                FaultKind.Huge => (Format.Content.Huge?.Invoke() ?? FileFormatKind.CreateSpaces(), RegularFileType),
                FaultKind.Link => ("/dev/zero"u8.ToArray(), LinkType),
                FaultKind.Pipe => ([], PipeType),
                FaultKind.Device => ([], DeviceType),
                _ => (fault.Change(Format.Content), RegularFileType),
            };
            Add(Format.FileName, content, type, fault is { Kind: FaultKind.ExtremeDate, IsInContent: false });
            Add("z-good.fit", FileFormatKind.WriteGoodFit((CellNumber * 2) + 1), RegularFileType);

            void Add(string name, byte[] bytes, int fileType, bool isOld = false)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
                if (isOld)
                {
                    entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the first of DOS
                }

                entry.ExternalAttributes = (fileType | 0x1A4) << 16; // 0644
                using var content = entry.Open();
                content.Write(bytes);
            }
        }

        return packed.ToArray();
    }
}
