using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Asked before each try of a written mail: false if what it says is no longer so. <see cref="StillHolds.Ask"/>, seen from the outbox.</summary>
internal delegate bool MailHolds(AthleteSettings athlete, MailRow row);
