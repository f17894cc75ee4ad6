using System.Buffers.Binary;

namespace ActivitySync.Sources.Files.Fit;

/// <summary>
/// Reads the sessions of a FIT file, which may be several files in a row, each with several sessions. Whatever the bytes
/// are, the answer is values with warnings, or a reason.
/// </summary>
internal static class FitReader
{
    /// <summary>The shorter of the two headers in use; the longer one ends with a checksum of its own.</summary>
    public const int ShortHeader = 12;

    private const int LongHeader = 14;
    private const int ChecksumBytes = 2;
    private const int SignatureAt = 8;

    /// <summary>Swim and triathlon straps chain up to seven; more is somebody's joke.</summary>
    private const int MaxChained = 64;

    /// <summary>A long triathlon has five; more than this is not one outing.</summary>
    private const int MaxSessions = 100;

    public static bool IsFit(ReadOnlySpan<byte> head) =>
        head.Length >= ShortHeader && head[0] >= ShortHeader && head.Slice(SignatureAt, 4).SequenceEqual(".FIT"u8);

    public static FileContent Read(ReadOnlySpan<byte> content)
    {
        var found = new FitFindings();
        var at = 0;
        for (var chained = 0; at < content.Length && chained < MaxChained && found.Recorded.Count < MaxSessions; chained++)
        {
            var rest = content[at..];
            if (!IsFit(rest) || rest[0] >= rest.Length)
            {
                found.Warn(at == 0 ? "this is no FIT file" : "there is more data behind the end, which is no FIT file; it was left out");
                break;
            }

            at += ReadOne(rest, found);
        }

        return found.ToContent();
    }

    /// <summary>Reads one file of a chain and answers how many bytes it takes.</summary>
    private static int ReadOne(ReadOnlySpan<byte> file, FitFindings found)
    {
        int header = file[0];
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        var end = header + (long)claimed;
        // A device that was cut off never came to write the size.
        var whole = claimed > 0 && end + ChecksumBytes <= file.Length;
        var data = whole ? file[header..(int)end] : file[header..];
        var length = whole ? (int)end + ChecksumBytes : file.Length;

        if (whole) Check(file, header, (int)end, found);
        ReadData(data, whole, found);
        return length;
    }

    private static void Check(ReadOnlySpan<byte> file, int header, int end, FitFindings found)
    {
        var stated = header >= LongHeader ? BinaryPrimitives.ReadUInt16LittleEndian(file[ShortHeader..]) : (ushort)0;
        var headerWrong = stated != 0 && stated != FitCrc.Of(file[..ShortHeader]);
        if (headerWrong || FitCrc.Of(file[..end]) != BinaryPrimitives.ReadUInt16LittleEndian(file[end..]))
            found.Warn("its checksum is wrong, so a value may be damaged");
    }

    private static void ReadData(ReadOnlySpan<byte> data, bool whole, FitFindings found)
    {
        var sessions = new List<FitSession>();
        long? fileType = null, created = null, sport = null, subSport = null;
        TimeSpan? offset = null;
        var walk = new FitWalk(data, withRecords: false);
        while (sessions.Count < MaxSessions && walk.Next(out var message))
        {
            switch (message.Number)
            {
                case FitNumbers.FileIdMessage:
                    fileType ??= message.Integer(FitNumbers.FileId.Type);
                    created ??= message.Integer(FitNumbers.FileId.TimeCreated);
                    break;
                case FitNumbers.SportMessage:
                    sport = message.Integer(FitNumbers.Sport.SportField);
                    subSport = message.Integer(FitNumbers.Sport.SubSport);
                    break;
                case FitNumbers.SessionMessage:
                    var session = FitSession.Of(message);
                    sessions.Add(session.Sport is null ? session with { Sport = sport, SubSport = session.SubSport ?? subSport } : session);
                    break;
                case FitNumbers.ActivityMessage:
                    offset = Offset(message.Integer(FitNumbers.Activity.LocalTimestamp), message.Integer(FitNumbers.Timestamp)) ?? offset;
                    break;
            }
        }

        if (fileType is not (null or FitNumbers.FileId.ActivityType))
        {
            found.NotAnActivity = true;
            return;
        }

        var damaged = walk.DamagedAt is not null;
        if (sessions.Count == 0 && whole && !damaged && FitRecords.Session(data) is { } derived)
        {
            found.Warn("it holds no summary; the values were worked out from its laps and points");
            sessions.Add(derived.Sport is null ? derived with { Sport = sport, SubSport = derived.SubSport ?? subSport } : derived);
        }

        if (sessions.Count > 0 && !whole) found.Warn("it is cut short; the summary could be read");
        else if (sessions.Count > 0 && damaged) found.Warn("a part of it is damaged; the summary could be read");
        else if (sessions.Count == 0) found.NoSession(damaged, whole);
        foreach (var session in sessions) found.Add(session, created, offset);
    }

    private static TimeSpan? Offset(long? local, long? utc) =>
        local - utc is { } seconds ? Plausible.UtcOffset(TimeSpan.FromSeconds(seconds)) : null;
}
