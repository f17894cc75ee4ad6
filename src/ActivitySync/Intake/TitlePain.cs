namespace ActivitySync.Intake;

/// <summary>A pain told of in a title.</summary>
/// <param name="Area">"left calf"; empty if none is named.</param>
/// <param name="Severity">1 to 10.</param>
internal sealed record TitlePain(string Area, double Severity);
