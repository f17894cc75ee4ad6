using System.Security.Cryptography;
using System.Text;
using ActivitySync.Settings;
using ActivitySync.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace ActivitySync.Sources.Strava;

/// <summary>Connects a runner: the address to open, the answer held against what was asked, the code made into tokens.</summary>
internal sealed class StravaAuthorisation(AppSettings settings, Database database, SecretBox box, StravaApi api, RefreshGate gate, TimeProvider clock)
{
    /// <summary>All activities, those shown to nobody else too: a race kept private counts for recovery.</summary>
    private const string Scope = "read,activity:read_all";

    private const string NeededScope = "activity:read_all";

    private const int StateBytes = 16;

    /// <summary>How long an address may be answered.</summary>
    private static readonly TimeSpan StateLife = TimeSpan.FromHours(1);

    /// <summary>Strava sometimes refuses a code that is fresher than its own records; a moment later it takes it.</summary>
    private static readonly TimeSpan FreshCodeWait = TimeSpan.FromSeconds(2);

    /// <exception cref="CannotProceedException">The settings do not allow connecting this runner.</exception>
    public void Require(AthleteSettings athlete)
    {
        if (settings.Strava.ClientId is null or "" || settings.Strava.ClientSecret is null or "")
            throw StravaTrouble.Of(StravaFault.NoApplication, athlete.Name).AsEnd();
        if (!athlete.Sources.Strava)
        {
            throw new CannotProceedException(
                ExitCode.WrongInput, $"Athletes: {athlete.Name} does not use Strava; set Sources:Strava of {athlete.Name} to true in the settings first.");
        }
    }

