using System.Buffers.Binary;

namespace ActivitySync.Sources.Files.Fit;

/// <summary>
/// Steps through the messages of one FIT file: definitions are kept, messages nobody asked for are skipped by their size.
/// No length in the data is believed before it is held against what is there.
/// </summary>
/// <param name="data">The bytes between header and checksum, or as many as there are.</param>
/// <param name="withRecords">Whether laps and records are asked for too, with their times.</param>
internal ref struct FitWalk(ReadOnlySpan<byte> data, bool withRecords)
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
    private int _at;

    /// <summary>The place where the data stopped making sense; null while it does.</summary>
    public int? DamagedAt { get; private set; }

    /// <summary>The time of the message last given, or the last one before it; 0 if there was none. Only with records.</summary>
    public uint Time { get; private set; }

    /// <summary>The next message asked for; false at the end of the data or of its sense.</summary>
    public bool Next(out FitMessage message)
    {
        while (_at < _data.Length)
        {
            var header = _data[_at];
            if ((header & CompressedHeader) == 0 && (header & DefinitionHeader) != 0)
            {
                if (!Define(header)) break;
                continue;
            }

            var compressed = (header & CompressedHeader) != 0;
            var local = compressed ? (header >> CompressedLocalShift) & CompressedLocalMask : header & LocalMask;
            if (_definitions[local] is not { } definition || definition.Size > _data.Length - _at - 1) break;

            var start = _at + 1;
            _at = start + definition.Size;
            if (!withRecords && !IsOfSession(definition.Message)) continue;

            message = new FitMessage(
                definition.Message,
                _data.Slice(definition.FieldsAt, definition.FieldCount * FitDefinition.BytesPerField),
                _data.Slice(start, definition.Size),
                definition.BigEndian);
            if (withRecords) KeepTime(message, compressed ? header & TimeOffsetMask : null);
            return true;
        }

        if (_at < _data.Length) DamagedAt = _at;
        message = default;
        return false;
    }

    private static bool IsOfSession(ushort message) => message is FitNumbers.SessionMessage or FitNumbers.FileIdMessage
        or FitNumbers.ActivityMessage or FitNumbers.SportMessage;

    private bool Define(byte header)
    {
        var rest = _data[(_at + 1)..];
        if (rest.Length < DefinitionPrefix) return false;
        var bigEndian = rest[1] == 1;
        var message = bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        int fields = rest[4];
        var used = DefinitionPrefix + (fields * FitDefinition.BytesPerField);
        if (rest.Length < used) return false;

        var size = SizeOf(rest[DefinitionPrefix..used]);
        if ((header & DeveloperFields) != 0)
        {
            if (rest.Length <= used) return false;
            var developer = rest[used] * FitDefinition.BytesPerField;
            used++;
            if (rest.Length < used + developer) return false;
            size += SizeOf(rest.Slice(used, developer));
            used += developer;
        }

        _definitions[header & LocalMask] = new FitDefinition(message, _at + 1 + DefinitionPrefix, fields, size, bigEndian);
        _at += 1 + used;
        return true;
    }

    private static int SizeOf(ReadOnlySpan<byte> fields)
    {
        var size = 0;
        for (var at = 1; at < fields.Length; at += FitDefinition.BytesPerField) size += fields[at];
        return size;
    }

    /// <summary>A compressed header carries the lowest five bits of a time that never runs backwards.</summary>
    private void KeepTime(scoped FitMessage message, int? offset)
    {
        if (offset is { } low)
        {
            var candidate = (Time & ~(uint)TimeOffsetMask) + (uint)low;
            Time = candidate >= Time ? candidate : candidate + TimeOffsetMask + 1;
        }
        else if (message.Integer(FitNumbers.Timestamp) is { } time)
        {
            Time = (uint)time;
        }
    }
}
