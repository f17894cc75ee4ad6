using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>The sources of an athlete: their states, and connecting and disconnecting them.</summary>
internal static class ConnectPages
{
    public const string Path = "/connect";

    private const string SourceRoute = $"{Path}/{{source}}";
    private const string ConnectedQuery = "connected";
    private const string DisconnectedQuery = "disconnected";
    private const string WayField = "way";
    private const string PasteWay = "paste";
    private const string AnswerField = "answer";
    private const string KeyField = "key";
    private const string ExpiresField = "expires";

    private const int LatestUploads = 3;
    private const int MaxKeyYears = 10;

    /// <summary>Nothing answers there, so the browser ends on an address to copy. Services always allow it.</summary>
    private static readonly Uri NoReturnHost = new("http://localhost/");

    public static void Map(PageRoutes routes)
    {
        routes.Get(Path, page => Render(page, []));
        routes.Post($"{SourceRoute}/start", StartAsync);
        routes.Get($"{SourceRoute}/code", page => RenderCode(page, answer: "", problem: null));
        routes.Post($"{SourceRoute}/code", TakeCodeAsync);
        routes.Get($"{SourceRoute}/callback", TakeCallbackAsync);
        routes.Post($"{SourceRoute}/key", TakeKeyAsync);
        routes.Get($"{SourceRoute}/disconnect", AskToDisconnect);
        routes.Post($"{SourceRoute}/disconnect", DisconnectAsync);
    }

    /// <summary>Renders the page.</summary>
    /// <param name="page">The request.</param>
    /// <param name="errors">What was wrong with a form.</param>
    /// <param name="expires">The last day that was typed with a key.</param>
    /// <param name="status">The status of an answer with errors.</param>
    public static IResult Render(
        PageContext page,
        IReadOnlyList<FormError> errors,
        string expires = "",
        int status = StatusCodes.Status400BadRequest
    )
    {
        var texts = page.Texts.Connect;
        var model = new ConnectPage(
            page.CreateFrame(texts.Heading, PageTab.Settings, errors),
            DescribeDone(page),
            [
                .. page.GetService<SourceStateReader>()
                    .GetAll(page.Athlete)
                    .Where(source => source.Source.PageConnection is not null)
                    .Select(source => CreateCard(page, source, errors, expires)),
            ],
            new UploadForm(
                UploadPages.FilesPath,
                errors.Any(error => error.Field == UploadPages.FilesField),
                page.Athlete.Sources.Inbox,
                [.. ListLatestUploads(page)]
            ),
            page.Settings.IsAdmin(page.Athlete)
        );
        return PageResult.View(Views.Connect.Create(model), errors.Count > 0 ? status : StatusCodes.Status200OK);
    }

    /// <summary>The id of a source's field: <c>strava-key</c>.</summary>
    public static string GetFieldId(SourceDescriptor source, string field) => $"{source.Name.Text}-{field}";

    private static string GetPath(SourceDescriptor source, string step) => $"{Path}/{source.Name.Text}/{step}";

    private static SourceDescriptor? FindSource(PageContext page) =>
        SourceDescriptors.All.FirstOrDefault(source =>
            source.Name.Text == page.GetRouteValue("source") && source.PageConnection is not null
        );

    private static string? DescribeDone(PageContext page)
    {
        var (connected, disconnected) = (page.Request.Query[ConnectedQuery], page.Request.Query[DisconnectedQuery]);
        var source = SourceDescriptors.All.FirstOrDefault(source =>
            source.Name.Text == connected || source.Name.Text == disconnected
        );
        return source is null ? null
            : source.Name.Text == connected ? page.Texts.Connect.Done(source.Name.DisplayName)
            : page.Texts.Connect.Disconnected(source.Name.DisplayName);
    }

