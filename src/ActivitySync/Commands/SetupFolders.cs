namespace ActivitySync.Commands;

/// <summary>The folders that <c>setup</c> creates, so that none is left if it saves nothing.</summary>
internal sealed class SetupFolders
{
    private readonly List<string> _created = [];

    /// <summary>Creates a folder and the folders around it that don't exist.</summary>
    /// <param name="folder">The full path.</param>
    /// <param name="create">Creates it.</param>
    public void Create(string folder, Action<string> create)
    {
        var missing = new List<string>();
        for (
            var current = folder;
            current is not null && !Path.Exists(current);
            current = Path.GetDirectoryName(current)
        )
        {
            missing.Insert(0, current);
        }

        _created.AddRange(missing);
        create(folder);
    }

    /// <summary>Removes the created folders, unless something is in them by now.</summary>
    public void RemoveCreated()
    {
        foreach (var folder in Enumerable.Reverse(_created))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It was not created, or is in use.
            }
        }
    }
}
