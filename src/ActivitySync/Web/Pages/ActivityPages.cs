namespace ActivitySync.Web.Pages;

/// <summary>One activity: what it was taken for, and why.</summary>
internal static class ActivityPages
{
    /// <summary>The path of an activity's page.</summary>
    public static string GetPath(string id) => $"/activities/{Uri.EscapeDataString(id)}";
}
