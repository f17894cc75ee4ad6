using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ActivitySync.FileFormats.Fit;

/// <summary>
/// Reads the messages of one FIT file (FIT SDK, "Flexible and Interoperable Data Transfer Protocol"): stores
/// definitions and skips messages that are not needed. Every length is checked against the bytes that are there.
/// </summary>
/// <param name="data">The bytes between header and checksum, or as many as there are.</param>
/// <param name="withRecords">Whether to return laps and records too, with their times.</param>
internal ref struct FitMessageReader(ReadOnlySpan<byte> data, bool withRecords)
{
    private const int CompressedHeader = 0x80;
    private const int DefinitionHeader = 0x40;
    private const int DeveloperFields = 0x20;
    private const int LocalMask = 0x0F;
    private const int CompressedLocalShift = 5;
    private const int CompressedLocalMask = 0x03;
    private const int TimeOffsetMask = 0x1F;

    /// <summary>Reserved byte, byte order, message number (2), count of fields.</summary>
    private const int DefinitionPrefix = 5;

    private readonly ReadOnlySpan<byte> _data = data;
    private FitDefinition.Table _definitions;
    private int _offset;

    /// <summary>The position of the first invalid byte; null while the data is valid.</summary>
    public int? DamageOffset { get; private set; }

    /// <summary>
    /// The time of the last message, or of the last one that had a time; 0 if there was none. Only with records.
    /// </summary>
    public uint Time { get; private set; }

    /// <summary>Reads the next message that is needed; false at the end of the data or of its valid part.</summary>
    public bool TryReadNext(out FitMessage message)
    {
        while (_offset < _data.Length)
        {
            var header = _data[_offset];
            if ((header & CompressedHeader) == 0 && (header & DefinitionHeader) != 0)
            {
                if (!TryReadDefinition(header))
                {
                    break;
                }

                continue;
            }

            var compressed = (header & CompressedHeader) != 0;
            var local = compressed ? (header >> CompressedLocalShift) & CompressedLocalMask : header & LocalMask;
            if (_definitions[local] is not { } definition || definition.Size > _data.Length - _offset - 1)
            {
                break;
            }

            var start = _offset + 1;
            _offset = start + definition.Size;
            if (!withRecords && !IsSessionRelated(definition.Message))
            {
                continue;
            }

            message = new FitMessage(
                definition.Message,
                _data.Slice(definition.FieldsOffset, definition.FieldCount * FitDefinition.BytesPerField),
                _data.Slice(start, definition.Size),
                definition.IsBigEndian
            );
            if (withRecords)
            {
                UpdateTime(message, compressed ? header & TimeOffsetMask : null);
            }

            return true;
        }

        if (_offset < _data.Length)
        {
            DamageOffset = _offset;
        }

        message = default;
        return false;
    }

    private static bool IsSessionRelated(ushort message) =>
        message
            is FitProfile.SessionMessage
                or FitProfile.FileIdMessage
                or FitProfile.ActivityMessage
                or FitProfile.SportMessage;

    private bool TryReadDefinition(byte header)
    {
        var rest = _data[(_offset + 1)..];
        if (rest.Length < DefinitionPrefix)
        {
            return false;
        }

        var bigEndian = rest[1] == 1;
        var message = bigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(rest[2..])
            : BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        int fields = rest[4];
        var used = DefinitionPrefix + (fields * FitDefinition.BytesPerField);
        if (rest.Length < used)
        {
            return false;
        }

        var size = ComputeSize(rest[DefinitionPrefix..used]);
        if ((header & DeveloperFields) != 0)
        {
            if (rest.Length <= used)
            {
                return false;
            }

            var developer = rest[used] * FitDefinition.BytesPerField;
            used++;
            if (rest.Length < used + developer)
            {
                return false;
            }

            size += ComputeSize(rest.Slice(used, developer));
            used += developer;
        }

        _definitions[header & LocalMask] = new FitDefinition(
            message,
            _offset + 1 + DefinitionPrefix,
            fields,
            size,
            bigEndian
        );
        _offset += 1 + used;
        return true;
    }

    private static int ComputeSize(ReadOnlySpan<byte> fields)
    {
        var size = 0;
        for (var at = 1; at < fields.Length; at += FitDefinition.BytesPerField)
        {
            size += fields[at];
        }

        return size;
    }

    /// <summary>A compressed header contains the lowest five bits of the time, which never decreases.</summary>
    private void UpdateTime(scoped FitMessage message, int? offset)
    {
        if (offset is { } low)
        {
            var candidate = (Time & ~(uint)TimeOffsetMask) + (uint)low;
            Time = candidate >= Time ? candidate : candidate + TimeOffsetMask + 1;
        }
        else if (message.GetInteger(FitProfile.Timestamp) is { } time)
        {
            Time = (uint)time;
        }
    }
}

/// <summary>A definition message: the layout of the data messages that follow with its local number.</summary>
/// <param name="Message">The profile's number of the message.</param>
/// <param name="FieldsOffset">The position of its field list, three bytes per field: number, size, base type.</param>
/// <param name="FieldCount">The number of fields without developer fields.</param>
/// <param name="Size">The bytes of one data message without its header byte, developer fields included.</param>
/// <param name="IsBigEndian">The byte order of its numbers.</param>
internal readonly record struct FitDefinition(
    ushort Message,
    int FieldsOffset,
    int FieldCount,
    int Size,
    bool IsBigEndian
)
{
    public const int BytesPerField = 3;

    /// <summary>A file has up to sixteen definitions at a time, one for each local number.</summary>
    [InlineArray(16)]
    public struct Table
    {
        private FitDefinition? _first;
    }
}
