using System.Buffers.Binary;

namespace ActivitySync.FileFormats.Fit;

/// <summary>
/// Reads the sessions of a FIT file, which may be a chain of files, each with several sessions. Invalid bytes never
/// throw; the result is recordings with warnings, or a reason.
/// </summary>
internal static class FitReader
{
    /// <summary>The shorter of the two headers in use; the longer one ends with its own checksum.</summary>
    public const int ShortHeaderBytes = 12;

    private const int LongHeaderBytes = 14;
    private const int ChecksumBytes = 2;
    private const int SignatureOffset = 8;

    /// <summary>Swim and triathlon straps chain up to seven files.</summary>
    private const int MaxChained = 64;

    /// <summary>A triathlon has five sessions.</summary>
    private const int MaxSessions = 100;

    public static bool IsFit(ReadOnlySpan<byte> head) =>
        head.Length >= ShortHeaderBytes
        && head[0] >= ShortHeaderBytes
        && head.Slice(SignatureOffset, 4).SequenceEqual(".FIT"u8);

    public static ParsedFile Read(ReadOnlySpan<byte> content)
    {
        var result = new FitResultBuilder();
        var at = 0;
        for (
            var chained = 0;
            at < content.Length && chained < MaxChained && result.Recordings.Count < MaxSessions;
            chained++
        )
        {
            var rest = content[at..];
            if (!IsFit(rest) || rest[0] >= rest.Length)
            {
                result.AddWarning(
                    at == 0
                        ? "this is no FIT file"
                        : "there is more data behind the end, which is no FIT file; it was left out"
                );
                break;
            }

            at += ReadFile(rest, result);
        }

        return result.ToParsedFile();
    }

    /// <summary>Reads one file of a chain and returns its size in bytes.</summary>
    private static int ReadFile(ReadOnlySpan<byte> file, FitResultBuilder result)
    {
        int header = file[0];
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        var end = header + (long)claimed;
        // A device that was cut off didn't write the size.
        var isComplete = claimed > 0 && end + ChecksumBytes <= file.Length;
        var data = isComplete ? file[header..(int)end] : file[header..];
        var length = isComplete ? (int)end + ChecksumBytes : file.Length;

        if (isComplete)
        {
            VerifyChecksums(file, header, (int)end, result);
        }

        ReadData(data, isComplete, result);
        return length;
    }

    private static void VerifyChecksums(ReadOnlySpan<byte> file, int header, int end, FitResultBuilder result)
    {
        var stated =
            header >= LongHeaderBytes ? BinaryPrimitives.ReadUInt16LittleEndian(file[ShortHeaderBytes..]) : (ushort)0;
        var headerWrong = stated != 0 && stated != FitChecksum.Compute(file[..ShortHeaderBytes]);
        if (headerWrong || FitChecksum.Compute(file[..end]) != BinaryPrimitives.ReadUInt16LittleEndian(file[end..]))
        {
            result.AddWarning("its checksum is wrong, so a value may be damaged");
        }
    }

    private static void ReadData(ReadOnlySpan<byte> data, bool isComplete, FitResultBuilder result)
    {
        var sessions = new List<FitSession>();
        long? fileType = null,
            created = null,
            sport = null,
            subSport = null;
        double? activityTimer = null;
        var isTrusted = false;
        TimeSpan? offset = null;
        var reader = new FitMessageReader(data, withRecords: false);
        while (sessions.Count < MaxSessions && reader.TryReadNext(out var message))
        {
            switch (message.Number)
            {
                case FitProfile.FileIdMessage:
                    fileType ??= message.GetInteger(FitProfile.FileId.Type);
                    created ??= message.GetInteger(FitProfile.FileId.TimeCreated);
                    isTrusted |= IsTrustedDevice(message);
                    break;
                case FitProfile.SportMessage:
                    sport = message.GetInteger(FitProfile.Sport.SportField);
                    subSport = message.GetInteger(FitProfile.Sport.SubSport);
                    break;
                case FitProfile.SessionMessage:
                    var session = FitSession.FromMessage(message);
                    sessions.Add(
                        session.Sport is null
                            ? session with
                            {
                                Sport = sport,
                                SubSport = session.SubSport ?? subSport,
                            }
                            : session
                    );
                    break;
                case FitProfile.ActivityMessage:
                    activityTimer = message.GetScaled(FitProfile.Activity.TimerTime, FitProfile.MillisecondsPerSecond);
                    offset = ComputeUtcOffset(
                        message.GetInteger(FitProfile.Activity.LocalTimestamp),
                        message.GetInteger(FitProfile.Timestamp)
                    ) ?? offset;
                    break;
            }
        }

        if (fileType is not (null or FitProfile.FileId.ActivityType))
        {
            result.HasOtherFileType = true;
            return;
        }

        var damaged = reader.DamageOffset is not null;
        if (sessions.Count == 0 && isComplete && !damaged && FitSessionCompleter.Derive(data) is { } derived)
        {
            result.AddWarning("it holds no summary; the values were worked out from its laps and points");
            sessions.Add(
                derived.Sport is null
                    ? derived with
                    {
                        Sport = sport,
                        SubSport = derived.SubSport ?? subSport,
                    }
                    : derived
            );
        }

        if (sessions.Count > 0 && !isComplete)
        {
            result.AddWarning("it is cut short; the summary could be read");
        }
        else if (sessions.Count > 0 && damaged)
        {
            result.AddWarning("a part of it is damaged; the summary could be read");
        }
        else if (sessions.Count == 0)
        {
            result.AddMissingSession(damaged, isComplete);
        }

        // Other makers write the same time twice for want of a local one.
        var known = offset == TimeSpan.Zero && !isTrusted ? null : offset;
        var isWhole = isComplete && !damaged;
        foreach (
            var session in FitSessionCompleter.Complete(
                data,
                sessions,
                needsPosition: known is null,
                activityTimer,
                isWhole,
                result.AddWarning
            )
        )
        {
            result.AddSession(session, created, known);
        }
    }

    /// <summary>
    /// Programs write the number of this maker too, but only its devices write a product and a serial number.
    /// </summary>
    private static bool IsTrustedDevice(FitMessage fileId) =>
        fileId.GetInteger(FitProfile.FileId.Manufacturer) == FitProfile.FileId.TrustedManufacturer
        && (
            fileId.GetInteger(FitProfile.FileId.Product) is > 0
            || fileId.GetInteger(FitProfile.FileId.SerialNumber) is > 0
        );

    private static TimeSpan? ComputeUtcOffset(long? local, long? utc) =>
        local - utc is { } seconds ? RecordingSanitizer.GetPlausibleUtcOffset(TimeSpan.FromSeconds(seconds)) : null;
}
