namespace ActivitySync.Digest;

/// <summary>What became of a template of the user's own.</summary>
/// <param name="File">Its path.</param>
/// <param name="IsUsed">Mails are written with it.</param>
/// <param name="Line">One line: that it is used, or what is wrong and how to mend it.</param>
internal sealed record TemplateVerdict(string File, bool IsUsed, string Line);
