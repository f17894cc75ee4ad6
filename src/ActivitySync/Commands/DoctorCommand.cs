using System.CommandLine;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
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
            "Checks the installation: each line is ok or says what to do. "
                + "Checks settings, permissions, clock, time zones, database, sources, mail and the daemon. "
                + "Calls each source once, sends a silent test to Notify:Url if it is set, and sends no email.",
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
                        if (all.Count == 1)
                        {
                            WriteHeader(context);
                        }

                        WriteLine(context, check, finding);
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

    private static void WriteHeader(CommandContext context) =>
        context.Out.WriteLine(context.Format.Paint($"     {"CHECK".PadRight(NameWidth)} RESULT", TextColor.Heading));

    /// <summary>Prints a check as soon as its result is known; further lines begin below the result.</summary>
    private static void WriteLine(CommandContext context, string check, Finding finding)
    {
        var state = finding.IsOk
            ? context.Format.Paint("ok  ", TextColor.Good)
            : context.Format.Paint("FAIL", TextColor.Bad);
        WordWrap.WriteHanging(
            context.Out,
            context.Format,
            $"{state} {check.PadRight(NameWidth)} ",
            TerminalText.Sanitize(finding.Line)
        );
    }

    private static void WriteFields(Utf8JsonWriter json, (string Check, Finding Finding) one)
    {
        json.WriteString("check", one.Check);
        json.WriteBoolean("ok", one.Finding.IsOk);
        json.WriteString("line", one.Finding.Line);
    }
}
