using System.Text.Encodings.Web;
using ActivitySync.Settings;
using Fluid;

namespace ActivitySync.Digest;

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

    private const string Ending = "*.liquid";

    /// <summary>A template larger than this is none.</summary>
    private const int MostBytes = 200_000;

    /// <summary>Where the user's own lie; null where the settings come from no file.</summary>
    public string? Folder { get; } = settings.File is { } file ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, FolderName) : null;

    public string Html(DigestPage page) => Own(HtmlName, page) ?? Digest.Html.Render(page);

    public string Text(DigestPage page) => Own(TextName, page) ?? Digest.Text.Render(page);

    /// <summary>Every template in the folder; empty if all mails are written with ours. For <c>doctor</c>.</summary>
    public IReadOnlyList<TemplateVerdict> Check()
    {
        if (Folder is null || !Directory.Exists(Folder)) return [];
        try
        {
            return [.. Directory.EnumerateFiles(Folder, Ending).Order(StringComparer.Ordinal).Select(path => Verdict(path).Verdict)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return [new TemplateVerdict(Folder, false, $"{Folder}: cannot be read ({trouble.GetType().Name}); give the user that runs activitysync the right to read it.")];
        }
    }

    private string? Own(string name, DigestPage page)
    {
        if (Folder is null || Path.Combine(Folder, name) is var path && !File.Exists(path)) return null;
        var (verdict, template) = Verdict(path);
        var line = verdict.Line;
        if (template is not null)
        {
            try
            {
                return template.Render(page, EncoderOf(name));
            }
#pragma warning disable CA1031 // whatever a template of the user's does, the mail goes out
            catch (Exception trouble)
#pragma warning restore CA1031
            {
                line = Broken(path, trouble.Message);
            }
        }

        log.TemplateBroken(line);
        return null;
    }

    private static (TemplateVerdict Verdict, PageTemplate? Template) Verdict(string path)
    {
        (TemplateVerdict, PageTemplate?) No(string why) => (new TemplateVerdict(path, false, why), null);

        var name = Path.GetFileName(path);
        if (name is not (HtmlName or TextName)) return No($"{path}: no mail uses it; the names are {HtmlName} and {TextName}.");
        try
        {
            if (new FileInfo(path).Length > MostBytes) return No($"{path}: larger than {MostBytes / 1000} KB; ours is used.");
            if (PageTemplate.Parse(File.ReadAllText(path), out var wrong) is not { } template) return No(Broken(path, wrong));
            foreach (var probe in TemplateProbe.Pages)
            {
                if (TemplateProbe.Mistake(template.Render(probe, EncoderOf(name)), probe, name == HtmlName) is { } mistake) return No(Broken(path, mistake));
            }

            return (new TemplateVerdict(path, true, $"{path}: used."), template);
        }
#pragma warning disable CA1031 // whatever a template of the user's does, it is named and ours is used
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            return No(Broken(path, trouble.Message));
        }
    }

    private static string Broken(string path, string why) => $"{path}: {PlainText.Of(why, 200)}; mend it or take it away, until then ours is used.";

    private static TextEncoder EncoderOf(string name) => name == HtmlName ? Digest.Html.Encoder : NullEncoder.Default;
}
