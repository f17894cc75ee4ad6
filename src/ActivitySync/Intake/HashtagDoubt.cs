namespace ActivitySync.Intake;

/// <summary>A hashtag that is not ours but looks like one.</summary>
/// <param name="Written">As the runner wrote it, without its mark: text from outside.</param>
/// <param name="Meant">The nearest of ours, without its mark.</param>
internal sealed record HashtagDoubt(string Written, string Meant);
