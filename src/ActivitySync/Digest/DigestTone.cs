namespace ActivitySync.Digest;

/// <summary>Which of the three mails it is.</summary>
internal enum DigestTone
{
    /// <summary>The gate has spoken: its text, what was reported, the safety lines, and nothing else.</summary>
    Medical,

    /// <summary>Nothing asks for a massage: three lines.</summary>
    Quiet,

    /// <summary>All blocks.</summary>
    Full,
}
