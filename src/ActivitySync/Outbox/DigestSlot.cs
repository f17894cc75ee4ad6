namespace ActivitySync.Outbox;

/// <summary>One time at which a runner's digest is due.</summary>
/// <param name="At">The instant.</param>
/// <param name="Date">The date it stands for in the runner's zone: the digest reports the seven days that end with it.</param>
/// <param name="Period">The ISO week of that date, <c>2026-W47</c>.</param>
internal sealed record DigestSlot(DateTimeOffset At, DateOnly Date, string Period);
