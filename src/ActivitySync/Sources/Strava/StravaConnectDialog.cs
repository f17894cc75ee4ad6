namespace ActivitySync.Sources.Strava;

/// <summary>
/// The dialog of <c>connect strava</c>: prints an address to open and waits for the browser or for typed input.
/// </summary>
internal static class StravaConnectDialog
{
    public static readonly SourceOption CodeOption = new(
        "--code",
        "CODE",
        "The code, or the full address the browser ended on. For machines without a browser."
    );

    public static async Task RunAsync(IConnectSession session, CancellationToken cancellationToken)
    {
        var athlete = session.Athlete;
        var authorization = session.Services.GetRequiredService<StravaAuthorization>();
        authorization.EnsureCanConnect(athlete);
        var input = session.GetText(CodeOption) ?? await RequestCodeAsync(session, authorization, cancellationToken);
        var response = authorization.ParseResponse(athlete, input);
        var connected = await authorization.CompleteAsync(athlete, response, cancellationToken);
        var firstName = connected.FirstName.Length > 0 ? $" ({connected.FirstName})" : "";
        session.Output.WriteLine(
            $"Connected: {athlete.Name} is athlete {connected.Id}{firstName} at Strava. Reading the history..."
        );
        if (response.Scope.Length == 0)
        {
            session.Output.WriteLine(
                "A code alone doesn't show which boxes were checked. If private activities are missing, "
                    + "connect again with the full address."
            );
        }
    }

    private static async Task<string> RequestCodeAsync(
        IConnectSession session,
        StravaAuthorization authorization,
        CancellationToken cancellationToken
    )
    {
        var athlete = session.Athlete;
        var settings = session.Settings.GetSource<StravaSettings>();
        await authorization.CheckApplicationAsync(athlete, cancellationToken);
        var state = authorization.CreateState(athlete);
        await using var callback = await LoopbackCallbackListener.StartAsync(state, cancellationToken);
        session.Output.WriteLine(
            $"""
            Once, at strava.com (the owner of the app needs a paid Strava subscription):
              1. Log in as the owner and open https://www.strava.com/settings/api.
              2. Create an app; any name without "Strava" in it, any website.
              3. Set its Authorization Callback Domain to localhost.
              4. Copy its Client ID and Client Secret into the settings Strava:ClientId and Strava:ClientSecret.

            Now open this address, logged in at Strava as {athlete.Name}, and leave every box checked:

            {authorization.BuildAuthorizeUri(state, callback.RedirectUri).AbsoluteUri}

            ActivitySync reads the activities of the last {settings.HistoryDays} days, also private ones.
            Data that Strava no longer confirms is deleted after {settings.CacheDays} days.
            Emails go only to {athlete.Name}.
            To revoke access and delete the data, run 'activitysync disconnect strava --athlete {athlete.Name}'.

            Waiting for the answer on {callback.RedirectUri.AbsoluteUri} (Ctrl+C cancels).
            If the browser runs on another machine, its last page cannot load: copy the address of that page
            and paste it here.
            """
        );
        var called = callback.WaitForCallbackAsync(cancellationToken);
        var typed = ReadTypedLineAsync(session.OpenInput());
        return await await Task.WhenAny(called, typed) is { Length: > 0 } answer ? answer : await called;
    }

    /// <summary>The first line that is not blank; empty at the end of the input.</summary>
    private static Task<string> ReadTypedLineAsync(Stream input) =>
        Task.Run(() =>
        {
            using var lines = new StreamReader(input);
            while (lines.ReadLine() is { } line)
            {
                if (line.Trim() is { Length: > 0 } typed)
                {
                    return typed;
                }
            }

            return "";
        });
}
