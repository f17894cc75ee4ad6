using ActivitySync.Digest;

namespace ActivitySync.Operations.Checks;

/// <summary>The operator's own mail templates, if there are any.</summary>
internal sealed class TemplateCheck(MailTemplates templates) : ICheck
{
    public string Name => "templates";

    public ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => new([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        foreach (var verdict in templates.Check()) yield return verdict.IsUsed ? Finding.Ok(verdict.Line) : Finding.Wrong(verdict.Line);
    }
}
