namespace ActivitySync.Intake;

/// <summary>What became of one recording.</summary>
/// <param name="ActivityId">The id of the activity it belongs to.</param>
/// <param name="IsNewActivity">False if the activity was held already and has gained a source, or the recording was known.</param>
internal sealed record KeptRecording(string ActivityId, bool IsNewActivity);
