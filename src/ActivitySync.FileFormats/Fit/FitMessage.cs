using System.Buffers.Binary;

namespace ActivitySync.FileFormats.Fit;

/// <summary>One data message, read where it stands: nothing is copied.</summary>
/// <param name="number">The profile's number of the message.</param>
/// <param name="fields">Its field list, three bytes a field.</param>
/// <param name="data">Its bytes.</param>
/// <param name="bigEndian">The byte order of its numbers.</param>
internal readonly ref struct FitMessage(
    ushort number,
    ReadOnlySpan<byte> fields,
    ReadOnlySpan<byte> data,
    bool bigEndian
)
{
    /// <summary>The base type's number proper; the top bit only says that byte order matters, and some writers leave it out.</summary>
    private const int BaseTypeMask = 0x1F;

    private readonly ReadOnlySpan<byte> _fields = fields;
    private readonly ReadOnlySpan<byte> _data = data;

    public ushort Number => number;

    /// <summary>The field's whole number (of a list the first); null if it is not there, marked invalid, or not of a size its type can have.</summary>
    public long? GetInteger(byte field)
    {
        var at = 0;
        for (var entry = 0; entry + FitDefinition.BytesPerField <= _fields.Length; entry += FitDefinition.BytesPerField)
        {
            int size = _fields[entry + 1];
            if (_fields[entry] == field)
            {
                return ReadValue(_data.Slice(at, size), _fields[entry + 2] & BaseTypeMask);
            }

            at += size;
        }

        return null;
    }

    /// <summary>The same divided by its scale.</summary>
    public double? GetScaled(byte field, double divisor) => GetInteger(field) / divisor;

    private long? ReadValue(ReadOnlySpan<byte> bytes, int baseType)
    {
        var width = GetWidth(baseType);
        if (width == 0 || bytes.Length < width || bytes.Length % width != 0)
        {
            return null;
        }

        long value = width switch
        {
            1 => bytes[0],
            2 => bigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
                : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            _ => bigEndian
                ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
                : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        };
        return baseType switch
        {
            0x00 or 0x02 or 0x0D => value == byte.MaxValue ? null : value,
            0x04 => value == ushort.MaxValue ? null : value,
            0x06 => value == uint.MaxValue ? null : value,
            0x0A or 0x0B or 0x0C => value == 0 ? null : value,
            0x01 => value == sbyte.MaxValue ? null : (sbyte)value,
            0x03 => value == short.MaxValue ? null : (short)value,
            0x05 => value == int.MaxValue ? null : (int)value,
            _ => null,
        };
    }

    /// <summary>Bytes of a base type that holds a whole number of at most 32 bits; 0 for all others, none of which is read here.</summary>
    private static int GetWidth(int baseType) =>
        baseType switch
        {
            0x00 or 0x01 or 0x02 or 0x0A or 0x0D => 1,
            0x03 or 0x04 or 0x0B => 2,
            0x05 or 0x06 or 0x0C => 4,
            _ => 0,
        };
}
