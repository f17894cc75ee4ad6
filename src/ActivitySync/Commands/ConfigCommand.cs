using System.CommandLine;
using ActivitySync.Settings;

namespace ActivitySync.Commands;

/// <summary><c>config check|show|init</c>: what the settings are and what is wrong with them.</summary>
internal static class ConfigCommand
{
    private const string Sample = "appsettings.sample.json";

    public static Command Create()
    {
        var command = Verb.Named("config", "Checks, shows or starts the settings.", "config check");
        command.Subcommands.Add(Check());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Init());
        return command;
    }

    private static Command Check() =>
        Verb.Named("check", "Reads the settings and tells every mistake, a line each.", "config check --config /etc/activitysync/appsettings.json")
            .Does(call =>
            {
                call.RequireSecrets();
                var settings = call.Settings;
                call.Out.WriteLine($"{settings.File ?? "environment"}: ok, {settings.Athletes.Count} runner(s).");
                return ExitCode.Done;
            });

    private static Command Show()
    {
        var command = Verb.Named("show", "Prints every setting in force and where it comes from; secrets hidden.", "config show");
        command.Options.Add(Verb.Json);
        return command.Does(call =>
        {
            _ = call.Settings; // a mistake is told before anything is shown
            var inForce = SettingsFile.Read(call.Value(Verb.Config)).InForce;
            if (call.Json)
            {
                call.Out.WriteLine(SettingsJson.Write(inForce));
                return ExitCode.Done;
            }

            foreach (var setting in inForce) call.Out.WriteLine($"{setting.Key} = {setting.Value ?? "null"}  ({setting.Origin})");
            return ExitCode.Done;
        });
    }

    private static Command Init()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "Where to write it.",
            DefaultValueFactory = _ => new FileInfo(SettingsFile.UsualPlaces[0]),
        };
        var command = Verb.Named("init", "Writes a settings file with every setting and a comment beside it.", "config init");
        command.Arguments.Add(file);
        return command.Does(call =>
        {
            var target = call.Value(file)!;
            Write(target.FullName);
            call.Out.WriteLine($"{target}: written. Fill in the runner and the mail server, then run 'activitysync config check'.");
            return ExitCode.Done;
        });
    }

    private static void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it will hold secrets
        try
        {
            using var sample = typeof(ConfigCommand).Assembly.GetManifestResourceStream(Sample)!;
            using var target = new FileStream(path, options);
            sample.CopyTo(target);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new CannotProceedException(ExitCode.WrongInput, $"{path}: is there already; move it away first, or name another file.");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CannotProceedException(ExitCode.Failed, $"{path}: cannot be written; check the folder and its rights.", trouble);
        }
    }
}
