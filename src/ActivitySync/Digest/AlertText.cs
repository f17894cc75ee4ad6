namespace ActivitySync.Digest;

/// <summary>A mail to the operator, in words.</summary>
/// <param name="Subject">At most 50 characters with a short name; no health, no title of an activity.</param>
/// <param name="Paragraphs">Each a line of its own, so that a command in it can be copied.</param>
internal sealed record AlertText(string Subject, IReadOnlyList<string> Paragraphs);
