using System.Data.Common;
using ActivitySync.Settings;

namespace ActivitySync.Outbox;

/// <summary>
/// One kind of mail to a runner beside the digest: answers what of it has fallen due up to now. It is asked at every pass,
/// so it must be cheap where nothing is due; naming a mail again that has its row changes nothing. Registered in the
/// container, one a kind; <see cref="PlanMails"/> does the rest, and <see cref="MailWriter"/> writes it by its kind.
/// </summary>
internal delegate IEnumerable<DueMail> MailOccasion(DbConnection store, AthleteSettings athlete, DateTimeOffset now);
