using System.Buffers.Binary;

namespace ActivitySync.FileFormats.Fit;

/// <summary>One data message. It refers to the bytes of the file; nothing is copied or allocated per record.</summary>
/// <param name="number">The profile's number of the message.</param>
/// <param name="fields">Its field list, three bytes per field: number, size, base type.</param>
/// <param name="data">Its bytes.</param>
/// <param name="bigEndian">The byte order of its numbers.</param>
internal readonly ref struct FitMessage(
    ushort number,
    ReadOnlySpan<byte> fields,
    ReadOnlySpan<byte> data,
    bool bigEndian
)
{
    /// <summary>
    /// The number of the base type without its top bit ("endian ability"), which some writers leave out.
    /// </summary>
    private const int BaseTypeMask = 0x1F;

    private readonly ReadOnlySpan<byte> _fields = fields;
    private readonly ReadOnlySpan<byte> _data = data;

    public ushort Number => number;

    /// <summary>
    /// The integer of a field (of an array the first); null if it is missing, marked invalid, or its size doesn't fit
    /// its type.
    /// </summary>
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

    /// <summary>The integer of a field divided by its scale.</summary>
    public double? GetScaled(byte field, double divisor) => GetInteger(field) / divisor;

    /// <summary>The position of two fields in semicircles; null without a plausible one.</summary>
    public GeoPosition? GetPosition(byte latitude, byte longitude) =>
        GeoPosition.From(
            GetScaled(latitude, FitProfile.SemicirclesPerDegree),
            GetScaled(longitude, FitProfile.SemicirclesPerDegree)
        );

    /// <summary>The bytes of a field; empty if it is missing.</summary>
    public ReadOnlySpan<byte> GetBytes(byte field)
    {
        var at = 0;
        for (var entry = 0; entry + FitDefinition.BytesPerField <= _fields.Length; entry += FitDefinition.BytesPerField)
        {
            int size = _fields[entry + 1];
            if (_fields[entry] == field)
            {
                return _data.Slice(at, size);
            }

            at += size;
        }

        return [];
    }

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

    /// <summary>
    /// The bytes of an integer base type of at most 32 bits; 0 for all others, none of which is read here.
    /// </summary>
    private static int GetWidth(int baseType) =>
        baseType switch
        {
            0x00 or 0x01 or 0x02 or 0x0A or 0x0D => 1,
            0x03 or 0x04 or 0x0B => 2,
            0x05 or 0x06 or 0x0C => 4,
            _ => 0,
        };
}
