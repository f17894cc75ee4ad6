namespace ActivitySync.Commands;

/// <summary>A row of <c>import --json</c>.</summary>
internal sealed record ImportDocumentRow(
    string File, string Result, string? Reason, IReadOnlyList<string> Warnings, IReadOnlyList<string> Activities);
