using ActivitySync.Data;

namespace ActivitySync.Mail.Notifications;

/// <summary>Sends a test notification, which arrives without a sound and isn't stored.</summary>
internal sealed class NotificationTester(NotificationClient client, Database database, TimeProvider clock)
{
    private const string TimestampKey = "notify-tested";

    private static readonly NotificationMessage Test = new(
        "ActivitySync: a test",
        "Notifications arrive. 'activitysync doctor' sent this one.",
        NotificationTopic.Test
    );

    /// <summary>When a test last succeeded; failures before it no longer matter. Null if none did.</summary>
    public static DateTimeOffset? FindLastSuccess(System.Data.Common.DbConnection connection) =>
        TimestampRepository.Find(connection, TimestampKey);

    public async Task<NotificationOutcome> SendAsync(CancellationToken cancellationToken)
    {
        var outcome = await client.SendAsync(Test, cancellationToken);
        if (outcome.Result == NotificationResult.Accepted)
        {
            using var connection = database.Open();
            TimestampRepository.Save(connection, TimestampKey, clock.GetUtcNow());
        }

        return outcome;
    }
}