    private static SourceCard CreateCard(
        PageContext page,
        SourceStatus status,
        IReadOnlyList<FormError> errors,
        string expires
    )
    {
        var (source, texts) = (status.Source, page.Texts.Connect);
        var isOn = status.State != SourceState.Off;
        var hasAccess = source.PageConnection!.HasAccess(page.Http.RequestServices, page.Athlete);
        return new SourceCard
        {
            Id = source.Name.Text,
            Name = source.Name.DisplayName,
            State = texts.State(status.State),
            Lines = [.. Describe(page, status)],
            Authorize =
                isOn && source.PageConnection is AuthorizationConnection authorization
                    ? new AuthorizeForm(
                        GetPath(source, "start"),
                        authorization.ButtonText,
                        FindCallback(page, source) is not null
                    )
                    : null,
            Key =
                isOn
                && source.PageConnection is KeyConnection key
                && key.FindOrigin(page.Http.RequestServices, page.Athlete) != KeyOrigin.Environment
                    ? new KeyForm(
                        GetPath(source, "key"),
                        key.KeyPageUrl,
                        expires,
                        errors.Any(error => error.Field == GetFieldId(source, KeyField)),
                        errors.Any(error => error.Field == GetFieldId(source, ExpiresField)),
                        key.HasExpiry
                    )
                    : null,
            DisconnectPath = hasAccess ? GetPath(source, "disconnect") : "",
        };
    }

    private static IEnumerable<string> Describe(PageContext page, SourceStatus status)
    {
        var (texts, name) = (page.Texts.Connect, status.Source.Name.DisplayName);
        yield return texts.Explain(status.State, name);
        if (status.State is SourceState.Connected or SourceState.Waiting && status.ReadAt is { } readAt)
        {
            yield return texts.ReadAt(FormatLocal(page, readAt));
        }

        if (status.KeyEndsOn is { } day)
        {
            yield return day < page.Today
                ? texts.KeyEnded(page.Language.LongDate(day))
                : texts.KeyEnds(page.Language.LongDate(day), day.DayNumber - page.Today.DayNumber);
        }

        if (
            status.Source.PageConnection is KeyConnection key
            && key.FindOrigin(page.Http.RequestServices, page.Athlete) is { } origin and not KeyOrigin.Page
        )
        {
            yield return origin == KeyOrigin.Environment ? texts.KeyFromEnvironment : texts.KeyFromFile;
        }
    }

