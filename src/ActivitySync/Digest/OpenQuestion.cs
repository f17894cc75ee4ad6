using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>A question of the plan with what it is about: an activity ("race?") or a race day ("started?").</summary>
/// <param name="Activity">Set for "race?".</param>
/// <param name="Race">Set for "started?".</param>
/// <param name="TitleIsRead">The activity's title can be edited where it came from, so a hashtag answers; else the command does.</param>
internal sealed record OpenQuestion(TaggedActivity? Activity, CalendarRace? Race, bool TitleIsRead);
