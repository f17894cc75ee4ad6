namespace ActivitySync.Configuration;

/// <summary>What kind of error stopped an operation, and so who can do something about it.</summary>
internal enum ErrorKind
{
    /// <summary>The operation failed on this machine.</summary>
    Failed,

    /// <summary>The call, a setting or an input is invalid.</summary>
    InvalidInput,

    /// <summary>A remote service refused or is unavailable; a later retry can help.</summary>
    RemoteUnavailable,

    /// <summary>The athlete or the operator has to act: authorize, pay, renew.</summary>
    ActionRequired,
}

/// <summary>
/// An expected error that ends an operation. <see cref="Exception.Message"/> is one line for the user: what, where, how
/// to fix it. It is printed unchanged, so it must not contain a secret or a health note.
/// </summary>
internal class OperationException(ErrorKind kind, string message, Exception? cause = null) : Exception(message, cause)
{
    public ErrorKind Kind { get; } = kind;
}
