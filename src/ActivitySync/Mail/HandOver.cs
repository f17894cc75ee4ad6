using MailKit;

namespace ActivitySync.Mail;

/// <summary>Notices the first byte of a message on the wire: from then on only the server's answer says what became of it.</summary>
internal sealed class HandOver : ITransferProgress
{
    public bool Begun { get; private set; }

    public void Report(long bytesTransferred, long totalSize) => Begun = true;

    public void Report(long bytesTransferred) => Begun = true;
}
