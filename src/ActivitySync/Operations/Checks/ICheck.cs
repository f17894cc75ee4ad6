namespace ActivitySync.Operations.Checks;

/// <summary>One thing that <c>doctor</c> looks at. A new one is one file and one line in <see cref="OperationsRoom"/>.</summary>
internal interface ICheck
{
    /// <summary>Names it in the list: a word or two.</summary>
    string Name { get; }

    /// <summary>Looks, and changes nothing that a person would notice.</summary>
    /// <exception cref="CannotProceedException">It could not look; the line says why.</exception>
    ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken);
}
