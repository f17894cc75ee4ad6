using ActivitySync.Configuration;
using ActivitySync.Mail.Notifications;

namespace ActivitySync.Maintenance.Checks;

/// <summary>
/// Sends a test notification to <c>Notify:Url</c>, if it is set: there is no other way to learn whether it is accepted.
/// The test arrives without a sound.
/// </summary>
internal sealed class NotifyCheck(AppSettings settings, NotificationTester tester) : ICheck
{
    public string Name => "notifications";

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.Notify.Url is null)
        {
            return [];
        }

        var outcome = await tester.SendAsync(cancellationToken);
        return
        [
            outcome.Result switch
            {
                NotificationResult.Accepted => Finding.Ok("a test notification was accepted, without a sound."),
                NotificationResult.Permanent => Finding.ActionNeeded(outcome.Message!),
                _ => Finding.Unavailable(outcome.Message!),
            },
        ];
    }
}
