using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Sources.Keys;
using Microsoft.AspNetCore.Http;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>A source of three athletes; the second one gets the wrong answer.</summary>
internal abstract class SourceWay : RemoteWay
{
    /// <summary>The rows of the second athlete; one of them has the date.</summary>
    protected abstract string CreateRow(int id, string name, ContentDate date);

    protected Content Rows =>
        new(
            date =>
                Encoding.UTF8.GetBytes(
                    $"[{CreateRow(1, $"Before {CellNumber}", ContentDate.Good)},{CreateRow(2, "Köln", date)},"
                        + $"{CreateRow(3, $"After {CellNumber}", ContentDate.Good)}]"
                ),
            MaxAnswerBytes
        );

    /// <summary>Settings of three athletes who each read one source with a key.</summary>
    protected static AppSettings WithKeys(AppSettings settings, KeyService service, SourceSettings source) =>
        settings with
        {
            FileAthletes =
            [
                .. Names.Select(name =>
                    CreateAthlete(
                        name,
                        new AthleteSources
                        {
                            Enabled = [service.Name],
                            Secrets = new Dictionary<string, string>
                            {
                                [service.KeySetting] = $"{CommandRun.Secret}-key-{name}",
                            },
                        }
                    )
                ),
            ],
            SourceSettings = [source],
        };

    /// <summary>Answers a call for the list of activities.</summary>
    protected Task AnswerListAsync(HttpContext context, string athlete, bool isFirstPage, Fault? fault) =>
        !isFirstPage ? context.Response.WriteAsync("[]")
        : fault is not null ? SendAsync(context, fault, Rows)
        : athlete == Names[1] ? context.Response.Body.WriteAsync(Rows.Good).AsTask()
        : context.Response.WriteAsync(
            $"[{CreateRow(athlete == Names[0] ? 4 : 5, $"Run {CellNumber}", ContentDate.Good)}]"
        );

    protected Task SendAsync(HttpContext context, Fault fault, Content content) =>
        AnswerServer.SendAsync(context, fault, content, isAborted: CellNumber % 2 == 0);

    /// <summary>Asserts that the first and the third athlete have the run of this cell.</summary>
    protected void AssertNeighborsRead(Fault fault)
    {
        foreach (var name in new[] { Names[0], Names[2] })
        {
            Assert.True(
                GetActivityNames(name).Contains($"Run {CellNumber}"),
                $"{fault}: the activities of {name} were not read"
            );
        }
    }

    /// <summary>Asserts that a row with a wrong date costs only itself.</summary>
    protected void AssertRowsRead()
    {
        var names = GetActivityNames(Names[1]);
        Assert.Contains($"Before {CellNumber}", names);
        Assert.Contains($"After {CellNumber}", names);
    }
}
