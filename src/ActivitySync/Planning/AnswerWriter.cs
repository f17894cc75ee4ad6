using System.Buffers;
using System.Text;
using System.Text.Json;
using ActivitySync.Recovery;

namespace ActivitySync.Planning;

/// <summary>Writes plan documents to a text stream, one after the other, with one buffer for all of them.</summary>
internal sealed class AnswerWriter : IDisposable
{
    private readonly TextWriter _output;
    private readonly ArrayBufferWriter<byte> _utf8 = new();
    private readonly Utf8JsonWriter _json;
    private char[] _letters = [];

    public AnswerWriter(TextWriter output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_utf8, PlanDocument.Options);
    }

    public void Write(RecoveryPlan plan, string behind)
    {
        _utf8.ResetWrittenCount();
        _json.Reset();
        PlanDocument.Write(_json, plan);
        _json.Flush();
        _utf8.Write(Encoding.UTF8.GetBytes(behind));
        var most = Encoding.UTF8.GetMaxCharCount(_utf8.WrittenCount);
        if (_letters.Length < most) _letters = new char[most];
        _output.Write(_letters, 0, Encoding.UTF8.GetChars(_utf8.WrittenSpan, _letters));
    }

    public void Dispose() => _json.Dispose();
}
