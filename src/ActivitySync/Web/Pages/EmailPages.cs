using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using ActivitySync.Web.Access;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>The history of an athlete's emails, one email again, and sending a copy.</summary>
internal static class EmailPages
{
    public const string Path = "/emails";

    private const string PeriodName = "period";
    private const string PageQuery = "page";
    private const int RowsPerPage = 60;
    private const int MaxPeriodLength = 60;
    private const int MaxReasonLength = 200;

    /// <summary>The HTML part may contain an operator's own template: it runs nothing and loads nothing.</summary>
    private const string MessagePolicy =
        "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    public static void Map(PageRoutes routes)
    {
        routes.Get(Path, RenderHistory);
        routes.Get($"{Path}/{{{PeriodName}}}", RenderEmail);
        routes.Get($"{Path}/{{{PeriodName}}}/message", RenderMessage);
        routes.Post($"{Path}/{{{PeriodName}}}/send", SendAgainAsync);
    }

    /// <summary>The path of an email's page.</summary>
    public static string GetPath(MailPeriod period) => $"{Path}/{Uri.EscapeDataString(period.ToString())}";

    private static IResult RenderHistory(PageContext page)
    {
        var texts = page.Texts.Emails;
        var rows = GetRows(page);
        var number = FormFields.ParseNumber(page.Request.Query[PageQuery].ToString()) is > 1 and <= 1000 and var typed
            ? (int)typed
            : 1;
        var skipped = (number - 1) * RowsPerPage;
        var next = GetNext(page);
        var links = new List<LinkedText>();
        if (number > 1)
        {
            links.Add(new LinkedText(texts.Newer, number == 2 ? Path : GetHistoryPath(number - 1)));
        }

        if (rows.Count > skipped + RowsPerPage)
        {
            links.Add(new LinkedText(texts.Older, GetHistoryPath(number + 1)));
        }

        return PageResult.View(
            Views.Emails.Create(
                new EmailsPage
                {
                    Frame = page.CreateFrame(texts.Heading, PageTab.Settings),
                    Next = texts.Next(FormatTime(page, next.At)),
                    NextPath = GetPath(next.Period),
                    Notes = [.. WeekPages.DescribePause(page)],
                    Emails = [.. rows.Skip(skipped).Take(RowsPerPage).Select(row => ListEmail(page, row))],
                    Links = links,
                }
            )
        );
    }

    private static IResult RenderEmail(PageContext page)
    {
        if (Find(page) is not { } found)
        {
            return PageResult.NotFound(page);
        }

        var (period, row) = found;
        var texts = page.Texts.Emails;
        var mail = Read(page, row);
        var isResendable = row is { Kind: MailKind.Digest, State: MailState.Sent or MailState.Unknown };
        var canSend = page.Settings.Mail.TransportError is null;
        var title = Describe(page, row?.Kind ?? MailKind.Digest, period);
        return PageResult.View(
            Views.Email.Create(
                new EmailPage
                {
                    Frame = page.CreateFrame(title, PageTab.Settings),
                    Heading = title,
                    State = row is null ? texts.NotDue(FormatTime(page, GetNext(page).At)) : DescribeState(page, row),
                    Subject = mail?.Subject ?? "",
                    Notes =
                    [
                        .. mail is null ? [texts.NothingToShow]
                        : row is null ? [texts.Preview]
                        : mail.IsRenderedAgain ? new[] { texts.RenderedAgain }
                        : [],
                    ],
                    Paragraphs = [.. SplitText(mail?.Text ?? "")],
                    MessagePath = mail is { Html.Length: > 0 } ? $"{GetPath(period)}/message" : "",
                    SendPath = isResendable && canSend ? $"{GetPath(period.Original)}/send" : "",
                    SendNote =
                        !isResendable ? ""
                        : canSend ? texts.SendNote
                        : texts.CannotSend,
                }
            )
        );
    }

    private static IResult RenderMessage(PageContext page)
    {
        if (Find(page) is not { } found || Read(page, found.Row) is not { Html.Length: > 0 } mail)
        {
            return PageResult.NotFound(page);
        }

        return new MessageResult(mail.Html);
    }

    private static async Task<IResult> SendAgainAsync(PageContext page)
    {
        if (
            Find(page)?.Row
            is not {
                Kind: MailKind.Digest,
                State: MailState.Sent or MailState.Unknown,
                Period: WeekPeriod { Copy: 0 } week
            }
        )
        {
            return PageResult.NotFound(page);
        }

        var texts = page.Texts.Emails;
        if (page.Settings.Mail.TransportError is not null)
        {
            return PageResult.Message(page, texts.SendAgain, texts.CannotSend, StatusCodes.Status400BadRequest);
        }

        if (!page.GetService<ResendLimit>().TryCount(page.Athlete.Name))
        {
            return PageResult.Message(page, texts.SendAgain, texts.TooSoon, StatusCodes.Status429TooManyRequests);
        }

        // A browser that goes away must not stop a mail on its way.
        var stopping = page.GetService<IHostApplicationLifetime>().ApplicationStopping;
        var report = await page.GetService<DigestSender>().ResendAsync(page.Athlete, week.ToString(), stopping);
        return page.SeeSaved(GetPath(report.Period), undoId: null);
    }

