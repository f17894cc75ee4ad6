using System.Runtime.CompilerServices;

namespace ActivitySync.Sources.Files.Fit;

/// <summary>What a definition message said of the data messages that follow under its local number.</summary>
/// <param name="Message">The profile's number of the message.</param>
/// <param name="FieldsAt">Where its field list stands in the data, three bytes a field: number, size, base type.</param>
/// <param name="FieldCount">How many fields, without the developer's.</param>
/// <param name="Size">Bytes of one data message without its header byte, developer fields counted.</param>
/// <param name="BigEndian">The byte order of its numbers.</param>
internal readonly record struct FitDefinition(ushort Message, int FieldsAt, int FieldCount, int Size, bool BigEndian)
{
    public const int BytesPerField = 3;

    /// <summary>A file may hold sixteen definitions at a time.</summary>
    [InlineArray(16)]
    public struct Table
    {
        private FitDefinition? _first;
    }
}
