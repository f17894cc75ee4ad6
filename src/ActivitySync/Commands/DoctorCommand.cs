using System.CommandLine;
using System.Text.Json;
using ActivitySync.Operations;
using ActivitySync.Operations.Checks;

namespace ActivitySync.Commands;

/// <summary><c>activitysync doctor</c>: everything a person can mend, a line each.</summary>
internal static class DoctorCommand
{
    private const int NameWidth = 15;

    public static Command Create()
    {
        var doctor = Verb.Named(
            "doctor",
            "Checks settings, rights, clock, time zones, database, sources, mail and the daemon: a line each, ok or what to do. Asks each service once and sends no mail.",
            "doctor");
        doctor.Options.Add(Verb.Json);
        return doctor.Does(async (call, cancellationToken) =>
        {
            call.RequireSecrets();
            var all = new List<(string Check, Finding Finding)>();
            await foreach (var (check, finding) in call.Use<Doctor>().ExamineAsync(cancellationToken))
            {
                all.Add((check, finding));
                if (!call.Json) await call.Out.WriteLineAsync($"{(finding.IsOk ? "ok  " : "MEND")} {check.PadRight(NameWidth)} {PlainText.Of(finding.Line)}");
            }

            if (call.Json) call.Out.WriteList(all, Write);
            return all.Select(one => one.Finding.Exit).Gravest();
        });
    }

    private static void Write(Utf8JsonWriter json, (string Check, Finding Finding) one)
    {
        json.WriteString("check", one.Check);
        json.WriteBoolean("ok", one.Finding.IsOk);
        json.WriteString("line", one.Finding.Line);
    }
}
