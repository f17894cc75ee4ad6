using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ActivitySync.Mail.Outbox;

/// <summary>How long a mail waits after a try: from minutes to hours, so that a server away for a day is not pestered.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Max = TimeSpan.FromHours(4);

    /// <summary>Up to this part is added, so that mails that failed together do not come again together.</summary>
    private const double Jitter = 0.2;

    /// <summary>5, 10, 20 … minutes, at most 4 hours, and up to a fifth more.</summary>
    /// <param name="attempts">Tries so far, from 1.</param>
    /// <param name="mail">What tells the mail from others; the same mail and try wait equally long.</param>
    public static TimeSpan Compute(long attempts, string mail)
    {
        var doublings = Math.Clamp(attempts - 1, 0, 6);
        var delay = First * Math.Pow(2, doublings);
        if (delay > Max)
        {
            delay = Max;
        }

        var lot = BitConverter.ToUInt32(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{mail} {attempts}")))
        );
        return delay * (1 + (Jitter * lot / uint.MaxValue));
    }
}

/// <summary>How late a mail may be: its advice is for days that pass.</summary>
internal static class DeliveryWindow
{
    /// <summary>A server that was off catches up within it; what could not be delivered by then has failed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(48);
}
