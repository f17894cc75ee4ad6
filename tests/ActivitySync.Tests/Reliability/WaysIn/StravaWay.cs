using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Strava;
using Microsoft.AspNetCore.Http;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>The calls of Strava's API whose answers are read.</summary>
internal enum StravaCall
{
    List,

    /// <summary>Renews a token.</summary>
    Token,

    /// <summary>Exchanges the code of <c>connect</c>.</summary>
    Code,

    /// <summary>Asks for the athlete of what may be a token instead of a code.</summary>
    Athlete,

    /// <summary>Ends an authorization.</summary>
    Revoke,
}

/// <summary>An answer of Strava.</summary>
internal sealed class StravaWay(StravaCall call) : SourceWay
{
    public override string ToString() => $"answer of Strava, {call}";

    private static Content Tokens(string athlete) =>
        new(
            date =>
                Encoding.UTF8.GetBytes(
                    $"{{\"token_type\":\"Bearer\",\"access_token\":\"{CommandRun.Secret}-access-{athlete}\","
                        + $"\"refresh_token\":\"{CommandRun.Secret}-refresh-{athlete}\",\"expires_at\":"
                        + (date == ContentDate.Good ? "1795500000" : $"{date.Seconds}")
                        + ",\"athlete\":{\"id\":42,\"firstname\":\"Björn\"}}"
                ),
            MaxAnswerBytes
        );

    private static readonly Content Athlete = new(
        date =>
            Encoding.UTF8.GetBytes($"{{\"id\":42,\"firstname\":\"Björn\",\"created_at\":\"{date.Text}T00:00:00Z\"}}"),
        MaxAnswerBytes
    );

    protected override AppSettings Configure(AppSettings settings) =>
        settings with
        {
            FileAthletes =
            [
                .. Names.Select(name =>
                    CreateAthlete(name, new AthleteSources { Enabled = [StravaDescriptor.SourceName] })
                ),
            ],
            SourceSettings =
            [
                new StravaSettings
                {
                    ClientId = "1001",
                    ClientSecret = $"{CommandRun.Secret}-client",
                    ApiUrl = new Uri(Server.Address, "api/v3"),
                    OAuthUrl = new Uri(Server.Address, "oauth"),
                },
            ],
        };

    protected override async Task TestCellAsync(Fault fault)
    {
        ForgetFailures();
        foreach (var name in Names)
        {
            SaveTokens(name, isExpired: call == StravaCall.Token && name == Names[1]);
        }

        Server.Handler = context => AnswerAsync(context, fault);
        var run = call switch
        {
            StravaCall.Code or StravaCall.Athlete => await RunAsync(
                "connect",
                "strava",
                "--athlete",
                Names[1],
                "--code",
                "0123456789abcdef0123456789abcdef01234567"
            ),
            StravaCall.Revoke => await RunAsync("disconnect", "strava", "--athlete", Names[1]),
            _ => await RunAsync("sync"),
        };

        run.AssertClear(
            fault,
            "trava",
            [ExitCode.Done, ExitCode.InvalidInput, ExitCode.RemoteUnavailable, ExitCode.ActionRequired],
            MaxMegabytes
        );
        if (call is not (StravaCall.List or StravaCall.Token))
        {
            await RunAsync("sync", "--athlete", Names[0]);
            await RunAsync("sync", "--athlete", Names[2]);
        }

        AssertNeighborsRead(fault);
        if (call == StravaCall.List && fault.Kind == FaultKind.ExtremeDate)
        {
            AssertRowsRead();
        }

        AssertNothingHalfWritten(fault);
    }

    protected override string CreateRow(int id, string name, ContentDate date) =>
        $$"""
            {"id":{{id}},"name":"{{name}}","sport_type":"Run","distance":10000.0,"moving_time":3000,
             "elapsed_time":3100,"start_date":"{{date.Text}}T{{id + 10}}:00:00Z",
             "start_date_local":"{{date.Text}}T{{id + 11}}:00:00Z"}
            """;

    private async Task AnswerAsync(HttpContext context, Fault fault)
    {
        var path = context.Request.Path.Value!;
        var authorization = context.Request.Headers.Authorization.ToString();
        if (path.EndsWith("/athlete/activities", StringComparison.Ordinal))
        {
            var name = Names.FirstOrDefault(name => authorization.EndsWith(name, StringComparison.Ordinal), Names[1]);
            await AnswerListAsync(
                context,
                name,
                context.Request.Query["page"] is not [{ } page] || page == "1",
                call == StravaCall.List && name == Names[1] ? fault : null
            );
        }
        else if (path.EndsWith("/athlete", StringComparison.Ordinal))
        {
            await SendAsync(context, fault, Athlete);
        }
        else if (path.EndsWith("/token", StringComparison.Ordinal))
        {
            await AnswerTokenAsync(context, fault);
        }
        else
        {
            await SendAsync(context, fault, new Content(_ => "{\"ö\":1}"u8.ToArray(), MaxAnswerBytes));
        }
    }

    private async Task AnswerTokenAsync(HttpContext context, Fault fault)
    {
        if (call == StravaCall.Athlete)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(
                """{"errors":[{"resource":"AuthorizationCode","field":"code","code":"invalid"}]}"""
            );
            return;
        }

        await SendAsync(context, fault, Tokens(Names[1]));
    }

    private void SaveTokens(string name, bool isExpired)
    {
        using var connection = Database.Open();
        TokenRepository.Save(
            connection,
            new SecretProtector(Settings, Clock),
            AthleteRepository.GetOrAddId(connection, name, Clock),
            StravaSource.StoreName,
            new StoredTokens
            {
                SourceAthleteId = name == Names[1] ? "42" : $"42{name.Length}{(int)name[0]}",
                AccessToken = $"{CommandRun.Secret}-access-{name}",
                RefreshToken = $"{CommandRun.Secret}-refresh-{name}",
                ExpiresAt = Clock.GetUtcNow().AddHours(isExpired ? -1 : 5),
                Scope = "read,activity:read_all",
            },
            Clock
        );
    }
}
