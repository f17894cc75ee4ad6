using System.Globalization;

namespace ActivitySync.Store;

/// <summary>Whose a folder is, on Linux.</summary>
internal static class FolderOwner
{
    /// <summary>The user's number; null where there is no such folder, or no Linux.</summary>
    public static uint? Of(string folder) => FileStatus.Of(folder)?.User;

    /// <summary>The user as <c>sudo -u</c> takes it: by name, or by number where no name is known.</summary>
    public static string NameOf(uint user)
    {
        const string Names = "/etc/passwd";
        var number = user.ToString(CultureInfo.InvariantCulture);
        var known = File.Exists(Names) ? File.ReadLines(Names).Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[2] == number) : null;
        return known?[0] ?? $"'#{number}'";
    }
}
