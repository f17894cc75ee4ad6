namespace ActivitySync.Commands;

/// <summary>One question of <c>setup</c>.</summary>
/// <param name="Text">What is asked, without the colon.</param>
/// <param name="Otherwise">The answer of somebody who types nothing; null if there is none.</param>
/// <param name="IsSecret">What is typed is not shown.</param>
internal sealed record Question(string Text, string? Otherwise = null, bool IsSecret = false);
