using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>The time between attempts: 5, 10, 20 … minutes, at most 4 hours, plus up to a fifth.</summary>
internal static class RetryDelay
{
    /// <summary>The largest share added, so that mails that failed together are not retried together.</summary>
    private const double MaxJitter = 0.2;

    private const int MaxDoublings = 6;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Max = TimeSpan.FromHours(4);

    /// <summary>Computes the delay after the attempt of a mail that is under way.</summary>
    public static TimeSpan ComputeForMail(AthleteSettings athlete, MailRow row) =>
        Compute(row.Attempts + 1, $"{athlete.Email} {row.Kind.ToStoredText()} {row.Period}");

    /// <param name="attempts">The number of attempts so far, from 1.</param>
    /// <param name="key">Identifies the mail; the same key and number give the same delay.</param>
    public static TimeSpan Compute(long attempts, string key)
    {
        var doublings = Math.Clamp(attempts - 1, 0, MaxDoublings);
        var delay = First * Math.Pow(2, doublings);
        if (delay > Max)
        {
            delay = Max;
        }

        var hash = BitConverter.ToUInt32(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key} {attempts}")))
        );
        return delay * (1 + (MaxJitter * hash / uint.MaxValue));
    }
}

/// <summary>How late a mail may be sent. Its advice is for certain days.</summary>
internal static class DeliveryWindow
{
    /// <summary>A daemon that was off sends mails up to this late; a mail not delivered by then has failed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(48);
}