    /// <summary>
    /// Shows Strava the client id and secret before the runner is sent there: with a code that nobody was given, Strava
    /// complains of the code only if it knows both.
    /// </summary>
    /// <exception cref="CannotProceedException">Strava does not take them, or is away.</exception>
    public async Task CheckApplicationAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        var reply = await api.TokenAsync("authorization_code", "code", "none", new CallCount(), cancellationToken);
        if (reply.Fault is not (null or StravaFault.CodeRefused or StravaFault.Refused)) throw StravaTrouble.Of(reply, athlete.Name).AsEnd();
    }

    /// <summary>A fresh state, kept for the answer; it replaces one asked for before.</summary>
    public string Ask(AthleteSettings athlete)
    {
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StateBytes));
        using var store = database.Open();
        Authorisations.Save(
            store, Athletes.IdOf(store, athlete.Name, clock), StravaSource.StoreName, new Authorisation(state, clock.GetUtcNow()));
        return state;
    }

    /// <summary>The address at Strava that the runner opens.</summary>
    public Uri Address(string state, Uri redirect) =>
        new(QueryHelpers.AddQueryString(StravaApi.Below(settings.Strava.OAuthUrl, "authorize").AbsoluteUri, new Dictionary<string, string?>
        {
            ["client_id"] = settings.Strava.ClientId,
            ["redirect_uri"] = redirect.AbsoluteUri,
            ["response_type"] = "code",
            ["approval_prompt"] = "auto",
            ["scope"] = Scope,
            ["state"] = state,
        }));

    /// <summary>Reads a bare code, or the whole address the browser ended on.</summary>
    /// <exception cref="CannotProceedException">It is no answer to what was asked, or the runner said no.</exception>
    public AuthorisationAnswer Read(AthleteSettings athlete, string given)
    {
        given = given.Trim();
        if (!given.Contains('=') && !given.Contains("://", StringComparison.Ordinal))
        {
            return given.Length > 0 && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
                ? new AuthorisationAnswer(given, "")
                : throw new CannotProceedException(ExitCode.WrongInput, "--code: neither a code nor an address; paste the whole address the browser ended on, in quotes.");
        }

        var query = QueryHelpers.ParseQuery(given[(given.IndexOf('?') + 1)..].Split('#')[0]);
        CheckState(athlete, query.TryGetValue("state", out var state) ? state[0] ?? "" : "");
        var again = $"run 'activitysync connect strava --athlete {athlete.Name}' again";
        if (query.TryGetValue("error", out var error))
        {
            throw new CannotProceedException(ExitCode.ActionNeeded, error[0] == "access_denied"
                ? $"Strava: the access was declined on its page (access_denied), so nothing is connected; {again} and choose Authorize."
                : $"Strava: its page ended with an error, so nothing is connected; {again}.");
        }

        var scope = query.TryGetValue("scope", out var granted) ? granted[0] ?? "" : "";
        if (scope.Length > 0 && !scope.Split([',', ' '], StringSplitOptions.TrimEntries).Contains(NeededScope))
        {
            throw new CannotProceedException(
                ExitCode.ActionNeeded,
                $"Strava: the box 'View data about your private activities' ({NeededScope}) was unticked, so activities would be missing and nothing is connected; {again} and leave it ticked.");
        }

        return query.TryGetValue("code", out var code) && code[0] is { Length: > 0 } found
            ? new AuthorisationAnswer(found, scope)
            : throw new CannotProceedException(ExitCode.WrongInput, $"--code: the address carries no code; {again}.");
    }

    /// <summary>Makes the code into tokens and keeps them.</summary>
    /// <exception cref="CannotProceedException">Strava refuses, is away, or the athlete is not the one expected.</exception>
    public async Task<ConnectedAthlete> CompleteAsync(AthleteSettings athlete, AuthorisationAnswer answer, CancellationToken cancellationToken)
    {
        // Nobody renews meanwhile: what comes of the tokens from before must not be written over those that come now.
        using var turn = await gate.EnterAsync(StravaSource.StoreName, IdOf(athlete), cancellationToken);
        var reply = await ExchangeAsync(answer.Code, cancellationToken);
        if (reply.Fault == StravaFault.CodeRefused)
        {
            await Task.Delay(FreshCodeWait, clock, cancellationToken);
            reply = await ExchangeAsync(answer.Code, cancellationToken);
        }

        if (reply.Fault == StravaFault.CodeRefused && await IsAccessTokenAsync(answer, cancellationToken))
        {
            throw new CannotProceedException(
                ExitCode.WrongInput,
                $"--code: this is no code but an access token, as strava.com/settings/api shows one; it reads no activities and ends within hours. Run 'activitysync connect strava --athlete {athlete.Name}' and open the address it prints.");
        }

        if (reply.Fault is not null) throw StravaTrouble.Of(reply, athlete.Name).AsEnd();
        if (TokenAnswer.Read(reply.Body, clock.GetUtcNow()) is not { AthleteId.Length: > 0 } tokens)
            throw StravaTrouble.Of(StravaFault.Unreadable, athlete.Name).AsEnd();

        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        CheckAthlete(store, athlete, athleteId, tokens.AthleteId);
        Tokens.Save(
            store,
            box,
            athleteId,
            StravaSource.StoreName,
            new StoredTokens
            {
                SourceAthleteId = tokens.AthleteId,
                AccessToken = tokens.AccessToken,
                RefreshToken = tokens.RefreshToken,
                ExpiresAt = tokens.ExpiresAt,
                Scope = answer.Scope,
            },
            clock);
        Authorisations.Delete(store, athleteId, StravaSource.StoreName);
        return new ConnectedAthlete(tokens.AthleteId, string.Concat(tokens.FirstName.Where(c => !char.IsControl(c))));
    }

    private long IdOf(AthleteSettings athlete)
    {
        using var store = database.Open();
        return Athletes.IdOf(store, athlete.Name, clock);
    }

    // Not cancellable: a code works once, so its answer is not thrown away.
    private async Task<StravaReply> ExchangeAsync(string code, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await api.TokenAsync("authorization_code", "code", code, new CallCount(), CancellationToken.None);
    }

    private async Task<bool> IsAccessTokenAsync(AuthorisationAnswer answer, CancellationToken cancellationToken) =>
        answer.Scope.Length == 0
        && (await api.GetAsync("athlete", answer.Code, new CallCount(), cancellationToken)).Fault is null or StravaFault.ScopeMissing;

    private void CheckState(AthleteSettings athlete, string state)
    {
        using var store = database.Open();
        var asked = Authorisations.Find(store, Athletes.IdOf(store, athlete.Name, clock), StravaSource.StoreName);
        var again = $"run 'activitysync connect strava --athlete {athlete.Name}' and open the address it prints";
        if (asked is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(asked.State), Encoding.UTF8.GetBytes(state)))
            throw new CannotProceedException(ExitCode.WrongInput, $"--code: this address does not answer the last one printed for {athlete.Name}; {again}.");
        if (clock.GetUtcNow() - asked.AskedAt > StateLife)
            throw new CannotProceedException(ExitCode.WrongInput, $"--code: the address was printed more than an hour ago; {again}.");
    }

    /// <summary>One athlete, one runner: what Strava tells of an athlete may be shown to that athlete alone.</summary>
    private void CheckAthlete(System.Data.Common.DbConnection store, AthleteSettings athlete, long athleteId, string stravaId)
    {
        if (Tokens.OwnerOf(store, StravaSource.StoreName, stravaId) is { } owner && owner != athleteId)
        {
            var name = settings.Athletes.FirstOrDefault(other => Athletes.IdOf(store, other.Name, clock) == owner)?.Name ?? "another runner";
            throw new CannotProceedException(
                ExitCode.WrongInput,
                $"Strava: athlete {stravaId} is connected as {name} already; log in at strava.com as {athlete.Name}, then connect again.");
        }

        if (Tokens.Exist(store, athleteId, StravaSource.StoreName) && Tokens.OwnerOf(store, StravaSource.StoreName, stravaId) is null)
        {
            throw new CannotProceedException(
                ExitCode.WrongInput,
                $"Strava: {athlete.Name} was connected to another athlete than {stravaId}; to change over run 'activitysync disconnect strava --athlete {athlete.Name}' first.");
        }
    }
}
