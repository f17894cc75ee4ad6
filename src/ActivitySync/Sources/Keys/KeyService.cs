using ActivitySync.Configuration;

namespace ActivitySync.Sources.Keys;

/// <summary>A service that is read with a key that each athlete makes on its page.</summary>
/// <param name="Name">The source.</param>
/// <param name="SectionName">Its section in the settings: <c>Intervals</c>.</param>
/// <param name="KeySetting">The setting of the athlete that can hold the key: <c>IntervalsApiKey</c>.</param>
/// <param name="KeyPageUrl">The page where the athlete makes a key.</param>
/// <param name="RefusalReason">Why the service refuses a key, as the end of a sentence that begins with "it".</param>
internal sealed record KeyService(
    SourceName Name,
    string SectionName,
    string KeySetting,
    string KeyPageUrl,
    string RefusalReason
)
{
    /// <summary>The source's name in the database.</summary>
    public string StoreName => Name.ToColumn();

    /// <summary>The lock that is taken while a list is read.</summary>
    public string ListLockName => $"{StoreName}-list";
}
