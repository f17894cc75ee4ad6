using System.CommandLine;
using ActivitySync.Demo;
using ActivitySync.Digest;

namespace ActivitySync.Commands;

/// <summary><c>activitysync demo</c>.</summary>
internal static class DemoCommand
{
    private static readonly Option<string?> _asOf = new("--as-of")
    {
        Description = "The day of the demo; default: today.",
        HelpName = "YYYY-MM-DD",
    };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the files; default: this one.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    public static Command Create()
    {
        var demo = Verb.Named("demo", "A real digest from a built-in runner: no account, no network.", "demo --as-of 2026-11-22 --out /tmp/demo")
            .Does(async (call, cancellationToken) =>
            {
                var today = DateOnly.FromDateTime(call.Clock.GetLocalNow().DateTime);
                var asOf = call.Value(_asOf) is { } text ? DemoDay.Read(text) : today;
                var mail = await DemoRun.WriteAsync(asOf, cancellationToken);
                var folder = TypedText.Folder(call.Value(_out)!, "--out");
                var names = DigestFiles.Write(mail, folder);
                await call.Out.TellAsync(mail, folder, names);
                return ExitCode.Done;
            });
        demo.Options.Add(_asOf);
        demo.Options.Add(_out);
        return demo;
    }
}
