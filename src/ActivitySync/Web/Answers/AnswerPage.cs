using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Web.Pages;

namespace ActivitySync.Web.Answers;

/// <summary>
/// The page that a link of an email opens: what will be saved, and one button. GET and HEAD change nothing, since mail
/// scanners open every link. The signed token in the address authorizes its one answer, so no other site can forge it,
/// and there is no session.
/// </summary>
internal sealed class AnswerPage(
    AnswerLinks links,
    AnswerService service,
    Database database,
    AppSettings settings,
    TimeProvider clock
)
{
    /// <summary>The query of the button that undoes an answer.</summary>
    public const string UndoQuery = "?undo=1";

    /// <summary>A form has a few fields, and a check box for each sign.</summary>
    private const int MaxFormBytes = 8192;
    private const int MaxFields = 60;
    private const int MaxFieldLength = 1000;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods($"/{AnswerLinks.Path}/{{token}}", Methods, context =>
            context.RequestServices.GetRequiredService<AnswerPage>().HandleAsync(context)
        );

    private async Task HandleAsync(HttpContext context)
    {
        PlainPage.SetPrivateHeaders(context.Response);
        if (links.Find(context.Request.RouteValues["token"] as string) is not { } answer)
        {
            await WriteNotValidAsync(context);
            return;
        }

        var language = Languages.GetOrDefault(answer.Athlete.Language);
        if (!HttpMethods.IsPost(context.Request.Method) || answer.Choice.Action == AnswerAction.Choose)
        {
            await WriteFormAsync(context, answer, language);
        }
        else if (context.Request.QueryString.Value == UndoQuery)
        {
            await WriteAsync(context, language, AnswerHtml.RenderOutcome(language, service.Undo(answer)));
        }
        else
        {
            await SaveAsync(context, answer, language);
        }
    }

    private async Task SaveAsync(HttpContext context, MailAnswer answer, Language language)
    {
        var form = await FormFields.ReadAsync(context.Request, MaxFormBytes, MaxFields, MaxFieldLength);

        // Most answers have no fields, and a client may then send no body.
        form ??= context.Request.ContentLength is null or 0 ? new FormFields(new Dictionary<string, string[]>()) : null;
        var outcome = form is null ? null : service.Save(answer, form);
        if (outcome is null or { IsUnreadable: true })
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteFormAsync(context, answer, language, language.AnswerPage.Unreadable, form);
            return;
        }

        await WriteAsync(context, language, AnswerHtml.RenderOutcome(language, outcome));
    }

    private async Task WriteFormAsync(
        HttpContext context,
        MailAnswer answer,
        Language language,
        string error = "",
        FormFields? sent = null
    )
    {
        string body;
        if (answer.Choice.Action == AnswerAction.Choose)
        {
            if (AnswerQuestion.Find(answer.Choice) is not { } question)
            {
                await WriteNotValidAsync(context);
                return;
            }

            body = AnswerHtml.RenderChoices(
                language,
                GetChoices(question)
                    .Select(choice => (choice.Action, Token: links.CreateToken(answer with { Choice = choice })))
            );
        }
        else
        {
            using var logbook = AthleteLogbook.Open(database, answer.Athlete, clock, settings.Rules, isReadOnly: true);
            body = new AnswerForm(answer, logbook, language, sent).Render(error);
        }

        await WriteAsync(context, language, body);
    }

    /// <summary>A link of the text part pauses too: its email has no other address for that.</summary>
    private static IEnumerable<AnswerChoice> GetChoices(AnswerQuestion question) =>
        question.Kind == AnswerQuestionKind.Medical
            ? question.Choices
            : question.Choices.Append(new AnswerChoice(AnswerAction.PauseWeek));

    private static async Task WriteAsync(HttpContext context, Language language, string body) =>
        await context.Response.WriteAsync(
            PlainPage.Render(language, AnswerHtml.GetTitle(body), body),
            context.RequestAborted
        );

    /// <summary>The same bytes whatever is wrong, so that they say nothing about athletes and emails.</summary>
    private static async Task WriteNotValidAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        var language = Languages.All[0];
        await WriteAsync(context, language, AnswerHtml.RenderNotValid());
    }
}
