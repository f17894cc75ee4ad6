namespace ActivitySync.Digest;

/// <summary>Turns advice into a mail, whole, bytes and all.</summary>
internal sealed class WriteMail
{
    /// <summary>The mail, or null where the settings say that a quiet week is skipped.</summary>
    public RenderedMail? Write(MailOrder order) => throw new NotSupportedException($"{this} {order}");
}