    /// <summary>
    /// Finds the email of the route, or the next digest, which has no row yet; null if there is none.
    /// </summary>
    private static (MailPeriod Period, MailRow? Row)? Find(PageContext page)
    {
        var typed = page.GetRouteValue(PeriodName);
        if (typed.Length > MaxPeriodLength)
        {
            return null;
        }

        if (GetRows(page).FirstOrDefault(row => row.Period.ToString() == typed) is { } found)
        {
            return (found.Period, found);
        }

        var next = GetNext(page).Period;
        return next.ToString() == typed ? (next, null) : null;
    }

    private static ReadableMail? Read(PageContext page, MailRow? row)
    {
        var reader = page.GetService<MailReader>();
        return row is null ? reader.Preview(page.Athlete, GetNext(page)) : reader.Read(page.Athlete, row);
    }

    /// <summary>The athlete's emails, latest first; alerts only if the athlete gets them.</summary>
    private static List<MailRow> GetRows(PageContext page)
    {
        var addresses = MailAddresses.Create(page.Settings, page.Athlete);
        var isOperator = addresses.Operator.Address.Equals(addresses.To.Address, StringComparison.OrdinalIgnoreCase);
        using var connection = page.Database.Open();
        return
        [
            .. MailRepository
                .GetAll(connection, AthleteRepository.GetIdForReading(connection, page.Athlete.Name))
                .Where(row => isOperator || row.Kind != MailKind.Alert),
        ];
    }

    private static DigestSlot GetNext(PageContext page) => DigestSchedule.GetNext(page.Athlete, page.Clock.GetUtcNow());

    private static ListedEmail ListEmail(PageContext page, MailRow row) =>
        new(GetPath(row.Period), Describe(page, row.Kind, row.Period), DescribeState(page, row));

    /// <summary>What an email is about.</summary>
    private static string Describe(PageContext page, MailKind kind, MailPeriod period)
    {
        var texts = page.Texts.Emails;
        return period switch
        {
            WeekPeriod { Copy: 0 } week => texts.Digest(week.Week, week.Year),
            WeekPeriod week => texts.DigestCopy(week.Week, week.Year, week.Copy),
            RacePeriod race => GetRaceText(texts, race.Stage)(FormatDate(page, race.RaceDate)),
            RedFlagPeriod flag => texts.Medical(FormatDate(page, flag.Since)),
            AlertPeriod alert => texts.Alert(FormatDate(page, alert.Day)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    private static Func<string, string> GetRaceText(EmailsPageTexts texts, RaceMailStage stage) =>
        stage switch
        {
            RaceMailStage.Plan => texts.RacePlan,
            RaceMailStage.LastDeep => texts.RaceLastDeep,
            RaceMailStage.Eve => texts.RaceEve,
            RaceMailStage.After => texts.RaceAfter,
            _ => texts.RaceCheck,
        };

    private static string DescribeState(PageContext page, MailRow row)
    {
        var texts = page.Texts.Emails;
        var changed = FormatTime(page, row.ChangedAt);
        var reason = DescribeReason(row.Reason, texts);
        return row.State switch
        {
            MailState.Sent => texts.Sent(changed),
            MailState.Skipped => texts.Skipped(reason),
            MailState.Failed => texts.Failed(changed, reason),
            MailState.Unknown => texts.MayHaveArrived(changed),
            MailState.Sending => texts.Sending,
            _ when row.NextTryAt is { } next && next > page.Clock.GetUtcNow() => texts.Waiting(
                FormatTime(page, next),
                reason
            ),
            _ => texts.Due(FormatTime(page, row.DueAt)),
        };
    }

    /// <summary>
    /// A stored reason in the athlete's language; an unknown one, such as a server's answer, as it is.
    /// </summary>
    private static string DescribeReason(string? reason, EmailsPageTexts texts) =>
        reason switch
        {
            null => "",
            MailPreparer.QuietWeekReason => texts.QuietWeek,
            MailPreparer.ObsoleteReason => texts.Obsolete,
            MailScheduler.IncludedReason => texts.Included,
            MailScheduler.OneMailPerDayReason => texts.OnePerDay,
            MailScheduler.MissedReason => texts.Missed,
            MailPause.Reason => texts.Paused,
            AlertScheduler.ResolvedReason => texts.Resolved,
            InactivityPause.PausedReason => texts.NoTraining,
            _ => TerminalText.Sanitize(reason, MaxReasonLength).TrimEnd('.'),
        };

    /// <summary>Splits the text part at its empty lines; items within a paragraph stay lines.</summary>
    private static IEnumerable<string> SplitText(string text) =>
        text.ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => string.Join('\n', TextRenderer.Unwrap(paragraph.Trim('\n'))))
            .Where(paragraph => paragraph.Length > 0);

    private static string FormatTime(PageContext page, DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, page.Athlete.TimeZone).DateTime;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{FormatDate(page, DateOnly.FromDateTime(local))}, {local:HH:mm}"
        );
    }

    /// <summary>Formats a date, with its year if that isn't this one.</summary>
    private static string FormatDate(PageContext page, DateOnly date) =>
        date.Year == page.Today.Year
            ? page.Language.LongDate(date)
            : string.Create(CultureInfo.InvariantCulture, $"{page.Language.LongDate(date)} {date.Year}");

    private static string GetHistoryPath(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}?{PageQuery}={number}");

    /// <summary>The HTML part of an email as a document of its own.</summary>
    private sealed class MessageResult(string html) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            WebEndpoints.SetSecurityHeaders(response);
            response.Headers.ContentSecurityPolicy = MessagePolicy;
            response.Headers["X-DNS-Prefetch-Control"] = "off";
            response.ContentType = "text/html; charset=utf-8";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
