using System.Buffers;
using System.Text;
using System.Text.Json;
using ActivitySync.Recovery;

namespace ActivitySync.Advice;

/// <summary>Writes plan documents to a text writer and reuses its buffers.</summary>
internal sealed class PlanStreamWriter : IDisposable
{
    private readonly TextWriter _output;
    private readonly ArrayBufferWriter<byte> _utf8 = new();
    private readonly Utf8JsonWriter _json;
    private char[] _characters = [];

    public PlanStreamWriter(TextWriter output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_utf8, PlanDocument.Options);
    }

    public void Write(RecoveryPlan plan, string suffix)
    {
        _utf8.ResetWrittenCount();
        _json.Reset();
        PlanDocument.Write(_json, plan);
        _json.Flush();
        _utf8.Write(Encoding.UTF8.GetBytes(suffix));
        var maxLength = Encoding.UTF8.GetMaxCharCount(_utf8.WrittenCount);
        if (_characters.Length < maxLength)
        {
            _characters = new char[maxLength];
        }

        _output.Write(_characters, 0, Encoding.UTF8.GetChars(_utf8.WrittenSpan, _characters));
    }

    public void Dispose() => _json.Dispose();
}
