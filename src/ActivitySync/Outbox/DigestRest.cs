using System.Data.Common;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>When nobody runs, the digests pause by themselves, and come again with the training. Read from what was sent.</summary>
internal static class DigestRest
{
    /// <summary>The third empty digest in a row is not sent, nor any empty one after it.</summary>
    private const int MostEmpty = 2;

    public const string Resting = "no recent training: digests pause, and come again with the next run";

    public static bool Begins(DbConnection store, MailRow row) => Mails.EmptyInARow(store, row.AthleteId, row.Kind, row.DueAt) >= MostEmpty;

    /// <summary>Whether an empty one now is the last before the pause.</summary>
    public static bool IsNext(DbConnection store, MailRow row) => Mails.EmptyInARow(store, row.AthleteId, row.Kind, row.DueAt) == MostEmpty - 1;
}
