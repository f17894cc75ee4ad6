namespace ActivitySync.Outbox;

/// <summary>How late a mail may be: its advice is for days that pass.</summary>
internal static class DeliveryWindow
{
    /// <summary>A server that was off catches up within it; what could not be delivered by then has failed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(48);
}
