using ActivitySync.Digest;

namespace ActivitySync.Outbox;

/// <summary>Writes a mail; null where a quiet week is skipped. <see cref="WriteMail.Write"/>, seen from the outbox.</summary>
internal delegate RenderedMail? MailWriter(MailOrder order);
