using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Web.Access;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>
/// States and buttons for the operator: an admin of <c>Page:Admins</c>. For other athletes there is no such page. An
/// admin sees states of others, and never runs, pains or notes.
/// </summary>
internal static class AdminPages
{
    public const string Path = "/admin";

    private const string SyncPath = $"{Path}/sync";
    private const string TestMailPath = $"{Path}/test-mail";
    private const string DigestPath = $"{Path}/digest";
    private const string InvitePath = $"{Path}/invite";
    private const string EndSessionPath = $"{Path}/sessions/end";

    private const string AthleteField = "athlete";
    private const string SessionField = "session";
    private const string StartedQuery = "started";
    private const string InvitedQuery = "invited";
    private const string EndedQuery = "ended";

    private const int RefreshSeconds = 5;
    private const double BytesPerMegabyte = 1e6;
    private const double BytesPerGigabyte = 1e9;

    public static void Map(PageRoutes routes)
    {
        routes.Get(Path, page => ForAdmin(page, Render));
        routes.Post(SyncPath, page => StartFor(page, PageTaskKind.Sync));
        routes.Post(TestMailPath, page => StartFor(page, PageTaskKind.TestMail));
        routes.Post(DigestPath, page => StartFor(page, PageTaskKind.Digest));
        routes.Post(InvitePath, page => ForAdmin(page, Invite));
        routes.Post(EndSessionPath, page => ForAdmin(page, EndSession));
    }

    private static IResult ForAdmin(PageContext page, Func<PageContext, IResult> handler) =>
        page.Settings.IsAdmin(page.Athlete) ? handler(page) : PageResult.NotFound(page);

    private static AthleteSettings? FindAthlete(PageContext page) =>
        page.GetService<AthleteRoster>().Find(page.Form[AthleteField]);

    private static IResult StartFor(PageContext page, PageTaskKind kind) => ForAdmin(page, _ =>
        {
            if (FindAthlete(page) is not { } athlete)
            {
                return PageResult.NotFound(page);
            }

            page.GetService<PageTasks>().Queue(new PageTask(kind, athlete.Name));
            return PageResult.SeeOther($"{Path}?{StartedQuery}");
        });

    /// <summary>Sends an athlete a link to sign in. It goes to the athlete's own address only.</summary>
    private static IResult Invite(PageContext page)
    {
        if (FindAthlete(page) is not { } athlete)
        {
            return PageResult.NotFound(page);
        }

        page.GetService<SignInMailer>().Queue(athlete);
        return PageResult.SeeOther($"{Path}?{InvitedQuery}");
    }

    private static IResult EndSession(PageContext page) =>
        FindAthlete(page) is { } athlete
        && page.Form.GetNumber(SessionField) is { } id
        && page.GetService<Sessions>().End(athlete, id)
            ? PageResult.SeeOther($"{Path}?{EndedQuery}")
            : PageResult.NotFound(page);

    private static IResult Render(PageContext page)
    {
        var texts = page.Texts.Admin;
        var state = page.GetService<AdminReader>().Read();
        var tasks = page.GetService<PageTasks>();
        var open = tasks.GetOpen();
        return PageResult.View(
            Views.Admin.Create(
                new AdminPage
                {
                    Frame = page.CreateFrame(texts.Heading, PageTab.Settings) with
                    {
                        RefreshSeconds = open.Count > 0 ? RefreshSeconds : null,
                    },
                    IsHealthy = state.Health.Healthy,
                    Headline = state.Health.Healthy ? texts.AllWell : texts.AttentionNeeded,
                    Reasons = [.. state.Health.GetShownReasons()],
                    Message = DescribeStarted(page),
                    Tasks =
                    [
                        .. open.Select(task => texts.TaskOpen(task.Athlete, DescribeTask(task, texts))),
                        .. tasks.GetResults().Select(result => DescribeResult(page, result)),
                    ],
                    Sources = [.. state.Sources.Select(source => DescribeSource(page, source))],
                    Athletes = state.Athletes,
                    OtherAthletes = state.OtherAthletes == 0 ? null : texts.OtherAthletes(state.OtherAthletes),
                    Emails = [.. state.Emails.Select(emails => DescribeEmails(page, emails))],
                    Jobs = [.. state.Jobs.Select(job => DescribeJob(page, job))],
                    Machine = [.. DescribeMachine(page, state.Machine)],
                    Sessions =
                    [
                        .. page.GetService<AthleteRoster>()
                            .GetAll()
                            .IntersectBy(state.Athletes, athlete => athlete.Name)
                            .SelectMany(athlete => ListSessions(page, athlete)),
                    ],
                    LogLines = state.LogLines,
                    Report = AdminReport.Create(state, page.Settings, page.Clock.GetUtcNow()),
                }
            )
        );
    }

    private static string? DescribeStarted(PageContext page)
    {
        var (query, texts) = (page.Request.Query, page.Texts.Admin);
        return query.ContainsKey(StartedQuery) ? texts.Started
            : query.ContainsKey(InvitedQuery) ? texts.Invited
            : query.ContainsKey(EndedQuery) ? texts.SessionEnded
            : null;
    }

