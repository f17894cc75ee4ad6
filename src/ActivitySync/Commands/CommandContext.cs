using System.CommandLine;
using System.Globalization;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>One call of a command: arguments, output streams, settings and services. Settings and services are loaded
/// on first use.</summary>
internal sealed class CommandContext(ParseResult parsed, CommandEnvironment environment) : IAsyncDisposable
{
    private ServiceProvider? _services;
    private TextWriter? _out;
    private AppSettings? _settings;
    private bool _areUnreadableRowsOmitted;

    /// <summary>Standard output. Lines for people are wrapped to the terminal.</summary>
    public TextWriter Out =>
        _out ??=
            Format.Columns is { } columns && !IsJson
                ? new WrappingWriter(environment.Output, columns)
                : environment.Output;

    /// <summary>What the output for people looks like.</summary>
    public OutputFormat Format { get; } = OutputFormat.For(environment);

    public TextWriter Error => environment.Error;

    public TimeProvider Clock => environment.Clock;

    /// <summary>What the machine is set to. Only defaults of questions depend on it.</summary>
    public CultureInfo MachineCulture => environment.MachineCulture;

    /// <summary>Whether codes are printed for people too.</summary>
    public bool IsVerbose => parsed.GetValue(CommandBuilder.VerboseOption);

    public bool IsJson => parsed.GetValue(CommandBuilder.JsonOption);

    /// <summary>The settings. Secrets may be absent; see <see cref="RequireSecrets"/>.</summary>
    /// <exception cref="OperationException">No settings exist, or they are invalid.</exception>
    public AppSettings Settings => _settings ??= environment.Settings ?? LoadSettings(requireSecrets: false);

    /// <summary>Loads the settings and requires all secrets. Commands that call a source or a mail server use it first;
    /// the others work without secrets that only the daemon gets.</summary>
    /// <exception cref="OperationException">No settings exist, they are invalid, or a secret is missing.</exception>
    public void RequireSecrets() => _settings = environment.Settings ?? LoadSettings(requireSecrets: true);

    /// <summary>Like <see cref="RequireSecrets"/>, and requires a mail server or a pickup folder: without one a mail
    /// would be stored that can't be delivered.</summary>
    /// <exception cref="OperationException">See <see cref="RequireSecrets"/>; or no way to deliver mail is
    /// set.</exception>
    public void RequireMail()
    {
        RequireSecrets();
        if (Settings.Mail.TransportError is { } error)
        {
            throw new OperationException(ErrorKind.InvalidInput, error);
        }
    }

    /// <summary>The settings, or null if no file is named and none is found.</summary>
    /// <exception cref="OperationException">The settings are invalid.</exception>
    public AppSettings? SettingsOrNull =>
        _settings ??= environment.Settings
            ?? SettingsFile.LoadOrNull(parsed.GetValue(CommandBuilder.ConfigOption), SourceDescriptors.SettingsParsers);

    /// <summary>The rule parameters of the settings, or the defaults without settings, so that <c>simulate</c> answers
    /// like the daemon on this machine.</summary>
    public RuleParameters EffectiveRules => SettingsOrNull?.Rules ?? RuleParameters.Default;

    /// <summary>The athlete given by <c>--athlete</c>, or the only one, with the current preferences.</summary>
    /// <exception cref="OperationException">The athlete is unknown, or there are several and none is given.</exception>
    public AthleteSettings Athlete => GetService<AthleteRoster>().Get(ConfiguredAthlete.Name);

    /// <summary>Like <see cref="Athlete"/>, but without the athlete's preferences, which are in the database.</summary>
    /// <exception cref="OperationException">The athlete is unknown, or there are several and none is given.</exception>
    public AthleteSettings ConfiguredAthlete =>
        GetService<AthleteRoster>().GetConfigured(parsed.GetValue(CommandBuilder.AthleteOption));

    /// <summary>Like <see cref="ConfiguredAthlete"/>, but of the settings file only, so that no database is
    /// needed.</summary>
    /// <exception cref="OperationException">The settings don't name the athlete, or there are several and none is
    /// given.</exception>
    public AthleteSettings FileAthlete => Settings.GetAthlete(parsed.GetValue(CommandBuilder.AthleteOption));

    /// <summary>Whether there are several athletes, so that a command has to name one.</summary>
    public bool HasSeveralAthletes => GetService<AthleteRoster>().HasSeveral();

    /// <summary>The athlete given by <c>--athlete</c>, or all of them, with the current preferences.</summary>
    public IReadOnlyList<AthleteSettings> SelectedAthletes =>
        parsed.GetValue(CommandBuilder.AthleteOption) is null ? GetService<AthleteRoster>().GetAll() : [Athlete];

    /// <summary>
    /// Says on the terminal what takes long, if standard error is one. Dispose the line before anything is printed.
    /// </summary>
    public ProgressLine ShowProgress(Func<string> describe) =>
        ProgressLine.Start(Error, describe, TimeProvider.System, IsErrorTerminal);

    /// <summary>Whether standard error is a terminal with a person in front of it.</summary>
    public bool IsErrorTerminal => environment.Error is ErrorOutput && !Console.IsErrorRedirected;

    /// <summary>Opens standard input as bytes. The caller disposes it.</summary>
    public Stream OpenStandardInput() => environment.Input ?? Console.OpenStandardInput();

    public T? GetValue<T>(Option<T> option) => parsed.GetValue(option);

    public T? GetValue<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Gets a service; creates the container on first use.</summary>
    public T GetService<T>()
        where T : notnull
    {
        if (_services is null)
        {
            DataDirectory.EnsureNotForeignRoot(Settings.ActivitySync.DataDirectory);
            _services = new ServiceCollection().AddActivitySync(Settings, Clock).BuildServiceProvider();
        }

        return _services.GetRequiredService<T>();
    }

    /// <summary>Leaves the unreadable rows out of the error output, because the output has them.</summary>
    public void OmitUnreadableRows() => _areUnreadableRowsOmitted = true;

    /// <summary>Writes one line to the error output for each row of the database that could not be read.</summary>
    public async Task WriteUnreadableRowsAsync()
    {
        if (_services is null || _areUnreadableRowsOmitted)
        {
            return;
        }

        foreach (var line in _services.GetRequiredService<Database>().UnreadableRows.GetLines())
        {
            await Error.WriteLineAsync(line);
        }
    }

    /// <summary>Reads the settings again, as if more sources were switched on: those of athletes in the
    /// database.</summary>
    /// <returns>All errors; none if the settings don't come from a file.</returns>
    public IReadOnlyList<SettingError> FindErrors(IReadOnlyCollection<SourceName> sources) =>
        environment.Settings is null
            ? SettingsFile
                .Read(parsed.GetValue(CommandBuilder.ConfigOption), SourceDescriptors.SettingsParsers, sources)
                .Errors
            : [];

    private AppSettings LoadSettings(bool requireSecrets) =>
        SettingsFile.Load(
            parsed.GetValue(CommandBuilder.ConfigOption),
            SourceDescriptors.SettingsParsers,
            requireSecrets
        );

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }
}

/// <summary>The console, settings and clock a command uses. Tests replace them.</summary>
internal sealed class CommandEnvironment : InvocationConfiguration
{
    /// <summary>Used instead of the settings file; null reads the file.</summary>
    public AppSettings? Settings { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public CultureInfo MachineCulture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>What the output for people looks like; null asks the console.</summary>
    public OutputFormat? Format { get; init; }

    /// <summary>Standard input; null uses the console's.</summary>
    public Stream? Input { get; init; }
}
