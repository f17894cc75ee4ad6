using System.Text.Encodings.Web;
using ActivitySync.Configuration;
using Fluid;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The templates in force: ours, or the user's own from the folder <c>templates</c> beside the settings file. One of theirs is
/// tried before it is used; a broken one is never fatal: ours stands in, a warning says so, and so does <see cref="Check"/>.
/// They are read for each mail, so that a change counts without a restart.
/// </summary>
internal sealed class MailTemplates(AppSettings settings, ILogger<MailTemplates> log)
{
    public const string FolderName = "templates";
    public const string HtmlName = "digest.html.liquid";
    public const string TextName = "digest.txt.liquid";

    private const string SearchPattern = "*.liquid";

    /// <summary>A template larger than this is none.</summary>
    private const int MaxBytes = 200_000;

    /// <summary>Where the user's own lie; null where the settings come from no file.</summary>
    public string? Folder { get; } =
        settings.File is { } file ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, FolderName) : null;

    public string RenderHtml(DigestPage page) =>
        RenderCustom(HtmlName, page) ?? ActivitySync.Digest.Rendering.HtmlRenderer.Render(page);

    public string RenderText(DigestPage page) =>
        RenderCustom(TextName, page) ?? ActivitySync.Digest.Rendering.TextRenderer.Render(page);

    /// <summary>Every template in the folder; empty if all mails are written with ours. For <c>doctor</c>.</summary>
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
                    .Select(path => Load(path).Verdict),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return
            [
                new TemplateStatus(
                    Folder,
                    false,
                    $"{Folder}: cannot be read ({exception.GetType().Name}); give the user that runs activitysync the right to read it."
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

        var (verdict, template) = Load(path);
        var line = verdict.Message;
        if (template is not null)
        {
            try
            {
                return template.Render(page, GetEncoder(name));
            }
#pragma warning disable CA1031 // whatever a template of the user's does, the mail goes out
            catch (Exception exception)
#pragma warning restore CA1031
            {
                line = FormatBroken(path, exception.Message);
            }
        }

        log.TemplateBroken(line);
        return null;
    }

    private static (TemplateStatus Verdict, PageTemplate? Template) Load(string path)
    {
        (TemplateStatus, PageTemplate?) No(string why) => (new TemplateStatus(path, false, why), null);

        var name = Path.GetFileName(path);
        if (name is not (HtmlName or TextName))
        {
            return No($"{path}: no mail uses it; the names are {HtmlName} and {TextName}.");
        }

        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                return No($"{path}: larger than {MaxBytes / 1000} KB; ours is used.");
            }

            if (PageTemplate.Parse(File.ReadAllText(path), out var wrong) is not { } template)
            {
                return No(FormatBroken(path, wrong));
            }

            foreach (var probe in TemplateValidator.ProbePages)
            {
                if (
                    TemplateValidator.FindError(template.Render(probe, GetEncoder(name)), probe, name == HtmlName) is
                    { } mistake
                )
                {
                    return No(FormatBroken(path, mistake));
                }
            }

            return (new TemplateStatus(path, true, $"{path}: used."), template);
        }
#pragma warning disable CA1031 // whatever a template of the user's does, it is named and ours is used
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return No(FormatBroken(path, exception.Message));
        }
    }

    private static string FormatBroken(string path, string why) =>
        $"{path}: {TerminalText.Sanitize(why, 200)}; mend it or take it away, until then ours is used.";

    private static TextEncoder GetEncoder(string name) =>
        name == HtmlName ? ActivitySync.Digest.Rendering.HtmlRenderer.Encoder : NullEncoder.Default;
}

/// <summary>What became of a template of the user's own.</summary>
/// <param name="File">Its path.</param>
/// <param name="IsUsed">Mails are written with it.</param>
/// <param name="Message">One line: that it is used, or what is wrong and how to mend it.</param>
internal sealed record TemplateStatus(string File, bool IsUsed, string Message);
