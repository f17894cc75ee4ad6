using System.CommandLine;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>doctor</c>: checks everything a person can fix, one line per check.</summary>
internal static class DoctorCommand
{
    private const int NameWidth = 15;

    public static Command Create()
    {
        var doctor = CommandBuilder.Create(
            "doctor",
            "Checks settings, permissions, clock, time zones, database, sources, mail and the daemon: "
                + "one line per check, ok or what to do. Calls each source once, sends a silent test to Notify:Url if "
                + "it is set, and sends no email.",
            "doctor"
        );
        doctor.Options.Add(CommandBuilder.JsonOption);
        return doctor.Handle(
            async (context, cancellationToken) =>
            {
                context.RequireSecrets();
                var all = new List<(string Check, Finding Finding)>();
                await foreach (var (check, finding) in context.GetService<Doctor>().RunChecksAsync(cancellationToken))
                {
                    all.Add((check, finding));
                    if (!context.IsJson)
                    {
                        await context.Out.WriteLineAsync(
                            $"{(finding.IsOk ? "ok  " : "FAIL")} {check.PadRight(NameWidth)} "
                                + $"{TerminalText.Sanitize(finding.Line)}"
                        );
                    }
                }

                if (context.IsJson)
                {
                    context.Out.WriteList(all, WriteFields);
                }

                return all.Select(one => one.Finding.Error.ToExitCode()).GetGravest();
            }
        );
    }

    private static void WriteFields(Utf8JsonWriter json, (string Check, Finding Finding) one)
    {
        json.WriteString("check", one.Check);
        json.WriteBoolean("ok", one.Finding.IsOk);
        json.WriteString("line", one.Finding.Line);
    }
}
