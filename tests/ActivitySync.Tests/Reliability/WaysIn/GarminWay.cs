using System.Globalization;
using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Sources.Garmin;
using Dapper;
using Microsoft.AspNetCore.Http;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>The calls of Garmin's API.</summary>
internal enum GarminCall
{
    List,
    Token,
}

/// <summary>An answer of Garmin.</summary>
internal sealed class GarminWay(GarminCall call) : SourceWay
{
    public override string ToString() => $"answer of Garmin, {call}";

    protected override AppSettings Configure(AppSettings settings) =>
        WithKeys(settings, GarminDescriptor.Service, new GarminSettings { ApiUrl = Server.Address });

    protected override async Task TestCellAsync(Fault fault)
    {
        ForgetFailures();
        using (var connection = Database.Open())
        {
            connection.Execute("DELETE FROM tokens; DELETE FROM key_properties;");
        }

        Server.Handler = context => AnswerAsync(context, fault);

        var run = await RunAsync("sync");

        run.AssertClear(
            fault,
            "armin",
            [ExitCode.Done, ExitCode.RemoteUnavailable, ExitCode.ActionRequired],
            MaxMegabytes
        );
        AssertNeighborsRead(fault);
        if (call == GarminCall.List && fault.Kind == FaultKind.ExtremeDate)
        {
            AssertRowsRead();
        }

        AssertNothingHalfWritten(fault);
    }

    protected override string CreateRow(int id, string name, ContentDate date) =>
        $$"""
            {"activityId":{{id}},"activityName":"{{name}}","activityType":{"typeKey":"running"},
             "startTimeLocal":"{{date.Text}} {{id + 11}}:00:00","startTimeGMT":"{{date.Text}} {{id + 10}}:00:00",
             "distance":10000.0,"duration":3000.0,"elapsedDuration":3100.0}
            """;

    private async Task AnswerAsync(HttpContext context, Fault fault)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var name = Names.FirstOrDefault(name => authorization.EndsWith(name, StringComparison.Ordinal), Names[1]);
        if (!context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal))
        {
            await AnswerListAsync(
                context,
                name,
                context.Request.Query["start"] == "0",
                call == GarminCall.List && name == Names[1] ? fault : null
            );
            return;
        }

        var tokens = new Content(
            date =>
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{{\"access_token\":\"{CommandRun.Secret}-token-{name}\",\"of\":\"Köln\",\"expires_in\":"
                    ) + (date == ContentDate.Good ? "86400}" : $"{date.Seconds}}}")
                ),
            MaxAnswerBytes
        );
        if (call == GarminCall.Token && name == Names[1])
        {
            await SendAsync(context, fault, tokens);
        }
        else
        {
            await context.Response.Body.WriteAsync(tokens.Good);
        }
    }
}
