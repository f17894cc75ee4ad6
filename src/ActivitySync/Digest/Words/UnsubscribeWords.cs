namespace ActivitySync.Digest.Words;

/// <summary>What the page that ends the mails says. Names are the runners' of the settings.</summary>
internal sealed record UnsubscribeWords
{
    public required Func<string, string> Question { get; init; }

    public required string Button { get; init; }

    /// <summary>That they are off, and how they come again.</summary>
    public required Func<string, string> IsOff { get; init; }

    /// <summary>For a link that opens nothing here.</summary>
    public required string NotValid { get; init; }
}
