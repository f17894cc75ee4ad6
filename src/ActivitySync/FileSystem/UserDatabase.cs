using System.Globalization;

namespace ActivitySync.FileSystem;

/// <summary>
/// The users and groups in /etc/passwd and /etc/group (passwd(5), group(5)); not those of a directory service.
/// </summary>
internal static class UserDatabase
{
    private const string RootUserId = "0";
    private const int MaxBytes = 4_000_000;

    /// <summary>The user for <c>sudo -u</c>: the name, or the id if there is no name.</summary>
    public static string GetUserName(uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        return FindUserName(number) ?? $"'#{number}'";
    }

    /// <summary>
    /// Whether only the user and root are in a group. Many systems give each user such a group, and then new folders
    /// are writable for it.
    /// </summary>
    public static bool IsPrivateGroup(uint group, uint user)
    {
        var (groupNumber, userNumber) = (
            group.ToString(CultureInfo.InvariantCulture),
            user.ToString(CultureInfo.InvariantCulture)
        );
        var name = FindUserName(userNumber);
        if (Read("/etc/group").FirstOrDefault(fields => fields.Length > 3 && fields[2] == groupNumber) is not { } entry)
        {
            return group == user; // by convention, for a user without a name, as in a container
        }

        return entry[3].Split(',', StringSplitOptions.RemoveEmptyEntries).All(member => member == name)
            && Read("/etc/passwd")
                .Where(fields => fields.Length > 3 && fields[3] == groupNumber)
                .All(fields => fields[2] == userNumber || fields[2] == RootUserId);
    }

    private static string? FindUserName(string number) =>
        Read("/etc/passwd").FirstOrDefault(fields => fields.Length > 2 && fields[2] == number)?[0];

    /// <summary>The lines as fields; none if the file is missing, as in some containers.</summary>
    private static IEnumerable<string[]> Read(string file)
    {
        try
        {
            return RegularFile.ReadAllText(file, MaxBytes).Split('\n').Select(line => line.TrimEnd('\r').Split(':'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
