using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using ActivitySync.Web.Access;

namespace ActivitySync.Web.Pages;

/// <summary>
/// Reads what this week's page shows: the content that an email would have if it were written now. So page and emails
/// can't disagree.
/// </summary>
internal sealed class WeekReader(MailWriter writer, StaleSourceSync sources, AppSettings settings, TimeProvider clock)
{
    public DigestContent Read(AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var today = athlete.GetDate(now);
        var known = sources.ReadFreshness(athlete);
        return writer.CreateContent(
            new MailRequest(
                athlete,
                MailKind.Digest,
                DigestSchedule.GetNext(athlete, now).Period,
                WeekEnd: today,
                today,
                now,
                known.Count == 0 ? null : known.Min(source => source.Until)
            )
            {
                Sources = known,
                // Buttons answer on the page itself, so no sentence names another way.
                PageAddresses = new PageAddresses(PageAddress.Get(settings.ActivitySync), _ => new Uri("about:blank")),
            }
        );
    }
}
