using System.Text.Encodings.Web;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;
using Fluid;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The templates of mails: the built-in ones, or custom ones from the folder <c>templates</c> next to the settings
/// file. A custom template is validated before it is used. If it is invalid, the built-in template is used, and a
/// warning is logged; <see cref="Check"/> reports the same. Templates are read for each mail, so a change needs no
/// restart.
/// </summary>
internal sealed class MailTemplates(AppSettings settings, ILogger<MailTemplates> log)
{
    public const string FolderName = "templates";
    public const string HtmlName = "digest.html.liquid";
    public const string TextName = "digest.txt.liquid";

    private const string SearchPattern = "*.liquid";

    /// <summary>The maximum size of a custom template.</summary>
    private const int MaxBytes = 200_000;

    private const int MaxProblemLength = 200;

    /// <summary>The folder of custom templates; null if the settings don't come from a file.</summary>
    public string? Folder { get; } =
        settings.File is { } file ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, FolderName) : null;

    public string RenderHtml(DigestPage page) => RenderCustom(HtmlName, page) ?? HtmlRenderer.Render(page);

    public string RenderText(DigestPage page) => RenderCustom(TextName, page) ?? TextRenderer.Render(page);

    /// <summary>Validates every template in the folder, for <c>doctor</c>; empty if there are none.</summary>
    public IReadOnlyList<TemplateStatus> Check()
    {
        if (Folder is null || !Directory.Exists(Folder))
        {
            return [];
        }

        try
        {
            return
            [
                .. Directory
                    .EnumerateFiles(Folder, SearchPattern)
                    .Order(StringComparer.Ordinal)
                    .Select(path => Load(path).Status),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return
            [
                new TemplateStatus(
                    Folder,
                    false,
                    $"{Folder}: cannot be read ({exception.GetType().Name}). "
                        + "Check that the user that runs activitysync may read it."
                ),
            ];
        }
    }

    private string? RenderCustom(string name, DigestPage page)
    {
        if (Folder is null || Path.Combine(Folder, name) is var path && !File.Exists(path))
        {
            return null;
        }

        var (status, template) = Load(path);
        var problem = status.Message;
        if (template is not null)
        {
            try
            {
                return template.Render(page, GetEncoder(name));
            }
#pragma warning disable CA1031 // no failure of a custom template may block a mail
            catch (Exception exception)
#pragma warning restore CA1031
            {
                problem = FormatProblem(path, exception.Message);
            }
        }

        log.TemplateBroken(problem);
        return null;
    }

    private static (TemplateStatus Status, PageTemplate? Template) Load(string path)
    {
        (TemplateStatus, PageTemplate?) Reject(string message) => (new TemplateStatus(path, false, message), null);

        var name = Path.GetFileName(path);
        if (name is not (HtmlName or TextName))
        {
            return Reject($"{path}: unused. Use the file name {HtmlName} or {TextName}.");
        }

        try
        {
            if (PageTemplate.Parse(RegularFile.ReadAllText(path, MaxBytes), out var syntaxError) is not { } template)
            {
                return Reject(FormatProblem(path, $"its syntax is wrong ({syntaxError})"));
            }

            foreach (var probe in TemplateValidator.ProbePages)
            {
                if (
                    TemplateValidator.FindError(template.Render(probe, GetEncoder(name)), probe, name == HtmlName) is
                    { } error
                )
                {
                    return Reject(FormatProblem(path, error));
                }
            }

            return (new TemplateStatus(path, true, $"{path}: used."), template);
        }
        catch (UnsuitableFileException exception)
        {
            return Reject(FormatProblem(path, exception.Problem));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Reject(FormatProblem(path, "it cannot be read by this user"));
        }
#pragma warning disable CA1031 // any failure of a custom template is reported
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Reject(FormatProblem(path, $"it cannot be rendered ({ErrorText.LineFor(exception)})"));
        }
    }

    private static string FormatProblem(string path, string problem) =>
        $"{path}: {TerminalText.Sanitize(problem, MaxProblemLength)}, so the built-in template is used. "
        + "Check the template, or remove it.";

    private static TextEncoder GetEncoder(string name) => name == HtmlName ? HtmlRenderer.Encoder : NullEncoder.Default;
}

/// <summary>The result of validating a custom template.</summary>
/// <param name="File">Its path.</param>
/// <param name="IsUsed">Mails are rendered with it.</param>
/// <param name="Message">One line: that it is used, or what is wrong and how to fix it.</param>
internal sealed record TemplateStatus(string File, bool IsUsed, string Message);
