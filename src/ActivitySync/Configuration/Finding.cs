namespace ActivitySync.Configuration;

/// <summary>A result of a check: what is fine, or a problem and what to do about it.</summary>
/// <param name="Error">Null if there is no problem.</param>
/// <param name="Line">One line without secrets and health data.</param>
internal sealed record Finding(ErrorKind? Error, string Line)
{
    public bool IsOk => Error is null;

    /// <summary>
    /// The line for pages that anybody may open: the state without texts from outside, such as names of files, titles
    /// and answers of servers.
    /// </summary>
    public string PageLine { get; init; } = Line;

    public static Finding Ok(string line) => new(null, line);

    /// <summary>Creates a finding about a problem on this machine.</summary>
    public static Finding Failed(string line) => new(ErrorKind.Failed, line);

    /// <summary>Creates a finding about an invalid setting.</summary>
    public static Finding Invalid(string line) => new(ErrorKind.InvalidInput, line);

    /// <summary>Creates a finding about an outage of a service, which may end without any action.</summary>
    public static Finding Unavailable(string line) => new(ErrorKind.RemoteUnavailable, line);

    /// <summary>Creates a finding about something that a person has to do: authorize, pay, renew.</summary>
    public static Finding ActionNeeded(string line) => new(ErrorKind.ActionRequired, line);
}
