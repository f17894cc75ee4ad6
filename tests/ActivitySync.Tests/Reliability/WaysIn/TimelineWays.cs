using System.Text;
using ActivitySync.Commands;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>How <c>simulate</c> gets its timelines.</summary>
internal enum SimulateInput
{
    Document,
    Lines,
    StandardInput,
}

/// <summary>Timelines for <c>simulate</c>: three of them, the second one with the date.</summary>
internal sealed class SimulateWay(SimulateInput kind) : SingleFileWay
{
    private const int MaxBytes = 128 * 1024 * 1024;

    private const int Timelines = 3;

    /// <summary>A buffer doubles until it has the limit, and is copied once.</summary>
    private const int MaxMegabytes = 600;

    public override string ToString() => $"simulate, {kind}";

    public override string? FindReasonAgainst(FaultKind fault) =>
        kind != SimulateInput.StandardInput ? base.FindReasonAgainst(fault)
        : IsOfFiles(fault) ? "the shell opens it, and it is empty or endless then"
        : null;

    public override bool CanHave(Fault fault) =>
        base.CanHave(fault) && (kind != SimulateInput.StandardInput || fault.IsInContent);

    protected override bool HasDate => true;

    protected override Content Content => new(date => Encoding.UTF8.GetBytes(Write(date)), MaxBytes);

    protected override async Task TestCellAsync(Fault fault)
    {
        var isStandardInput = kind == SimulateInput.StandardInput;
        var path = isStandardInput ? "-" : Put(fault, kind == SimulateInput.Lines ? "in.jsonl" : "in.json");
        await using var input = isStandardInput ? CreateInput(fault) : null;

        var run = await CommandRun.RunAsync(Fixture.Settings, Fixture.Clock, ["simulate", path, "--json"], input);

        run.AssertClear(
            fault,
            isStandardInput ? "standard input" : Path.GetFileName(path),
            [ExitCode.Done, ExitCode.InvalidInput],
            MaxMegabytes,
            fault.Kind == FaultKind.WrongType ? int.MaxValue : Timelines
        );
        if (fault.IsHarmless || (fault.Kind == FaultKind.ExtremeDate && fault.IsInContent))
        {
            Assert.Contains("\"2026-11-23\"", run.Output, StringComparison.Ordinal);
            Assert.Contains("\"2026-11-25\"", run.Output, StringComparison.Ordinal);
        }
    }

    private Stream CreateInput(Fault fault) =>
        fault.Kind switch
        {
            FaultKind.Endless => new PaddedStream(Content.Good, long.MaxValue),
            FaultKind.Huge => new PaddedStream(Content.Good, Content.MaxBytes + 1L),
            _ => new MemoryStream(fault.Change(Content)),
        };

    private string Write(ContentDate date)
    {
        var timelines = new[] { "2026-11-23", "2026-11-24", "2026-11-25" }.Select(
            (asOf, index) => CreateTimeline(asOf, index == 1 ? date : ContentDate.Good)
        );
        return kind == SimulateInput.Document ? $"[{string.Join(',', timelines)}]" : string.Join('\n', timelines);
    }

    private static string CreateTimeline(string asOf, ContentDate date) =>
        $"{{\"asOf\":\"{asOf}\",\"activities\":[{{\"id\":\"1\",\"start\":\"{date.Text}T08:00:00+01:00\","
        + "\"name\":\"Köln\",\"distanceMeters\":10000,\"movingSeconds\":3600}],"
        + $"\"massages\":[{{\"date\":\"{date.Text}\"}}]}}";

    /// <summary>A start and spaces up to a length.</summary>
    private sealed class PaddedStream(byte[] start, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var bytes = buffer[..(int)Math.Min(buffer.Length, length - _position)];
            bytes.Fill((byte)' ');
            if (_position < start.Length)
            {
                var rest = start.AsSpan((int)_position);
                rest[..Math.Min(rest.Length, bytes.Length)].CopyTo(bytes);
            }

            _position += bytes.Length;
            return bytes.Length;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
