using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Demo;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>demo</c>: a digest from a built-in athlete.</summary>
internal static class DemoCommand
{
    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = $"The day of the demo: {DateArgument.PastForms} Default: today.",
        HelpName = "DATE",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder for the files. Default: the current one.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    public static Command Create()
    {
        var demo = CommandBuilder
            .Create(
                "demo",
                "Creates a real digest from a built-in athlete. Needs no account and no network.",
                "demo --as-of 2026-11-22 --out demo"
            )
            .Handle(
                async (context, cancellationToken) =>
                {
                    var today = DateOnly.FromDateTime(context.Clock.GetLocalNow().DateTime);
                    var asOf = context.GetValue(AsOf) is { } text ? DemoDate.Parse(text, today) : today;
                    var mail = await DemoPipeline.CreateDigestAsync(asOf, cancellationToken);
                    var folder = TextArgument.ParseFolder(context.GetValue(Out)!, "--out");
                    var names = MailFileExporter.Export(mail, folder);
                    await context.Out.WriteDigestAsync(mail, folder, names);
                    return ExitCode.Done;
                }
            );
        demo.Options.Add(AsOf);
        demo.Options.Add(Out);
        return demo;
    }
}

/// <summary>Parses the day of a demo.</summary>
internal static class DemoDate
{
    /// <summary>Time zones are known from 1970; the demo's training lies before its day.</summary>
    private static readonly DateOnly Min = new(1971, 1, 1);

    /// <summary>The database reads no later instants; the demo's calendar goes some weeks beyond its day.</summary>
    private static readonly DateOnly Max = new(2198, 12, 31);

    /// <exception cref="OperationException">The text is not a date, or out of range.</exception>
    public static DateOnly Parse(string text, DateOnly today) =>
        DateWords.Find(text, today, DateDirection.Past) is { } day && day >= Min && day <= Max
            ? day
            : throw new OperationException(
                ErrorKind.InvalidInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--as-of: \"{text}\" is invalid; expected a date from {Min:yyyy-MM-dd} to {Max:yyyy-MM-dd}, "
                        + $"like 2026-11-22."
                )
            );
}
