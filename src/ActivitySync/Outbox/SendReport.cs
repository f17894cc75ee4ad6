namespace ActivitySync.Outbox;

/// <summary>What became of a mail that a person asked for.</summary>
/// <param name="Athlete">The runner.</param>
/// <param name="Period">The week, and the copy's number if it is one.</param>
/// <param name="ExitCode">What the verb answers.</param>
/// <param name="Line">One line for the person.</param>
internal sealed record SendReport(string Athlete, string Period, ExitCode ExitCode, string Line);