    private static string FormatLocal(PageContext page, DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, page.Athlete.TimeZone);
        return page.Texts.Connect.Moment(
            page.Language.ShortDate(DateOnly.FromDateTime(local.DateTime)),
            TimeOnly.FromDateTime(local.DateTime)
        );
    }

    private static IEnumerable<LinkedText> ListLatestUploads(PageContext page)
    {
        using var connection = page.Database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, page.Athlete.Name);
        foreach (var upload in UploadRepository.GetLatest(connection, athleteId, LatestUploads))
        {
            yield return new LinkedText(
                page.Texts.Connect.UploadOf(FormatLocal(page, upload.CreatedAt)),
                UploadPages.GetPath(upload.Id)
            );
        }
    }

    /// <summary>
    /// Where a source can send the browser back: only to a domain that it knows, which is that of <c>PublicUrl</c>, and
    /// only if the athlete is signed in there.
    /// </summary>
    private static Uri? FindCallback(PageContext page, SourceDescriptor source)
    {
        var host = page.Request.Host.Host;
        return
            page.Settings.ActivitySync.PublicUrl is { } publicUrl
            && CanBeCallbackDomain(publicUrl)
            && (IsLoopback(host) || host.Equals(publicUrl.IdnHost, StringComparison.OrdinalIgnoreCase))
            ? new Uri(publicUrl.AbsoluteUri.TrimEnd('/') + GetPath(source, "callback"))
            : null;
    }

    private static bool CanBeCallbackDomain(Uri address) =>
        IsLoopback(address.IdnHost)
        || (address.HostNameType == UriHostNameType.Dns && address.IdnHost.Contains('.', StringComparison.Ordinal));

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1";

    private static Uri GetPasteAddress(SourceDescriptor source) => new(NoReturnHost, GetPath(source, "callback"));

    private static async Task<IResult> StartAsync(PageContext page)
    {
        if (FindSource(page) is not { PageConnection: AuthorizationConnection authorization } source)
        {
            return PageResult.NotFound(page);
        }

        var callback = page.Form[WayField] == PasteWay ? null : FindCallback(page, source);
        try
        {
            var address = await authorization.StartAsync(
                page.Http.RequestServices,
                page.Athlete,
                page.Session.Key,
                callback ?? GetPasteAddress(source),
                page.Http.RequestAborted
            );
            return callback is null ? PageResult.SeeOther(GetPath(source, "code")) : PageResult.Leave(address);
        }
        catch (OperationException exception) when (ConnectException.FindProblem(exception) is { } problem)
        {
            return RenderProblem(page, source, problem, source.Name.Text);
        }
    }

    private static IResult RenderCode(PageContext page, string answer, ConnectProblem? problem)
    {
        if (FindSource(page) is not { PageConnection: AuthorizationConnection authorization } source)
        {
            return PageResult.NotFound(page);
        }

        var address = authorization.FindStarted(
            page.Http.RequestServices,
            page.Athlete,
            page.Session.Key,
            GetPasteAddress(source)
        );
        if (address is null)
        {
            return problem is { } reason
                ? RenderProblem(page, source, reason, source.Name.Text)
                : PageResult.SeeOther(Path);
        }

        var texts = page.Texts.Connect;
        var heading = texts.ConnectTo(source.Name.DisplayName);
        IReadOnlyList<FormError> errors = problem is { } shown
            ? [new FormError(AnswerField, DescribeProblem(page, source, shown))]
            : [];
        return PageResult.View(
            Views.ConnectCode.Create(
                new ConnectCodePage(
                    page.CreateFrame(heading, PageTab.Settings, errors),
                    heading,
                    address.AbsoluteUri,
                    authorization.ButtonText,
                    authorization.PermissionName,
                    GetPath(source, "code"),
                    answer
                )
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
    }

    private static async Task<IResult> TakeCodeAsync(PageContext page)
    {
        if (FindSource(page) is not { PageConnection: AuthorizationConnection authorization } source)
        {
            return PageResult.NotFound(page);
        }

        var answer = page.Form[AnswerField];
        return await CompleteAsync(page, source, authorization, answer) is { } problem
            ? RenderCode(page, answer, problem)
            : PageResult.SeeOther($"{Path}?{ConnectedQuery}={source.Name.Text}");
    }

    /// <summary>
    /// The source sends the browser here. The state in the address shows that this session asked, so that no foreign
    /// page can connect its own account.
    /// </summary>
    private static async Task<IResult> TakeCallbackAsync(PageContext page)
    {
        if (FindSource(page) is not { PageConnection: AuthorizationConnection authorization } source)
        {
            return PageResult.NotFound(page);
        }

        return await CompleteAsync(page, source, authorization, page.Request.QueryString.Value ?? "") is { } problem
            ? RenderProblem(page, source, problem, source.Name.Text)
            : PageResult.SeeOther($"{Path}?{ConnectedQuery}={source.Name.Text}");
    }

    /// <summary>Checks an answer and starts reading the history.</summary>
    /// <returns>What was wrong; null if the source is connected.</returns>
    private static async Task<ConnectProblem?> CompleteAsync(
        PageContext page,
        SourceDescriptor source,
        AuthorizationConnection authorization,
        string answer
    )
    {
        try
        {
            await authorization.CompleteAsync(
                page.Http.RequestServices,
                page.Athlete,
                page.Session.Key,
                answer,
                page.Http.RequestAborted
            );
        }
        catch (OperationException exception) when (ConnectException.FindProblem(exception) is { } problem)
        {
            return problem;
        }

        page.GetService<PageTasks>().Queue(new PageTask(PageTaskKind.Sync, page.Athlete.Name, source.Name));
        return null;
    }

    private static async Task<IResult> TakeKeyAsync(PageContext page)
    {
        if (
            FindSource(page) is not { PageConnection: KeyConnection connection } source
            || connection.FindOrigin(page.Http.RequestServices, page.Athlete) == KeyOrigin.Environment
        )
        {
            return PageResult.NotFound(page);
        }

        var (typed, expiresOn) = (page.Form[ExpiresField], page.Form.GetDate(ExpiresField));
        if (typed.Length > 0 && !(expiresOn >= page.Today && expiresOn <= page.Today.AddYears(MaxKeyYears)))
        {
            var field = GetFieldId(source, ExpiresField);
            return Render(page, [new FormError(field, page.Texts.Connect.InvalidLastDay)], typed);
        }

        try
        {
            await connection.ConnectAsync(
                page.Http.RequestServices,
                page.Athlete,
                page.Form[KeyField],
                expiresOn,
                page.Http.RequestAborted
            );
        }
        catch (OperationException exception) when (ConnectException.FindProblem(exception) is { } problem)
        {
            return RenderProblem(page, source, problem, GetFieldId(source, KeyField), typed);
        }

        page.GetService<PageTasks>().Queue(new PageTask(PageTaskKind.Sync, page.Athlete.Name, source.Name));
        return PageResult.SeeOther($"{Path}?{ConnectedQuery}={source.Name.Text}");
    }

    private static IResult AskToDisconnect(PageContext page)
    {
        if (FindSource(page) is not { } source)
        {
            return PageResult.NotFound(page);
        }

        var texts = page.Texts.Connect;
        var name = source.Name.DisplayName;
        return PageResult.View(
            Views.Disconnect.Create(
                new DisconnectPage(
                    page.CreateFrame(texts.DisconnectFrom(name), PageTab.Settings),
                    texts.DisconnectFrom(name),
                    source.PageConnection is KeyConnection
                        ? [texts.DisconnectDeletes(name), texts.DisconnectKey(name)]
                        : [texts.DisconnectDeletes(name)],
                    GetPath(source, "disconnect")
                )
            )
        );
    }

    private static async Task<IResult> DisconnectAsync(PageContext page)
    {
        if (FindSource(page) is not { } source)
        {
            return PageResult.NotFound(page);
        }

        // Not canceled by a closed tab: half of it would be left.
        var (result, _) = await page.GetService<SourceDisconnector>()
            .DisconnectAsync(page.Athlete, source, CancellationToken.None);
        return result.RemainingAction is null
            ? PageResult.SeeOther($"{Path}?{DisconnectedQuery}={source.Name.Text}")
            : PageResult.Message(
                page,
                page.Texts.Connect.Disconnected(source.Name.DisplayName),
                page.Texts.Connect.NotConfirmed(source.Name.DisplayName),
                StatusCodes.Status200OK
            );
    }

    private static IResult RenderProblem(
        PageContext page,
        SourceDescriptor source,
        ConnectProblem problem,
        string field,
        string expires = ""
    ) =>
        Render(
            page,
            [new FormError(field, DescribeProblem(page, source, problem))],
            expires,
            problem == ConnectProblem.Unavailable
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status400BadRequest
        );

    private static string DescribeProblem(PageContext page, SourceDescriptor source, ConnectProblem problem)
    {
        var (texts, name) = (page.Texts.Connect, source.Name.DisplayName);
        return problem switch
        {
            ConnectProblem.Unreadable => source.PageConnection is KeyConnection ? texts.NoKey(name) : texts.NoAddress,
            ConnectProblem.NotAskedHere => texts.NotAskedHere,
            ConnectProblem.Expired => texts.AnswerExpired,
            ConnectProblem.Declined => texts.Declined(name),
            ConnectProblem.PermissionMissing => texts.PermissionMissing(
                name,
                source.PageConnection is AuthorizationConnection authorization ? authorization.PermissionName : ""
            ),
            ConnectProblem.AccountTaken => texts.AccountTaken(name),
            ConnectProblem.OtherAccount => texts.OtherAccount(name),
            ConnectProblem.Refused => source.PageConnection is KeyConnection
                ? texts.KeyRefused(name)
                : texts.AnswerRefused(name),
            ConnectProblem.Misconfigured => texts.Misconfigured(name),
            _ => texts.Unavailable(name),
        };
    }
}
