using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Sources.IntervalsIcu;
using Dapper;
using Microsoft.AspNetCore.Http;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>The calls of the API of intervals.icu.</summary>
internal enum IntervalsCall
{
    Activities,
    Events,
    Wellness,
}

/// <summary>An answer of intervals.icu.</summary>
internal sealed class IntervalsWay(IntervalsCall call) : SourceWay
{
    public override string ToString() => $"answer of intervals.icu, {call}";

    protected override AppSettings Configure(AppSettings settings) =>
        WithKeys(settings, IntervalsDescriptor.Service, new IntervalsSettings { ApiUrl = Server.Address });

    protected override async Task TestCellAsync(Fault fault)
    {
        ForgetFailures();
        using (var connection = Database.Open())
        {
            // Wellness entries are not part of a first sync.
            connection.Execute(
                "INSERT INTO source_calendars (athlete_id, source) SELECT id, 'intervals' FROM athletes WHERE 1 = 1 "
                    + "ON CONFLICT DO NOTHING"
            );
        }

        Server.Handler = context => AnswerAsync(context, fault);

        var run = await RunAsync("sync");

        run.AssertClear(
            fault,
            "intervals",
            [ExitCode.Done, ExitCode.RemoteUnavailable, ExitCode.ActionRequired],
            MaxMegabytes
        );
        AssertNeighborsRead(fault);
        if (call == IntervalsCall.Activities && fault.Kind == FaultKind.ExtremeDate)
        {
            AssertRowsRead();
        }

        AssertNothingHalfWritten(fault);
    }

    protected override string CreateRow(int id, string name, ContentDate date) =>
        $$"""
            {"id":"i{{id}}","name":"{{name}}","type":"Run","start_date":"{{date.Text}}T{{id + 10}}:00:00Z",
             "start_date_local":"{{date.Text}}T{{id + 11}}:00:00","distance":10000.0,"moving_time":3000,
             "elapsed_time":3100}
            """;

    private Task AnswerAsync(HttpContext context, Fault fault)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var key = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..]));
        var name = Names.First(name => key.EndsWith(name, StringComparison.Ordinal));
        var path = context.Request.Path.Value!;
        var asked =
            path.EndsWith("/events.json", StringComparison.Ordinal) ? IntervalsCall.Events
            : path.EndsWith("/wellness.json", StringComparison.Ordinal) ? IntervalsCall.Wellness
            : IntervalsCall.Activities;
        var chosen = asked == call && name == Names[1] ? fault : null;
        return asked == IntervalsCall.Activities
                ? AnswerListAsync(context, name, !context.Request.Query.ContainsKey("newest"), chosen)
            : chosen is not null ? SendAsync(context, chosen, CreateContent(asked))
            : context.Response.WriteAsync("[]");
    }

    private static Content CreateContent(IntervalsCall asked) =>
        new(
            date =>
                Encoding.UTF8.GetBytes(
                    asked == IntervalsCall.Events
                        ? "[{\"id\":1,\"category\":\"RACE_A\",\"name\":\"Köln\",\"start_date_local\":\""
                            + $"{date.Text}T00:00:00\",\"end_date_local\":\"{date.Text}T00:00:00\"}}]"
                        : $"[{{\"id\":\"{date.Text}\",\"injury\":4,\"restingHR\":48,\"comments\":\"Köln\"}}]"
                ),
            MaxAnswerBytes
        );
}
