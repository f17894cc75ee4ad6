namespace ActivitySync.Sources.Strava;

/// <summary>Trouble with Strava as it is told: what, in one line, and how to mend it. It quotes nothing that Strava sent.</summary>
internal sealed record StravaTrouble(StravaFault Fault, string Line, DateTimeOffset? RetryAt = null)
{
    private const string AppPage = "https://www.strava.com/settings/api";

    public SourceOutcome Outcome => Fault switch
    {
        StravaFault.LimitReached => SourceOutcome.LimitReached,
        StravaFault.NotConnected or StravaFault.TokenRefused or StravaFault.AuthorisationDead or StravaFault.WaitsForConnect or StravaFault.SuccessorLost
            or StravaFault.ScopeMissing or StravaFault.AppInactive or StravaFault.AthleteLimit or StravaFault.CodeRefused
            or StravaFault.ClockAhead => SourceOutcome.ActionNeeded,
        StravaFault.NoApplication or StravaFault.ClientIdUnknown or StravaFault.ClientSecretWrong or StravaFault.RedirectRefused
            or StravaFault.NotFound or StravaFault.Redirected or StravaFault.CallbackUnreachable
            or StravaFault.SubscriptionTaken => SourceOutcome.Misconfigured,
        _ => SourceOutcome.Away,
    };

    private ExitCode ExitCode => Outcome switch
    {
        SourceOutcome.ActionNeeded => ExitCode.ActionNeeded,
        SourceOutcome.Misconfigured => ExitCode.WrongInput,
        _ => ExitCode.RemoteAway,
    };

    /// <summary>The trouble that a reply tells; it has one.</summary>
    public static StravaTrouble Of(StravaReply reply, string athlete) =>
        Of(reply.Fault ?? StravaFault.Unreadable, athlete, reply.Status, reply.Where);

    /// <param name="fault">What went wrong.</param>
    /// <param name="athlete">The runner's name in the settings.</param>
    /// <param name="status">The HTTP status, 0 if none came.</param>
    /// <param name="where">The host that was asked and the setting that names it.</param>
    public static StravaTrouble Of(StravaFault fault, string athlete, int status = 0, string where = "Strava:ApiUrl")
    {
        var connect = $"'activitysync connect strava --athlete {athlete}'";
        return new StravaTrouble(fault, fault switch
        {
            StravaFault.NoApplication =>
                $"Strava:ClientId and Strava:ClientSecret are not both set; make an app at {AppPage} (callback domain localhost, its owner needs a Strava subscription) and copy both into the settings.",
            StravaFault.NotConnected => $"{athlete} is not connected to Strava; run {connect}.",
            StravaFault.LimitReached => "Strava: the limit of calls is reached; it goes on by itself.",
            StravaFault.TokenRefused => $"Strava refuses the access of {athlete}, even renewed; run {connect}.",
            StravaFault.AuthorisationDead =>
                $"Strava no longer accepts the authorisation of {athlete}: the access was withdrawn at strava.com, so what came from there is deleted here; run {connect} if that was not meant.",
            StravaFault.WaitsForConnect => $"{athlete} has to connect to Strava again; run {connect}.",
            StravaFault.SuccessorLost =>
                $"Strava replaced the authorisation of {athlete} and its answer was lost on the way; run {connect}.",
            StravaFault.ScopeMissing =>
                $"Strava does not show the activities of {athlete}: the box 'View data about your private activities' was unticked; run {connect} and leave it ticked.",
            StravaFault.AppInactive =>
                $"Strava has set the app inactive: its owner needs a paid Strava subscription and must then reactivate the app at {AppPage}.",
            StravaFault.ClientIdUnknown => $"Strava:ClientId is not known to Strava; copy the Client ID from {AppPage} into the settings.",
            StravaFault.ClientSecretWrong =>
                $"Strava:ClientSecret does not belong to Strava:ClientId; copy the Client Secret from {AppPage} into the settings.",
            StravaFault.RedirectRefused => $"Strava refuses the way back to this machine; set the app's Authorization Callback Domain to localhost at {AppPage}.",
            StravaFault.AthleteLimit =>
                $"Strava: the app has as many athletes as it may have; its owner can raise the number at {AppPage}, or remove one.",
            StravaFault.CodeRefused => $"Strava refuses the code: it can be used once and for a short time; run {connect} again for a new one.",
            StravaFault.CallbackUnreachable =>
                "Strava's events: Strava cannot reach ActivitySync:PublicUrl; let the way in from outside lead to ActivitySync:Listen for /strava/, or set PublicUrl to null. Syncs go on by their schedule.",
            StravaFault.SubscriptionTaken =>
                "Strava's events: another program holds the one subscription that the app may have; end it there, or set ActivitySync:PublicUrl to null. Syncs go on by their schedule.",
            StravaFault.ClockAhead => "Strava says the time asked for lies in the future: this machine's clock is wrong; set it (a time service such as chrony keeps it right).",
            StravaFault.NotFound => $"{where}: nothing is found there (HTTP 404); correct the address in the settings, or remove it for the default.",
            StravaFault.Redirected => $"{where}: the answer points to another address (HTTP {status}); correct the address in the settings, or remove it for the default.",
            StravaFault.Refused => $"Strava refused the call (HTTP {status}); trying again later can help; if it stays so, look at {AppPage}.",
            StravaFault.ServerTrouble => $"Strava has trouble of its own (HTTP {status}); trying again later can help.",
            StravaFault.Unreachable => $"Strava cannot be reached at {where}; check the network, the name service and that setting. It can work again later.",
            StravaFault.TimedOut => "Strava did not answer in time; trying again later can help.",
            StravaFault.BrokenOff => "Strava's answer broke off; trying again later can help.",
            StravaFault.Unreadable => "Strava's answer cannot be read (no JSON of the expected form); trying again later can help.",
            _ => "Strava failed several times in a row and is left alone for a moment; trying again later can help.",
        });
    }

    /// <summary>Ends a verb with the line.</summary>
    public CannotProceedException AsEnd() => new(ExitCode, Line);
}
