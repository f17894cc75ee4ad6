namespace ActivitySync.Outbox;

/// <summary>A mail to a runner that an occasion wants sent; kind and period make it unique for the runner, for good.</summary>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Period">What it is about: a date, a week. No health word: it goes into the Message-ID.</param>
/// <param name="At">The instant from which on it may go out.</param>
/// <param name="Until">The last instant at which it is of use; null is the usual <see cref="DeliveryWindow"/>.</param>
/// <param name="Yields">
/// At most one mail a day: it stands back where a digest is due or went out on that day (which tells it), or another mail
/// did. False is for what cannot wait.
/// </param>
internal sealed record DueMail(string Kind, string Period, DateTimeOffset At, DateTimeOffset? Until = null, bool Yields = true)
{
    public DateTimeOffset LastInstant => Until ?? At + DeliveryWindow.Length;
}
