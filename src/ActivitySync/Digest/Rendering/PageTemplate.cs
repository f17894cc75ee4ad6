using System.Text.Encodings.Web;
using ActivitySync.FileSystem;
using Fluid;
using Fluid.Values;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// A Liquid template for a <see cref="DigestPage"/>. Members are registered one by one: this needs no reflection, and a
/// template has access to these members only.
/// </summary>
internal sealed class PageTemplate
{
    /// <summary>A template that needs more steps is invalid.</summary>
    private const int MaxSteps = 20_000;

    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions SharedOptions = CreateOptions();

    private readonly IFluidTemplate _template;

    private PageTemplate(IFluidTemplate template) => _template = template;

    /// <summary>Loads one of the embedded templates.</summary>
    public static PageTemplate LoadBuiltIn(string name) =>
        new(Parser.Parse(EmbeddedFile.ReadText($"Templates/{name}")));

    /// <summary>Parses a custom template; returns null and the error if it is invalid.</summary>
    public static PageTemplate? Parse(string source, out string error)
    {
        error = "";
        return Parser.TryParse(source, out var template, out error) ? new PageTemplate(template) : null;
    }

    /// <summary>Renders a page; every value is encoded.</summary>
    public string Render(DigestPage page, TextEncoder encoder)
    {
        var context = new TemplateContext(SharedOptions);
        context.SetValue("page", new ObjectValue(page));
        return _template.Render(context, encoder, isolateContext: true);
    }

    /// <summary>The lead of a wrapped paragraph, with the number of a step if there is one.</summary>
    private static string FormatLead(FilterArguments arguments) =>
        arguments.Count > 1
            ? $"{arguments.At(0).ToStringValue()}{arguments.At(1).ToStringValue()}. "
            : arguments.At(0).ToStringValue();

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions { MaxSteps = MaxSteps };
        var members = options.MemberAccessStrategy;
        members.Register<DigestPage, object>("language", page => page.Language);
        members.Register<DigestPage, object>("subject", page => page.Subject);
        members.Register<DigestPage, object>("preheader", page => page.Preheader);
        members.Register<DigestPage, object>("decision", page => page.Decision);
        members.Register<DigestPage, object>("lead", page => page.Lead);
        members.Register<DigestPage, object>("blocks", page => page.Blocks);
        members.Register<DigestPage, object>("answer", page => page.Answer);
        members.Register<DigestPage, object>("question", page => page.Question);
        members.Register<DigestPage, object>("answer_links", page => page.AnswerLinks);
        members.Register<DigestPage, object?>("pause_link", page => page.PauseLink);
        members.Register<DigestPage, object>("encouragement", page => page.Encouragement);
        members.Register<DigestPage, object>("safety", page => page.Safety);
        members.Register<DigestPage, object>("footer", page => page.Footer);
        members.Register<DigestPage, object>("link_text", page => page.LinkText);
        members.Register<DigestPage, object>("links", page => page.Links);
        members.Register<DigestPage, object>("picture_text", page => page.PictureText);
        members.Register<DigestPage, object>("picture_address", page => page.PictureAddress);
        members.Register<DigestPage, object>("is_medical", page => page.IsMedical);
        members.Register<PageBlock, object>("heading", block => block.Heading);
        members.Register<PageBlock, object>("sentences", block => block.Sentences);
        members.Register<PageBlock, object>("items", block => block.Items);
        members.Register<PageBlock, object>("is_numbered", block => block.IsNumbered);
        members.Register<PageBlock, object>("item_links", block => block.ItemLinks);
        members.Register<PageBlock, object>("notes", block => block.Notes);
        members.Register<PageBlock, object>("has_text", block => block.HasText);
        members.Register<PageBlock, object>("shows_picture", block => block.ShowsPicture);
        members.Register<PageBlock, object?>("link", block => block.Link);
        members.Register<PageBlock, object>("item_guides", block => block.ItemGuides);
        members.Register<PageLink, object>("text", link => link.Text);
        members.Register<PageLink, object>("address", link => link.Address);

        // Replaces the standard filter, which would turn off encoding.
        options.Filters.AddFilter("raw", (input, _, _) => new StringValue(input.ToStringValue()));
        options.Filters.AddFilter("wrap", (input, arguments, _) =>
            new StringValue(TextRenderer.Wrap(input.ToStringValue(), FormatLead(arguments)))
        );
        return options;
    }
}
