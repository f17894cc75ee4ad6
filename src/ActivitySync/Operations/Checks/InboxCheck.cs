using ActivitySync.Settings;
using ActivitySync.Sources.Files;

namespace ActivitySync.Operations.Checks;

/// <summary>The watched folders are there and can be read.</summary>
internal sealed class InboxCheck(AppSettings settings) : ICheck
{
    public string Name => "inbox";

    public ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => new([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        foreach (var athlete in settings.Athletes)
        {
            if (athlete.Sources.Inbox is not { } folder) continue;
            if (InboxFolder.List(folder) is not { } files)
            {
                yield return Finding.Failed($"{athlete.Name}: {folder} is not there or may not be read; make it, mount it, or give the user that runs activitysync the right to read it.");
                continue;
            }

            yield return Finding.Ok($"{athlete.Name}: {folder}, {files.Count} file(s).");
            foreach (var closed in FileWalk.ClosedFolders(folder)) yield return Finding.Failed($"{athlete.Name}: the folder {closed} {PathTrouble.Closed}.");
        }
    }
}
