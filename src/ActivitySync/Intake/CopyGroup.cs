using ActivitySync.Recovery;

namespace ActivitySync.Intake;

internal sealed record CopyGroup(Activity Leading, IReadOnlyList<Activity> Members);
