namespace ActivitySync.Recovery.Rules;

/// <summary>Who says so (rules.md).</summary>
public enum RuleSource
{
    /// <summary>The blog post the rules are drawn from.</summary>
    Post,

    /// <summary>Published research.</summary>
    Review,

    /// <summary>Neither decides; this project did.</summary>
    Choice,
}
