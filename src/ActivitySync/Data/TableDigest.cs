using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActivitySync.Data;

/// <summary>
/// The number of rows of a table, and a hash of their values that is the same in both engines: the sum of the rows'
/// SHA-256, modulo 2 to the power of 256.
/// </summary>
/// <remarks>
/// The order of the rows doesn't count: a text key from which a character was removed that PostgreSQL refuses sorts
/// elsewhere afterwards.
/// </remarks>
internal sealed class TableDigest
{
    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly byte[] _sum = new byte[SHA256.HashSizeInBytes];

    public long Rows { get; private set; }

    /// <summary>The hash in hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(_sum);

    /// <summary>Adds a row: each value is null, a long, a double, a string or bytes.</summary>
    public void Add(IReadOnlyList<object?> values)
    {
        _row.ResetWrittenCount();
        foreach (var value in values)
        {
            Write(value);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_row.WrittenSpan, hash);
        var carry = 0;
        for (var index = _sum.Length - 1; index >= 0; index--)
        {
            carry += _sum[index] + hash[index];
            _sum[index] = (byte)carry;
            carry >>= 8;
        }

        Rows++;
    }

    /// <summary>Each value begins with its type, and with its length where that may differ.</summary>
    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                WriteTag('n');
                break;
            case long number:
                WriteTag('i');
                WriteNumber(number);
                break;
            case double number:
                WriteTag('r');
                WriteNumber(BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number)); // SQLite has no negative zero
                break;
            case string text:
                WriteTag('t');
                WriteNumber(Encoding.UTF8.GetByteCount(text));
                Encoding.UTF8.GetBytes(text, _row);
                break;
            case byte[] bytes:
                WriteTag('b');
                WriteNumber(bytes.Length);
                _row.Write(bytes);
                break;
            default:
                throw new ArgumentException("The value has another type.", nameof(value));
        }
    }

    private void WriteTag(char tag) => _row.Write([(byte)tag]);

    private void WriteNumber(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_row.GetSpan(sizeof(long)), number);
        _row.Advance(sizeof(long));
    }
}
