using System.Buffers.Binary;

namespace ActivitySync.FileFormats.Fit;

/// <summary>
/// The checksum of FIT files (FIT SDK, "CRC"): CRC-16 with the reflected polynomial 0xA001. It is computed sixteen
/// bytes per step, because it takes most of the time of reading a file (CONTRIBUTING.md, Performance).
/// </summary>
internal static class FitChecksum
{
    private const ushort Polynomial = 0xA001;
    private const int Slices = 16;
    private const int Values = 256;

    private static readonly ushort[] Table = BuildTable();

    public static ushort Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        ReadOnlySpan<ushort> table = Table;
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
            uint next = 0;
            for (var at = 0; at < 8; at++)
            {
                next ^= table[((Slices - 1 - at) * Values) + (byte)(low >> (8 * at))];
                next ^= table[((Slices - 9 - at) * Values) + (byte)(high >> (8 * at))];
            }

            crc = next;
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ table[(byte)(crc ^ value)];
        }

        return (ushort)crc;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[Slices * Values];
        for (var value = 0; value < Values; value++)
        {
            var crc = (uint)value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }

            table[value] = (ushort)crc;
        }

        for (var at = Values; at < table.Length; at++)
        {
            var before = table[at - Values];
            table[at] = (ushort)((before >> 8) ^ table[(byte)before]);
        }

        return table;
    }
}
