namespace ActivitySync.Intake;

/// <summary>One row of an import.</summary>
/// <param name="File">The file's path, or <c>archive.zip!member.fit</c>: text from outside.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Reason">Why nothing came of it; null if something did.</param>
/// <param name="Warnings">What was found wrong and got over.</param>
/// <param name="Activities">The ids of its activities, each once.</param>
internal sealed record ImportedFile(
    string File, ImportResult Result, string? Reason, IReadOnlyList<string> Warnings, IReadOnlyList<string> Activities)
{
    /// <summary>False if the disk or its rights kept it from being read: another try may help without a change of the file.</summary>
    public bool IsReadable { get; init; } = true;
}
