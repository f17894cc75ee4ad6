namespace ActivitySync.Intake;

/// <summary>What a hashtag about pain says: a pain or its end.</summary>
internal sealed record PainReading(string Area, double Severity, bool IsGone);
