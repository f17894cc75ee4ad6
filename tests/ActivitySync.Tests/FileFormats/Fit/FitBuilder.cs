using System.Buffers.Binary;

namespace ActivitySync.Tests.FileFormats.Fit;

/// <summary>Writes made-up FIT files byte by byte, in either byte order, valid or with chosen defects.</summary>
internal sealed class FitBuilder
{
    public const byte Enum = 0x00;
    public const byte UInt8 = 0x02;
    public const byte Text = 0x07;
    public const byte UInt16 = 0x84;
    public const byte SInt32 = 0x85;
    public const byte UInt32 = 0x86;
    public const byte UInt32z = 0x8C;

    /// <summary>2026-11-22T09:00:00Z on the file's clock.</summary>
    public const uint Start = 1_795_338_000 - 631_065_600;

    private readonly List<byte> _data = [];
    private readonly bool _bigEndian;

    public FitBuilder(bool bigEndian = false) => _bigEndian = bigEndian;

    public static DateTimeOffset StartInstant => DateTimeOffset.FromUnixTimeSeconds(631_065_600L + Start);

    /// <summary>An hour's run of 10 km: file id, session, activity at UTC+1.</summary>
    public static FitBuilder Run(bool bigEndian = false) =>
        new FitBuilder(bigEndian).FileId(4).Session().Activity(Start + 3600, 3600);

    public FitBuilder FileId(byte type) => Message(0, (0, Enum, type), (4, UInt32, Start));

    public FitBuilder Session(
        byte sport = 1,
        byte subSport = 0,
        uint start = Start,
        uint elapsedMs = 3_700_000,
        uint timerMs = 3_600_500,
        uint distanceCm = 1_000_050,
        byte averageHeartRate = 150,
        byte maxHeartRate = 170,
        byte rpe = 70
    ) =>
        Message(
            18,
            (253, UInt32, start + (elapsedMs / 1000)),
            (2, UInt32, start),
            (5, Enum, sport),
            (6, Enum, subSport),
            (7, UInt32, elapsedMs),
            (8, UInt32, timerMs),
            (9, UInt32, distanceCm),
            (16, UInt8, averageHeartRate),
            (17, UInt8, maxHeartRate),
            (22, UInt16, 120),
            (23, UInt16, 110),
            (193, UInt8, rpe)
        );

    public FitBuilder Activity(uint time, long offsetSeconds) =>
        Message(34, (253, UInt32, time), (5, UInt32, (uint)(time + offsetSeconds)));

    public FitBuilder Record(uint time, uint distanceCm, byte heartRate) =>
        Message(20, (253, UInt32, time), (5, UInt32, distanceCm), (3, UInt8, heartRate));

    /// <summary>A definition and its data message under local number 0.</summary>
    public FitBuilder Message(ushort number, params (byte Field, byte BaseType, long Value)[] fields)
    {
        Definition(0, number, [.. fields.Select(field => (field.Field, Width(field.BaseType), field.BaseType))]);
        return Data(0, [.. fields.SelectMany(field => Bytes(field.Value, Width(field.BaseType)))]);
    }

    public FitBuilder Definition(
        byte local,
        ushort number,
        (byte Field, byte Size, byte BaseType)[] fields,
        (byte Field, byte Size, byte Index)[]? developer = null
    )
    {
        _data.Add((byte)(0x40 | (developer is null ? 0 : 0x20) | local));
        _data.Add(0);
        _data.Add((byte)(_bigEndian ? 1 : 0));
        _data.AddRange(Bytes(number, 2));
        Fields(fields);
        if (developer is not null)
        {
            Fields(developer);
        }

        return this;
    }

    public FitBuilder Data(byte header, params byte[] bytes) => Raw([header, .. bytes]);

    public FitBuilder Raw(params byte[] bytes)
    {
        _data.AddRange(bytes);
        return this;
    }

    public byte[] Bytes(long value, byte width)
    {
        var bytes = new byte[width];
        for (var at = 0; at < width; at++)
        {
            bytes[_bigEndian ? width - 1 - at : at] = (byte)(value >> (8 * at));
        }

        return bytes;
    }

    /// <summary>The whole file: header of 14 bytes, data, checksum.</summary>
    public byte[] ToFile(uint? claimedSize = null)
    {
        var file = new byte[14 + _data.Count + 2];
        file[0] = 14;
        file[1] = 0x20;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(2), 2132);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), claimedSize ?? (uint)_data.Count);
        ".FIT"u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(12), SlowCrc(file.AsSpan(0, 12)));
        _data.CopyTo(file, 14);
        BinaryPrimitives.WriteUInt16LittleEndian(
            file.AsSpan(file.Length - 2),
            SlowCrc(file.AsSpan(0, file.Length - 2))
        );
        return file;
    }

    /// <summary>The checksum a bit at a time, as its definition has it.</summary>
    public static ushort SlowCrc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
            }
        }

        return (ushort)crc;
    }

    private static byte Width(byte baseType) =>
        baseType switch
        {
            SInt32 or UInt32 or UInt32z => 4,
            UInt16 => 2,
            _ => 1,
        };

    private void Fields((byte Number, byte Size, byte Kind)[] fields)
    {
        _data.Add((byte)fields.Length);
        foreach (var (number, size, kind) in fields)
        {
            _data.AddRange([number, size, kind]);
        }
    }
}