    private static string DescribeTask(PageTask task, AdminPageTexts texts) =>
        task.Kind switch
        {
            PageTaskKind.Sync => task.Source is { } source ? $"{texts.SyncNow} ({source.DisplayName})" : texts.SyncNow,
            PageTaskKind.TestMail => texts.TestMail,
            _ => texts.SendDigest,
        };

    private static string DescribeResult(PageContext page, PageTaskResult result)
    {
        var texts = page.Texts.Admin;
        return texts.TaskEnded(
            FormatLocal(page, result.EndedAt),
            result.Task.Athlete,
            DescribeTask(result.Task, texts),
            result.IsDone,
            TerminalText.Sanitize(result.Line)
        );
    }

    private static AdminSource DescribeSource(PageContext page, AthleteSource source)
    {
        var (status, texts) = (source.Status, page.Texts.Connect);
        var name = status.Source.Name.DisplayName;
        var next = status.State switch
        {
            SourceState.Connected or SourceState.NotReadYet => "",
            SourceState.Off => page.Texts.Admin.TurnOn(
                $"Sources:{status.Source.SettingsParser.SectionName}",
                source.Athlete.Name
            ),
            SourceState.NotConnected => page.Texts.Admin.HasToConnect(source.Athlete.Name),
            _ => status.Line ?? texts.Explain(status.State, name),
        };
        var keyEnds = status.KeyEndsOn is { } day
            ? texts.KeyEnds(page.Language.LongDate(day), day.DayNumber - page.Today.DayNumber)
            : "";
        return new AdminSource(
            source.Athlete.Name,
            name,
            texts.State(status.State),
            status.ReadAt is { } readAt ? FormatLocal(page, readAt) : page.Texts.Admin.Never,
            $"{next} {keyEnds}".Trim()
        );
    }

    private static AdminFact DescribeEmails(PageContext page, AthleteEmails emails)
    {
        var texts = page.Texts.Admin;
        var next =
            emails.PausedUntil == PauseRepository.Indefinitely ? texts.EmailsOff
            : emails.PausedUntil is { } until && until >= DateOnly.FromDateTime(emails.NextDigest.DateTime)
                ? texts.EmailsPaused(page.Language.LongDate(until))
            : texts.NextDigest(
                page.Texts.Connect.Moment(
                    page.Language.ShortDate(DateOnly.FromDateTime(emails.NextDigest.DateTime)),
                    TimeOnly.FromDateTime(emails.NextDigest.DateTime)
                )
            );
        return new AdminFact(
            emails.Athlete.Name,
            emails.Waiting + emails.Failed == 0 ? next : $"{next} {texts.Outbox(emails.Waiting, emails.Failed)}"
        );
    }

    private static AdminFact DescribeJob(PageContext page, JobRunRow job)
    {
        var texts = page.Texts.Admin;
        var done =
            job.SucceededAt is { } at && ColumnConversions.IsInstant(at)
                ? FormatLocal(page, at.ToInstant())
                : texts.Never;
        return new AdminFact(job.Job, job.Failures > 0 ? texts.JobFailed(done, job.Failures) : texts.JobDone(done));
    }

    private static IEnumerable<AdminFact> DescribeMachine(PageContext page, MachineState machine)
    {
        var texts = page.Texts.Admin;
        yield return new AdminFact(texts.Version, machine.Version);
        yield return new AdminFact(texts.Runtime, machine.Runtime);
        yield return new AdminFact(texts.Memory, Format(machine.MemoryBytes / BytesPerMegabyte, "0", "MB"));
        yield return new AdminFact(texts.DiskFree, Format(machine.FreeBytes / BytesPerGigabyte, "0.0", "GB"));
        yield return new AdminFact(texts.DatabaseSize, Format(machine.DatabaseBytes / BytesPerMegabyte, "0.0", "MB"));
        yield return new AdminFact(
            texts.NewestBackup,
            machine.NewestBackup is { } backup
                ? $"{backup} ({Format(machine.BackupBytes / BytesPerMegabyte, "0.0", "MB")})"
                : texts.NoBackup
        );

        string Format(double value, string format, string unit) =>
            $"{value.ToString(format, CultureInfo.InvariantCulture).Replace('.', page.Language.DecimalPoint)} {unit}";
    }

    private static IEnumerable<AdminSession> ListSessions(PageContext page, AthleteSettings athlete) =>
        page.GetService<Sessions>()
            .GetAll(athlete)
            .Select(session => new AdminSession(
                athlete.Name,
                session.Browser,
                FormatLocal(page, session.SeenAt),
                session.Id
            ));

    private static string FormatLocal(PageContext page, DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, page.Athlete.TimeZone);
        return page.Texts.Connect.Moment(
            page.Language.ShortDate(DateOnly.FromDateTime(local.DateTime)),
            TimeOnly.FromDateTime(local.DateTime)
        );
    }
}
