using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The addresses that answer a mail without signing in: version, key id, athlete, mail, action, argument and expiry as
/// numbers, and a signature that only this installation can create. No health word and no name is in an address, a
/// browser's history or a proxy's log. An address allows its one answer and nothing else.
/// </summary>
internal sealed class AnswerLinks(
    AppSettings settings,
    AthleteRoster roster,
    SecretProtector protector,
    Database database,
    TimeProvider clock
)
{
    /// <summary>The path below <c>ActivitySync:PublicUrl</c>, and on the daemon's own address.</summary>
    public const string Path = "a";

    /// <summary>Until the digest after the next one.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(14);

    private const byte Version = 1;

    /// <summary>Another number derives another key, which makes all earlier addresses invalid.</summary>
    private const byte KeyId = 1;

    /// <summary>128 bits can't be guessed and keep the address short.</summary>
    private const int SignatureBytes = 16;

    /// <summary>Version and key id.</summary>
    private const int HeaderBytes = 2;

    /// <summary>With the action and four numbers.</summary>
    private const int MaxPayloadBytes = HeaderBytes + 1 + (4 * MaxNumberBytes);
    private const int MaxNumberBytes = 9;
    private const int MaxTokenLength = ((MaxPayloadBytes + SignatureBytes) * 4 / 3) + 1;
    private const int BitsPerByte = 7;
    private const byte MoreFollows = 1 << BitsPerByte;
    private const int SecondsPerMinute = 60;

    /// <summary>Whether mails have links: the athlete can open the page.</summary>
    public bool IsAvailable =>
        settings is { Page.Enabled: true, ActivitySync: { PublicUrl: not null, Listen.Length: > 0 } };

    /// <summary>Creates the addresses of a mail; null if no page can be opened.</summary>
    /// <param name="athlete">The recipient.</param>
    /// <param name="mailId">The row ID of the mail; 0 for one that isn't stored.</param>
    /// <param name="writtenAt">When the mail is rendered.</param>
    public PageAddresses? CreateFor(AthleteSettings athlete, long mailId, DateTimeOffset writtenAt)
    {
        if (!IsAvailable || settings.ActivitySync.PublicUrl is not { } publicUrl)
        {
            return null;
        }

        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return new PageAddresses(publicUrl, choice =>
            PageAddresses.Combine(
                publicUrl,
                $"{Path}/{CreateToken(new MailAnswer(athlete, athleteId, mailId, choice, writtenAt + Validity))}"
            )
        );
    }

    /// <summary>Creates the last segment of an address.</summary>
    public string CreateToken(MailAnswer answer)
    {
        var minutes = answer.ExpiresAt.ToUnixTimeSeconds() / SecondsPerMinute;
        List<byte> payload = [Version, KeyId];
        AppendNumber(payload, answer.AthleteId);
        AppendNumber(payload, answer.MailId);
        payload.Add((byte)answer.Choice.Action);
        AppendNumber(payload, answer.Choice.Argument);
        AppendNumber(payload, minutes);

        // The name is signed too: a later athlete may get the row ID of one who was removed.
        var signed = (byte[])[.. payload, .. Encoding.UTF8.GetBytes(answer.Athlete.Name)];
        var signature = HMACSHA256.HashData(protector.Sign($"answer links, key {KeyId}"), signed);
        return Base64Url.EncodeToString([.. payload, .. signature.AsSpan(0, SignatureBytes)]);
    }

    /// <summary>
    /// Finds what the last segment of an address answers. Null if it is expired, if any part of it was changed, if
    /// another installation or key signed it, or if the athlete was removed.
    /// </summary>
    public MailAnswer? Find(string? token)
    {
        if (
            token is not { Length: > 0 and <= MaxTokenLength }
            || !Ascii.IsValid(token)
            || Decode(token) is not { } decoded
            || decoded.ExpiresAt <= clock.GetUtcNow()
        )
        {
            return null;
        }

        using var connection = database.Open();
        var athlete = roster.Find(connection, decoded.AthleteId);
        if (athlete is null)
        {
            return null;
        }

        // Comparing the whole text also refuses a second spelling of the same bytes.
        var answer = new MailAnswer(athlete, decoded.AthleteId, decoded.MailId, decoded.Choice, decoded.ExpiresAt);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(CreateToken(answer)),
            Encoding.ASCII.GetBytes(token)
        )
            ? answer
            : null;
    }

    /// <summary>Reads the numbers of a token, whose signature isn't checked yet; null if there are none.</summary>
    private static UncheckedAnswer? Decode(string token)
    {
        Span<byte> bytes = stackalloc byte[MaxPayloadBytes + SignatureBytes + 1];
        if (
            Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done
            || length <= SignatureBytes + HeaderBytes
            || bytes[0] != Version
            || bytes[1] != KeyId
        )
        {
            return null;
        }

        ReadOnlySpan<byte> rest = bytes[HeaderBytes..(length - SignatureBytes)];
        if (!TryReadNumber(ref rest, out var athleteId) || !TryReadNumber(ref rest, out var mailId) || rest.IsEmpty)
        {
            return null;
        }

        var action = (AnswerAction)rest[0];
        rest = rest[1..];
        return
            Enum.IsDefined(action)
            && TryReadNumber(ref rest, out var argument)
            && TryReadNumber(ref rest, out var minutes)
            && rest.IsEmpty
            && minutes <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() / SecondsPerMinute
            ? new UncheckedAnswer(
                athleteId,
                mailId,
                new AnswerChoice(action, argument),
                DateTimeOffset.FromUnixTimeSeconds(minutes * SecondsPerMinute)
            )
            : null;
    }

    /// <summary>Appends a number of at most 63 bits, 7 bits in a byte, the lowest first.</summary>
    private static void AppendNumber(List<byte> bytes, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        for (; number >= MoreFollows; number >>= BitsPerByte)
        {
            bytes.Add((byte)(number | MoreFollows));
        }

        bytes.Add((byte)number);
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, out long number)
    {
        number = 0;
        for (var index = 0; index < Math.Min(bytes.Length, MaxNumberBytes); index++)
        {
            number |= (long)(bytes[index] & ~MoreFollows) << (index * BitsPerByte);
            if ((bytes[index] & MoreFollows) == 0)
            {
                bytes = bytes[(index + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>The numbers of a token before its signature is checked.</summary>
    private sealed record UncheckedAnswer(long AthleteId, long MailId, AnswerChoice Choice, DateTimeOffset ExpiresAt);
}

/// <summary>An answer that a link of a mail gives.</summary>
/// <param name="Athlete">Whose answer it is.</param>
/// <param name="AthleteId">The row ID of the athlete.</param>
/// <param name="MailId">The row ID of the mail; 0 for one that isn't stored.</param>
/// <param name="Choice">The answer.</param>
/// <param name="ExpiresAt">The instant from which on the link is invalid; whole minutes.</param>
internal sealed record MailAnswer(
    AthleteSettings Athlete,
    long AthleteId,
    long MailId,
    AnswerChoice Choice,
    DateTimeOffset ExpiresAt
);
