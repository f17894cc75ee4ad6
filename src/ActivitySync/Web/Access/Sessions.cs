using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Web.Access;

/// <summary>Signs athletes in and out by a cookie.</summary>
internal sealed class Sessions(AthleteRoster roster, Database database, TimeProvider clock)
{
    /// <summary>How long a session lasts without use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>When a session was last used is stored at most this often.</summary>
    private static readonly TimeSpan SeenInterval = TimeSpan.FromHours(1);

    private const int MaxBrowserLength = 120;
    private const string CookieName = "activitysync";

    /// <summary>Browsers accept this prefix only from https and for the whole host.</summary>
    private const string SecureCookieName = $"__Host-{CookieName}";

    /// <summary>Starts a session and sets its cookie.</summary>
    public void Start(HttpContext context, AthleteSettings athlete)
    {
        var token = SecretToken.Create();
        var browser = TerminalText.Sanitize(context.Request.Headers.UserAgent.ToString(), MaxBrowserLength);
        using (var connection = database.Open())
        {
            SessionRepository.Add(
                connection,
                AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
                SecretToken.Hash(token),
                browser,
                clock.GetUtcNow()
            );
        }

        context.Response.Cookies.Append(GetCookieName(context.Request), token, CreateCookie(context.Request));
    }

    /// <summary>Finds the session of a request; null if there is none, or it has ended.</summary>
    public PageSession? Find(HttpContext context)
    {
        if (context.Request.Cookies[GetCookieName(context.Request)] is not { } token || !SecretToken.IsPlausible(token))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        using var connection = database.Open();
        var hash = SecretToken.Hash(token);
        if (
            SessionRepository.Find(connection, hash) is not { } stored
            || now - stored.SeenAt > Lifetime
            || roster.Find(stored.Athlete) is not { } athlete
        )
        {
            return null;
        }

        if ((now - stored.SeenAt).Duration() > SeenInterval)
        {
            SessionRepository.MarkSeen(connection, stored.Id, now);
            context.Response.Cookies.Append(GetCookieName(context.Request), token, CreateCookie(context.Request));
        }

        return new PageSession(athlete, hash, stored.Id);
    }

    /// <summary>Ends the session of a request, or all sessions of its athlete.</summary>
    public void End(HttpContext context, PageSession session, bool isEverywhere)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, session.Athlete.Name);
        if (isEverywhere)
        {
            SessionRepository.RemoveAll(connection, athleteId);
        }
        else if (session.Id is { } id)
        {
            SessionRepository.Remove(connection, athleteId, id);
        }

        context.Response.Cookies.Delete(GetCookieName(context.Request), CreateCookie(context.Request));
    }

    /// <summary>An athlete's sessions, last seen first.</summary>
    public IReadOnlyList<StoredSession> GetAll(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return SessionRepository.GetAll(connection, AthleteRepository.GetIdForReading(connection, athlete.Name));
    }

    /// <summary>Ends one session of an athlete; false if there is none with this id.</summary>
    public bool End(AthleteSettings athlete, long id)
    {
        using var connection = database.Open();
        return SessionRepository.Remove(connection, AthleteRepository.GetIdForReading(connection, athlete.Name), id);
    }

    private static string GetCookieName(HttpRequest request) => request.IsHttps ? SecureCookieName : CookieName;

    private static CookieOptions CreateCookie(HttpRequest request) =>
        new()
        {
            HttpOnly = true,
            Secure = request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = Lifetime,
            IsEssential = true,
        };
}

/// <summary>Who is signed in.</summary>
/// <param name="Athlete">The athlete.</param>
/// <param name="Key">Identifies the session in form tokens: the hash of its token, or that of a proxy's user.</param>
/// <param name="Id">The row id; null if a proxy signs the athlete in.</param>
internal sealed record PageSession(AthleteSettings Athlete, string Key, long? Id);
