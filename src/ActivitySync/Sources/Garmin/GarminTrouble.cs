namespace ActivitySync.Sources.Garmin;

/// <summary>Trouble with Garmin as it is told: what, in one line, and how to mend it. It quotes nothing that Garmin sent.</summary>
internal sealed record GarminTrouble(GarminFault Fault, string Line, DateTimeOffset? RetryAt = null)
{
    public const string KeyPage = "https://connect.garmin.com/app/settings/personalApiToken";

    public SourceOutcome Outcome => Fault switch
    {
        GarminFault.LimitReached => SourceOutcome.LimitReached,
        GarminFault.KeyRefused or GarminFault.TokenRefused => SourceOutcome.ActionNeeded,
        GarminFault.NoKey or GarminFault.NotFound or GarminFault.Redirected => SourceOutcome.Misconfigured,
        _ => SourceOutcome.Away,
    };

    public static GarminTrouble Of(GarminReply reply, string athlete) => Of(reply.Fault ?? GarminFault.Unreadable, athlete, reply.Status);

    /// <param name="fault">What went wrong.</param>
    /// <param name="athlete">The runner's name in the settings.</param>
    /// <param name="status">The HTTP status, 0 if none came.</param>
    public static GarminTrouble Of(GarminFault fault, string athlete, int status = 0) => new(fault, fault switch
    {
        GarminFault.NoKey => $"GarminApiKey of {athlete} is not set; make a key at {KeyPage} and put it into the settings, a file or a credential.",
        GarminFault.KeyRefused =>
            $"Garmin refuses the key of {athlete}: expired, deleted or mistyped; make a new one at {KeyPage}, put it into GarminApiKey, and run 'activitysync connect garmin --athlete {athlete}'.",
        GarminFault.TokenRefused => $"Garmin refuses the access of {athlete} although its key was just taken; look at {KeyPage} and run 'activitysync connect garmin --athlete {athlete}'.",
        GarminFault.LimitReached => "Garmin: it was asked too often; it goes on by itself.",
        GarminFault.NotFound => "Garmin:ApiUrl: nothing is found there (HTTP 404); correct the address, or remove it for the default. Garmin may have changed its interface: 'activitysync doctor' tells.",
        GarminFault.Redirected => $"Garmin:ApiUrl: the answer points to another address (HTTP {status}); correct the address, or remove it for the default.",
        GarminFault.Refused => $"Garmin refused the call (HTTP {status}); trying again later can help.",
        GarminFault.ServerTrouble => $"Garmin has trouble of its own (HTTP {status}); trying again later can help.",
        GarminFault.Unreachable => "Garmin cannot be reached (Garmin:ApiUrl); check the network and the name service. It can work again later.",
        GarminFault.TimedOut => "Garmin did not answer in time; trying again later can help.",
        GarminFault.BrokenOff => "Garmin's answer broke off; trying again later can help.",
        GarminFault.Unreadable => "Garmin's answer cannot be read (no list of the expected form); trying again later can help, and 'activitysync doctor' tells what it answers.",
        _ => "Garmin failed several times in a row and is left alone for a moment; trying again later can help.",
    });
}
